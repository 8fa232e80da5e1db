"""Rows of ledgers on the timeline of a file, as long as no service has made a record of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.foundation.clock import CHINA
from humiao.foundation.identity_numbers import mask_numbers
from humiao.ledgers.kinds import kinds
from humiao.ledgers.queries import KeptRow, untaken_rows_of
from humiao.registry.public import AskedFile, FileEntry, register_entries

CODE = "ledgers"


def register() -> None:
    """Put them on the timeline."""
    register_entries(CODE, gettext_lazy("From ledgers"), _entries)


def _entries(asked: AskedFile) -> Iterator[FileEntry]:
    for row in untaken_rows_of(asked.file.id):
        yield _entry(row, asked)


def _entry(row: KeptRow, asked: AskedFile) -> FileEntry:
    value, kind = row.value, kinds()[row.value.kind]
    title = "：".join(t for t in (str(kind.label), value.text("title") or value.text("case_number")) if t)
    said = value.text("summary")
    lines = [mask_numbers(said)] if said else []
    lines.append(
        _("Source (file · sheet · row): %(source)s. It counts in no figure yet.") % {"source": value.source}
    )
    recorded_on = row.recorded_at.astimezone(CHINA).date()
    return FileEntry(
        value.occurred_on,
        CODE,
        kind.icon,
        title,
        lines,
        value.text("staff"),
        _("recorded %(day)s") % {"day": date_format(recorded_on, "DATE_FORMAT")},
        tag=_("late entry"),
        href=asked.link("show-ledger-row", ledger_row=value.id),
    )
