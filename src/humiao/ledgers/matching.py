"""Whom the rows of a ledger mean: children and workers, with what a person said of doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import ROLES, HeldPost, Scope
from humiao.foundation.context import current_county
from humiao.foundation.identity_numbers import mask_name
from humiao.foundation.names import sort_key
from humiao.foundation.places.public import division_names
from humiao.ledgers.kinds import FILE_NUMBER, LedgerKind
from humiao.ledgers.rules import Asked, Match, match_child, match_worker
from humiao.ledgers.values import Choice, Doubt, ReadRow
from humiao.registry.lists.public import Column
from humiao.registry.public import NamedChild, named_children

NOBODY = "nobody"


@dataclass(frozen=True)
class Found:
    """The children a row means, what isn't sure, and how many people of it have no file."""

    child_ids: tuple[UUID, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unmatched: int = 0


class Children:
    """The children rows may mean, read once for all of them."""

    def __init__(
        self, rows: Sequence[ReadRow], kind: LedgerKind, answers: Mapping[str, str], scope: Scope
    ) -> None:
        self._kind, self._answers = kind, answers
        names = {name for row in rows for name in row.names}
        found = named_children(
            scope,
            numbers={row.id_number for row in rows if row.id_number},
            file_numbers={row.file_number for row in rows if row.file_number},
            names=names,
        )
        self._by_sound: dict[str, list[NamedChild]] = {}
        self._by_number = {c.number: c for c in found if c.number}
        self._by_file = {c.file_number: c for c in found}
        for child in found:
            self._by_sound.setdefault(sort_key(child.name), []).append(child)
        self._sounds = {name: sort_key(name) for name in names}
        self._places = division_names(current_county())

    def of(self, row: ReadRow) -> Found:
        """Return whom a row means; where it must mean a child and means none, the row is told so."""
        matches = [(n, asked, self._match(asked)) for n, asked in enumerate(_asked(row))]
        ids: dict[UUID, None] = {}
        doubts = []
        for n, asked, match in matches:
            key = f"child:{row.place}:{n}"
            child = match.child.id if match.child else self._answered(match, self._answers.get(key, ""))
            if child is not None:
                ids[child] = None
            elif self._kind.needs_child and match.among:
                doubts.append(self._doubt(key, asked, match))
            elif self._kind.needs_child:
                row.bad(_column_of(asked), _named(asked, match.reason, len(matches)))
        return Found(tuple(ids), tuple(doubts), len(matches) - len(ids) if not self._kind.needs_child else 0)

    def _match(self, asked: Asked) -> Match:
        sound = self._sounds.get(asked.name, "")
        known = list(self._by_sound.get(sound, ()))
        for other in (self._by_number.get(asked.number), self._by_file.get(asked.file_number)):
            if other is not None and other not in known:
                known.append(other)
        return match_child(asked, known)

    def _answered(self, match: Match, said: str) -> UUID | None:
        """Return the child a person chose; also the only one of its name, where names are trusted."""
        chosen = next((c.id for c in match.among if str(c.id) == said), None)
        if chosen is None and match.is_by_name and self._answers.get("trust-names"):
            return match.among[0].id
        return chosen

    def _doubt(self, key: str, asked: Asked, match: Match) -> Doubt:
        choices = tuple(Choice(str(c.id), self._called(c)) for c in match.among)
        return Doubt(key, _named(asked, match.reason, 1), choices, _column_of(asked))

    def _called(self, child: NamedChild) -> str:
        place = self._places.get(child.village) or self._places.get(child.town, "")
        return f"{mask_name(child.name)} {child.file_number} · {child.born_on:%Y-%m} · {place}"


def _asked(row: ReadRow) -> Iterator[Asked]:
    """Yield what a row says of each child; a number, a birth or a guardian is only one child's."""
    where = {"village": row.village, "town": row.town, "guardian": row.guardian}
    if len(row.names) > 1:
        for name in row.names:
            yield Asked(name, "", "", None, **where)
    elif row.names or row.id_number or row.file_number:
        name = row.names[0] if row.names else ""
        yield Asked(name, row.id_number, row.file_number, row.born_on, **where)


def _column_of(asked: Asked) -> str:
    if asked.name:
        return Column.NAME
    return Column.ID_NUMBER if asked.number else FILE_NUMBER


def _named(asked: Asked, reason: str, several: int) -> str:
    return f"{asked.name}：{reason}" if several > 1 else reason


class Workers:
    """The people visits may be by, by the names a ledger gives them."""

    def __init__(self, posts: Sequence[HeldPost], answers: Mapping[str, str]) -> None:
        self._posts, self._answers = posts, answers
        self._by_id = {str(p.id): p for p in posts}
        self._unknown: Counter[str] = Counter()

    def of(self, row: ReadRow) -> tuple[UUID | None, tuple[UUID, ...]]:
        """Return the post a row is by, and those of the others it names; None where that isn't known."""
        first, *others = row.workers or ("",)
        on = row.values["occurred_on"]
        chosen = self._by_id.get(self._answers.get(f"worker:{first}", ""))
        post = chosen or match_worker(first, self._posts, on)
        if post is None:
            self._unknown[first] += 1
        beside = (match_worker(name, self._posts, on) for name in others)
        return (post.id if post else None), tuple(p.id for p in beside if p)

    def doubt(self, row: ReadRow) -> Doubt:
        """Return what a person has to say for a row; one answer holds for the whole file."""
        return self._doubt(row.workers[0] if row.workers else "")

    def doubts(self) -> Iterator[Doubt]:
        """Yield each name that isn't known, the most frequent first."""
        for name, _count in self._unknown.most_common():
            yield self._doubt(name, with_choices=True)

    def _doubt(self, name: str, *, with_choices: bool = False) -> Doubt:
        bearers = {p.account_id for p in self._posts if p.person_name == name}
        if not name:
            reason = _("The ledger doesn't say who went.")
        elif bearers:
            reason = _("Several people are called %(name)s.") % {"name": name}
        else:
            reason = _("Nobody called %(name)s has or had a post here.") % {"name": name}
        return Doubt(f"worker:{name}", reason, self._choices() if with_choices else (), "worker")

    def _choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(str(p.id), f"{p.person_name} · {ROLES[p.role].name}") for p in self._posts)
