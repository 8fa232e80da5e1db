"""Writing entered children: one COPY a table, one key and one trail row a child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.copying import copy_rows
from humiao.foundation.fields import text_sealer
from humiao.foundation.ids import new_id_text
from humiao.foundation.names import search_keys, sort_key
from humiao.foundation.trail.public import Act, make_child_keys, record_many
from humiao.registry.addresses import address_indexer
from humiao.registry.models import CategorySpell, Child, Guardian, Household, RosterSpell
from humiao.registry.restricted.marking import restrict_for_categories
from humiao.registry.search import bare_number, id_indexer
from humiao.registry.values import NewChild, NewGuardian, NewHousehold

_HOME = "id town_code village_code address phone address_keys recorded_at version"
_CHILD = (
    "id file_number household town_code village_code name sort_key search_keys sex born_on ethnicity "
    "id_number id_number_hash no_id_reason phone school grade health disability_card wishes "
    "recorded_at version"
)
_SPELL = "id child entered_on leave_reason basis recorded_at"
_CATEGORY = "id child category from_on to_on proof recorded_at end_recorded_at"
_GUARDIAN = "id child name relation is_main lives_with phone id_number recorded_at"
_SORT_KEY_LENGTH = 120


@dataclass(frozen=True)
class Entry:
    """A child about to be written, with its home, file number and beginning."""

    child: NewChild
    home: NewHousehold
    file_number: str
    entered_on: date
    basis: str


def write_entries(
    entries: Sequence[Entry], *, homes: Iterable[NewHousehold], action: str, by: Actor, at: datetime
) -> None:
    """Write homes, children, spells, categories, guardians, keys and the trail; nothing is checked here."""
    writing = _Writing(at)
    copy_rows(Household, _HOME, (writing.home(home) for home in homes))
    copy_rows(Child, _CHILD, (writing.child(e) for e in entries))
    copy_rows(
        RosterSpell, _SPELL, ((new_id_text(), e.child.id, e.entered_on, "", e.basis, at) for e in entries)
    )
    copy_rows(CategorySpell, _CATEGORY, _category_rows(entries, at))
    copy_rows(Guardian, _GUARDIAN, (writing.guardian(g, e) for e in entries for g in e.child.guardians))
    keys = make_child_keys(e.child.id for e in entries)
    acts = [_act(action, e) for e in entries]
    record_many(acts, actor=by.account_id, role=by.role, at=at, keys=keys)
    restrict_for_categories(_held_now(entries), by=by, at=at)


def sort_key_of(name: str) -> str:
    """Return the key a name sorts by, as long as the column is."""
    return sort_key(name)[:_SORT_KEY_LENGTH]


class _Writing:
    """Make rows of one moment; the keys of the county are got once for all of them."""

    def __init__(self, at: datetime) -> None:
        self._at, self._seal, self._index = at, text_sealer(), id_indexer()
        self._address_keys = address_indexer()

    def home(self, home: NewHousehold) -> tuple[Any, ...]:
        """Return the row of a home."""
        row_id = str(home.id)
        sealed = (
            self._sealed(text, Household, column, row_id)
            for text, column in ((home.address, "address"), (home.phone, "phone"))
        )
        keys = byte_array(self._address_keys(home.address))
        return (home.id, home.town_code, home.village_code, *sealed, keys, self._at, 1)

    def child(self, entry: Entry) -> tuple[Any, ...]:
        """Return the row of a child."""
        child, home = entry.child, entry.home
        number, row_id = bare_number(child.id_number), str(child.id)
        return (
            child.id,
            entry.file_number,
            home.id,
            home.town_code,
            home.village_code,
            child.name,
            sort_key_of(child.name),
            text_array(search_keys(child.name)),
            child.sex,
            child.born_on,
            child.ethnicity,
            self._sealed(number, Child, "id_number", row_id),
            self._index(number) if number else None,
            child.no_id_reason,
            self._sealed(child.phone, Child, "phone", row_id),
            child.school,
            child.grade,
            self._sealed(child.health, Child, "health", row_id),
            self._sealed(child.disability_card, Child, "disability_card", row_id),
            self._sealed(child.wishes, Child, "wishes", row_id),
            self._at,
            1,
        )

    def guardian(self, guardian: NewGuardian, entry: Entry) -> tuple[Any, ...]:
        """Return the row of a guardian."""
        row_id = new_id_text()
        return (
            row_id,
            entry.child.id,
            guardian.name,
            guardian.relation,
            guardian.is_main,
            guardian.lives_with,
            self._sealed(guardian.phone, Guardian, "phone", row_id),
            self._sealed(bare_number(guardian.id_number), Guardian, "id_number", row_id),
            self._at,
        )

    def _sealed(self, text: str, model: Any, column: str, row_id: Any) -> bytes | None:
        return self._seal(text, model._meta.db_table, column, row_id) if text else None


def text_array(keys: list[str]) -> str:
    """Write search keys as PostgreSQL's array text; they hold letters, digits and a tilde only."""
    return '{"' + '","'.join(keys) + '"}' if keys else "{}"


def byte_array(keys: Iterable[bytes]) -> str:
    """Write keys as PostgreSQL's array text."""
    return "{" + ",".join(f'"\\\\x{key.hex()}"' for key in keys) + "}"


def id_array(ids: Iterable[UUID]) -> str:
    """Write ids as PostgreSQL's array text: of thousands the driver makes one value, not one each."""
    return "{" + ",".join([one.hex for one in ids]) + "}"


def value_array(values: Sequence[Any]) -> str:
    """Write texts, sealed values and nothing as PostgreSQL's array text."""
    return "{" + ",".join([_quoted(value) for value in values]) + "}"


def _quoted(value: str | bytes | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _category_rows(entries: Sequence[Entry], at: datetime) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        for held in entry.child.categories:
            ended = at if held.to_on else None
            yield (
                new_id_text(), entry.child.id, held.category, held.from_on, held.to_on, held.proof, at, ended,
            )  # fmt: skip


def _held_now(entries: Sequence[Entry]) -> Iterator[tuple[UUID, str]]:
    return ((e.child.id, held.category) for e in entries for held in e.child.categories if not held.to_on)


def _act(action: str, entry: Entry) -> Act:
    child = entry.child
    plain = {"file": entry.file_number, "on": entry.entered_on.isoformat(), "basis": entry.basis}
    said = {
        "name": child.name,
        "sex": child.sex,
        "born_on": child.born_on.isoformat(),
        "id_number": bare_number(child.id_number),
        "categories": [c.category for c in child.categories],
        "guardians": [g.name for g in child.guardians],
    }
    return Act(action, "child", child.id, child.id, plain, said)
