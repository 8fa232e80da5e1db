"""What a list of children is narrowed to, read from its address and written back to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from humiao.access.public import Scope
from humiao.desk.levels import on_level_sql, without_level_sql
from humiao.desk.sql import ids_of
from humiao.programmes.public import ProgrammeValue
from humiao.registry.public import ChildFilter, ClassRule, Sql, caseload_child_ids, class_rules
from humiao.visits.public import overdue_children, visit_terms

NO_LEVEL = "none"
LATE = "overdue"


@dataclass(frozen=True)
class Filters:
    """The choices of one list. `group` is a count class's code, `due` what is late.

    `mine` is the own caseload, `worker` the caseload of a post.
    """

    q: str = ""
    level: str = ""
    group: str = ""
    town: str = ""
    due: str = ""
    mine: str = ""
    worker: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Filters:
        """Read them from an address."""
        return cls(**{f.name: str(asked.get(f.name, "")).strip()[:80] for f in fields(cls)})

    def codes(self) -> dict[str, str]:
        """Return what is chosen without the words searched for, which may be somebody's name."""
        return {name: value for name, value in self.query().items() if name != "q"}

    def query(self, **changed: str) -> dict[str, str]:
        """Return what goes into an address, with some choices changed."""
        wanted = replace(self, **changed)
        return {f.name: getattr(wanted, f.name) for f in fields(wanted) if getattr(wanted, f.name)}

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything is chosen at all."""
        return bool(self.query())


@dataclass(frozen=True)
class Listing:
    """Filters with all they are compiled by: the programme whose words they use, the reader, the day."""

    filters: Filters
    programme: ProgrammeValue | None
    scope: Scope
    on: date

    @cached_property
    def own(self) -> frozenset[UUID]:
        """Return the own caseload, asked for once."""
        return caseload_child_ids(self.scope, on=self.on)

    @cached_property
    def overdue(self) -> frozenset[UUID]:
        """Return the overdue children of the programme, asked for once."""
        return overdue_children(visit_terms(self.programme), on=self.on) if self.programme else frozenset()

    @property
    def rules(self) -> tuple[ClassRule, ...]:
        """Return the count classes of the programme as rules."""
        if self.programme is None:
            return ()
        return class_rules((c.code, c.categories, c.beside) for c in self.programme.terms.count_classes)

    def wanted(self, **changed: str) -> ChildFilter:
        """Compile the filters, some changed, to what the registry takes."""
        chosen = replace(self.filters, **changed)
        among = self._among(chosen)
        return ChildFilter(
            query=chosen.q,
            town=chosen.town,
            classes=self.rules,
            count_class=chosen.group,
            worker=_uuid(chosen.worker),
            among=ids_of(among) if among else None,
            # Somebody who searches looks for a child, on the roster or not.
            on_roster=not chosen.q,
        )

    def _among(self, chosen: Filters) -> Sql | None:
        parts = list(self._parts(chosen))
        if not parts:
            return None
        text = " INTERSECT ".join(f"({part.text})" for part in parts)
        return Sql(text, tuple(value for part in parts for value in part.params))

    def _parts(self, chosen: Filters) -> Iterator[Sql]:
        if self.programme and chosen.level == NO_LEVEL:
            yield without_level_sql(self.programme, self.on)
        elif self.programme and chosen.level:
            yield on_level_sql(self.programme, chosen.level, self.on)
        if self.programme and chosen.due == LATE:
            yield Sql("SELECT unnest(%s::uuid[])", (list(self.overdue),))
        if chosen.mine:
            yield Sql("SELECT unnest(%s::uuid[])", (list(self.own),))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
