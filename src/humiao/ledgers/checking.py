"""Checking a ledger: each row is new, the same, unclear or bad. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, HeldPost, held_posts
from humiao.foundation.clock import CHINA
from humiao.foundation.context import current_county
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import county, divisions
from humiao.ledgers.kinds import FILE_NUMBER, LedgerKind, kinds
from humiao.ledgers.matching import Children, Workers
from humiao.ledgers.reading import LedgerRead, read_ledger
from humiao.ledgers.repeats import Repeats
from humiao.ledgers.takers import taker_of
from humiao.ledgers.values import CheckedRow, Choice, Doubt, Fate, LedgerRowValue, ReadRow, ToldRow
from humiao.registry.lists.public import Column, Gazetteer, read_workbook

SAME, OTHER = "same", "other"  # what a person may say of a row that is known already
TRUST_NAMES = "trust-names"  # the answer that takes the only child of a name


@dataclass(frozen=True)
class Asked:
    """What a check is asked: the kind, the programme, how the file is read, and what was answered so far."""

    kind: str
    programme_id: UUID
    file_name: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LedgerCheck:
    """The answer for a whole ledger."""

    kind: LedgerKind
    read: LedgerRead
    rows: tuple[CheckedRow, ...]
    workers: tuple[Doubt, ...] = ()  # names that mean nobody, or several

    def of(self, fate: Fate) -> list[CheckedRow]:
        """Return the rows of one fate."""
        return [row for row in self.rows if row.fate is fate]

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each fate."""
        found = Counter(row.fate for row in self.rows)
        return {"rows": len(self.rows), **{fate.value: found[fate] for fate in Fate}}

    def told(self) -> dict[str, Any]:
        """Return the numbers, and the rows that don't go in, as the command line prints them."""
        lists = {fate.value: [told_row(r, self.kind) for r in self.of(fate)] for fate in _NOT_IN}
        return {**self.counts(), **lists}

    def reasons(self) -> dict[tuple[str, int], str]:
        """Return why rows don't go in, by sheet and row."""
        return {
            (told["sheet"], told["row"]): told["reason"]
            for fate in _NOT_IN
            for told in (told_row(r, self.kind) for r in self.of(fate))
        }


_NOT_IN = (Fate.UNCLEAR, Fate.BAD)


def told_row(row: CheckedRow, kind: LedgerKind) -> ToldRow:
    """Return a row with the column and all the reasons why it doesn't go in."""
    problems = row.read.problems or [(d.column, d.reason) for d in row.doubts]
    column = problems[0][0]
    heading = row.read.headings.get(column) or str(kind.labels.get(column, ""))
    reasons = dict.fromkeys(reason for _column, reason in problems)
    return {"sheet": row.read.sheet, "row": row.read.number, "column": heading, "reason": " ".join(reasons)}


def check_data(data: bytes, asked: Asked, *, by: Actor, at: datetime) -> LedgerCheck:
    """Read a ledger and say what would become of each row; raises `UnusableFile`."""
    kind, code = kinds()[asked.kind], current_county()
    read = read_ledger(
        read_workbook(data),
        kind,
        Gazetteer(divisions(code), county(code).name),
        today=at.astimezone(CHINA).date(),
        mapping=asked.mapping,
        only=asked.sheet,
        file_name=asked.file_name,
    )
    return _Check(kind, asked, read, by, at).answer()


