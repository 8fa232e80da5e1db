"""What the family's part of a file says, as plain frozen values, one for each kind of entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from humiao.registry.family.choices import LifeKind


@dataclass(frozen=True)
class Member:
    """A relative of the child, or somebody who shares its home."""

    name: str
    kin: str
    sex: str = "0"
    birth_year: int | None = None
    id_number: str = ""
    is_dead: bool = False
    died_on: date | None = None
    lives_in: bool = True  # in the child's home
    home_from: date | None = None
    home_to: date | None = None
    union: str = ""  # of a parent to the other parent, of a step-parent to the parent
    ill_or_disabled: str = ""
    work: str = ""
    income: int | None = None  # fen a month
    guardian_id: UUID | None = None  # the same person among the guardians


@dataclass(frozen=True)
class Care:
    """A parent's entrusting a child's care to somebody while away (未成年人保护法 22–23)."""

    name: str
    relation: str
    phone: str = ""
    id_number: str = ""
    address: str = ""
    is_asked: bool = False  # whether the four disqualifiers were asked
    unfit: tuple[str, ...] = ()  # of those asked, what was found
    childs_view: str = ""
    told_school_on: date | None = None
    told_village_on: date | None = None
    paper: str = ""  # what paper there is and where it is kept
    end_reason: str = ""


@dataclass(frozen=True)
class Contact:
    """What was said on a day about the last contact of a parent; the day is the entry's own."""

    parent: str  # a Kin
    last_on: date | None = None  # None: none that anybody remembers
    means: str = ""
    reached: str = "both"
    said_by: str = "carer"
    note: str = ""


@dataclass(frozen=True)
class Benefit:
    """A benefit received, applied for or refused."""

    benefit: str
    state: str = "received"
    amount: int | None = None  # fen a month
    number: str = ""
    reason: str = ""  # why refused or not wanted


@dataclass(frozen=True)
class Schooling:
    """Where a child is taught from a day on."""

    stage: str
    school: str = ""
    grade: str = ""
    is_boarding: bool = False
    teacher: str = ""
    teacher_phone: str = ""
    left_on: date | None = None  # dropped out
    left_reason: str = ""


@dataclass(frozen=True)
class Health:
    """A child's health from a day on."""

    state: str
    illness: str = ""
    hospital: str = ""
    diagnosed_on: date | None = None
    treatment: str = ""
    card: str = ""
    card_until: date | None = None


@dataclass(frozen=True)
class Wish:
    """What a child asked or wished for, in its words."""

    words: str
    heard_by: str = ""
    answer: str = ""
    answered_on: date | None = None


Body = Member | Care | Contact | Benefit | Schooling | Health | Wish
KINDS: dict[LifeKind, type[Any]] = {
    LifeKind.MEMBER: Member,
    LifeKind.CARE: Care,
    LifeKind.CONTACT: Contact,
    LifeKind.BENEFIT: Benefit,
    LifeKind.SCHOOL: Schooling,
    LifeKind.HEALTH: Health,
    LifeKind.WISH: Wish,
}
_ADAPTERS = {kind: TypeAdapter(made) for kind, made in KINDS.items()}
_KIND_OF = {made: kind for kind, made in KINDS.items()}
_CODES = {
    LifeKind.MEMBER: "kin",
    LifeKind.CARE: "relation",
    LifeKind.CONTACT: "parent",
    LifeKind.BENEFIT: "benefit",
    LifeKind.SCHOOL: "stage",
    LifeKind.HEALTH: "state",
}
# Of these a child has one at a time: what is written down next amends it.
SINGLE = frozenset({LifeKind.SCHOOL, LifeKind.HEALTH})


def kind_of(body: Body) -> LifeKind:
    """Return the kind a value belongs to."""
    return _KIND_OF[type(body)]


def code_of(body: Body) -> str:
    """Return the code an entry is listed by; a wish has none."""
    name = _CODES.get(kind_of(body))
    return str(getattr(body, name)) if name else ""


def written(body: Body) -> str:
    """Write a value as the JSON that is sealed; what is as usual is left out."""
    text: bytes = _ADAPTERS[kind_of(body)].dump_json(body, exclude_defaults=True)
    return text.decode()


def read_body(kind: str, text: str) -> Body:
    """Read a value from its JSON."""
    body: Body = _ADAPTERS[LifeKind(kind)].validate_json(text)
    return body


@dataclass(frozen=True)
class Entry:
    """One entry as it was written."""

    id: UUID
    kind: LifeKind
    subject: UUID
    version: int
    from_on: date
    to_on: date | None
    is_void: bool
    body: Body
    by_post_id: UUID | None
    recorded_at: datetime

    def holds_on(self, day: date) -> bool:
        """Say whether it has begun and not ended."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


def standing(entries: list[Entry], *, on: date, known_at: datetime | None = None) -> tuple[Entry, ...]:
    """Return how each subject stood on a day, as known at a moment; void subjects and later ones are out.

    Subjects come in the order of their first entries. An ended one stays, with its `to_on`.
    """
    known = [e for e in entries if known_at is None or e.recorded_at <= known_at]
    void = {e.subject for e in known if e.is_void}
    latest: dict[UUID, Entry] = {}
    for entry in sorted(known, key=lambda e: (e.recorded_at, e.version)):
        if entry.subject in void or entry.from_on > on:
            continue
        held = latest.get(entry.subject)
        if held is None or (held.from_on, held.version) <= (entry.from_on, entry.version):
            latest[entry.subject] = entry
    return tuple(latest.values())


@dataclass(frozen=True)
class Family:
    """All entries of a file, with what each subject is on the day asked."""

    entries: tuple[Entry, ...]
    now: tuple[Entry, ...]
    on: date
    newest: dict[UUID, int]  # the last version of each subject

    def of(self, kind: LifeKind) -> tuple[Entry, ...]:
        """Return the subjects of a kind, the newest last."""
        found = (e for e in self.now if e.kind is kind)
        return tuple(sorted(found, key=lambda e: (e.from_on, e.recorded_at)))

    def one(self, kind: LifeKind) -> Entry | None:
        """Return the one in force of a kind of which there is one at a time."""
        return next((e for e in reversed(self.of(kind)) if e.holds_on(self.on)), None)

    def version_of(self, subject: UUID) -> int:
        """Return the last version of a subject, to be given back with an amendment."""
        return self.newest.get(subject, 0)
