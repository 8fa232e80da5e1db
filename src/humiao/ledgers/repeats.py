"""Rows that are known again: in the same file, or among the rows kept before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from humiao.foundation.context import current_county
from humiao.foundation.crypto import lookup
from humiao.ledgers.kinds import LedgerKind
from humiao.ledgers.models import LedgerRow
from humiao.ledgers.values import LedgerRowValue, as_json


@dataclass(frozen=True)
class Repeat:
    """What a row repeats: with all it says, or with other words; a row kept before, or one of this file."""

    is_whole: bool
    is_kept: bool
    reason: str


@dataclass(frozen=True)
class Marks:
    """What a row is known again by, and what all it says comes to."""

    key: bytes
    content: bytes


class Marker:
    """Make the marks of rows of one kind in the open county."""

    def __init__(self, kind: LedgerKind) -> None:
        self._kind = kind
        self.hash = lookup(f"ledger-row:{current_county()}")

    def of(self, row: LedgerRowValue) -> Marks:
        """Return the marks of a row. Its children tell it apart; where it needs none, its names do."""
        children = sorted(str(child) for child in row.child_ids)
        who = {"children": children} if self._kind.needs_child else {"name": row.text("name")}
        known_by = {column: row.text(column) for column in self._kind.key}
        start = {"kind": row.kind, "programme": str(row.programme_id)}
        key = as_json({**start, **who, **known_by})
        said = {c: v for c, v in row.fields.items() if c not in ("name", "file_number")}
        content = as_json({**said, "key": key})
        return Marks(self.hash(key), self.hash(content))


class Repeats:
    """What is known of the rows of a file, read once."""

    def __init__(self, kind: LedgerKind, rows: Iterable[LedgerRowValue]) -> None:
        marker = Marker(kind)
        rows = list(rows)
        self._marks = {row.id: marker.of(row) for row in rows}
        self._kept: dict[bytes, set[bytes]] = {}
        keys = marker.hash.among([m.key for m in self._marks.values()])
        same = marker.hash.same
        kept = LedgerRow.objects.filter(key_hash__in=keys, undone_at__isnull=True).order_by()
        for key, content in kept.values_list("key_hash", "content_hash"):
            self._kept.setdefault(same(bytes(key)), set()).add(same(bytes(content)))
        self._here: dict[bytes, dict[bytes, LedgerRowValue]] = {}

    def of(self, row: LedgerRowValue) -> Repeat | None:
        """Return what a row repeats, if anything. Ask for each row once, in the order of the file."""
        marks = self._marks[row.id]
        kept = self._kept.get(marks.key, set())
        here = self._here.setdefault(marks.key, {})
        before = list(here.values())
        first = here.setdefault(marks.content, row)
        if marks.content in kept and first is row:
            return Repeat(is_whole=True, is_kept=True, reason="")
        if first is not row:
            return Repeat(is_whole=True, is_kept=False, reason=_stands(first))
        if kept:
            text = _("The same was brought in before with other words.")
            return Repeat(is_whole=False, is_kept=True, reason=text)
        if before:
            return Repeat(is_whole=False, is_kept=False, reason=_stands_otherwise(before))
        return None


def _stands(row: LedgerRowValue) -> str:
    text = _("It stands in row %(row)s of “%(sheet)s” already, word for word.")
    return text % {"row": row.number, "sheet": row.sheet}


def _stands_otherwise(rows: Sequence[LedgerRowValue]) -> str:
    text = _("Row %(row)s of “%(sheet)s” is of the same day and child or title, with other words.")
    return text % {"row": rows[0].number, "sheet": rows[0].sheet}