class _Check:
    """A check as it goes: whom the rows mean, whether they are known, what their taker says."""

    def __init__(self, kind: LedgerKind, asked: Asked, read: LedgerRead, by: Actor, at: datetime) -> None:
        self._kind, self._asked, self._read, self._by, self._at = kind, asked, read, by, at
        sound = [row for row in read.rows if not row.problems]
        self._children = Children(sound, kind, asked.answers, by.scope)
        posts: list[HeldPost] = held_posts(by) if kind.needs_worker else []
        self._workers = Workers(posts, asked.answers)

    def answer(self) -> LedgerCheck:
        """Return every row with its fate, in the order of the file."""
        rows = self._by_taker(self._by_repeat([self._matched(row) for row in self._read.rows]))
        return LedgerCheck(self._kind, self._read, tuple(rows), tuple(self._workers.doubts()))

    def _matched(self, row: ReadRow) -> CheckedRow:
        """Say whom a row means."""
        if row.problems:
            return CheckedRow(row, Fate.BAD)
        found = self._children.of(row)
        if row.problems:
            return CheckedRow(row, Fate.BAD)
        doubts = list(found.doubts)
        worker: UUID | None = None
        others: tuple[UUID, ...] = ()
        if self._kind.needs_worker:
            worker, others = self._workers.of(row)
            if worker is None:
                doubts.append(self._workers.doubt(row))
        value = self._value(row, found.child_ids, worker, others)
        fate = Fate.UNCLEAR if doubts else Fate.NEW
        return CheckedRow(row, fate, value, tuple(doubts), found.unmatched)

    def _value(
        self, row: ReadRow, children: tuple[UUID, ...], worker: UUID | None, others: tuple[UUID, ...]
    ) -> LedgerRowValue:
        return LedgerRowValue(
            new_id(),
            self._kind.code,
            self._asked.programme_id,
            row.sheet,
            row.number,
            row.values["occurred_on"],
            children,
            worker,
            others,
            fields_of(row),
            source_of(self._asked.file_name, row.sheet, row.number),
        )

    def _by_repeat(self, rows: Iterable[CheckedRow]) -> list[CheckedRow]:
        """Say which rows are known already."""
        rows = list(rows)
        repeats = Repeats(self._kind, [r.value for r in rows if r.value and r.fate is Fate.NEW])
        return [self._repeated(row, repeats) if row.fate is Fate.NEW else row for row in rows]

    def _repeated(self, row: CheckedRow, repeats: Repeats) -> CheckedRow:
        assert row.value is not None  # noqa: S101 -- a new row has one
        found = repeats.of(row.value)
        if found is None:
            return row
        if found.is_whole and found.is_kept:
            return replace(row, fate=Fate.SAME)
        if found.is_whole:
            row.read.bad(self._kind.key[0], found.reason)
            return replace(row, fate=Fate.BAD)
        return self._doubted(row, found.reason, self._kind.key[0])

    def _by_taker(self, rows: list[CheckedRow]) -> list[CheckedRow]:
        taker = taker_of(self._kind.code)
        fresh = [row.value for row in rows if row.fate is Fate.NEW and row.value]
        if taker is None or not fresh:
            return rows
        found = taker.check(fresh, by=self._by, at=self._at)
        return [
            self._judged(
                row, found[row.value.id].fate, found[row.value.id].reason, found[row.value.id].column
            )
            if row.value and row.value.id in found
            else row
            for row in rows
        ]

    def _judged(self, row: CheckedRow, fate: Fate, reason: str, column: str) -> CheckedRow:
        if fate is Fate.UNCLEAR:
            return self._doubted(row, reason, column)
        if fate is Fate.BAD:
            row.read.bad(column, reason)
        return replace(row, fate=fate)

    def _doubted(self, row: CheckedRow, reason: str, column: str) -> CheckedRow:
        """Let a person say whether a row is one that is known; what was said already holds."""
        key = f"repeat:{row.read.place}"
        said = self._asked.answers.get(key)
        if said in (SAME, OTHER):
            return replace(row, fate=Fate.SAME if said == SAME else Fate.NEW)
        choices = (Choice(SAME, _("It is the same")), Choice(OTHER, _("It is another one")))
        return replace(row, fate=Fate.UNCLEAR, doubts=(Doubt(key, reason, choices, column),))


def fields_of(row: ReadRow) -> dict[str, Any]:
    """Return what is kept of a row; of the people only what no file holds."""
    made: dict[str, Any] = {
        column: value.isoformat() if isinstance(value, date | time) else value
        for column, value in row.values.items()
    }
    if row.names:
        made[Column.NAME.value] = "、".join(row.names)
    if row.file_number:
        made[FILE_NUMBER] = row.file_number
    if row.workers:
        made["worker"] = "、".join(row.workers)
    if row.other:
        made["other"] = row.other
    return made


def source_of(file_name: str, sheet: str, number: int) -> str:
    """Say where a row stands."""
    return f"{file_name[-100:]} · {sheet} · {number}"
