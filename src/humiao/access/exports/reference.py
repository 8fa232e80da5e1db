"""Write the reference of downloads from their table, or check that it is current.

Run as `python -m humiao.access.exports.reference [--check]`; exit code 1 when the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from humiao.access.exports.kinds import KINDS, ExportKind, Mark
from humiao.access.permissions import SENTENCES
from humiao.foundation.reference import write_or_check

_MARKS = {
    Mark.LINES: "a line on every sheet, head and foot of the print, properties, a sheet “About this copy”",
    Mark.SHEET: "head and foot of the print, properties, a sheet “About this copy”; the layout is kept",
    Mark.PAGES: "words across every page, number and code at its foot",
    Mark.NONE: "—",
}


def markdown() -> str:
    """Return the page."""
    return "\n".join([*_head(), *(_row(kind) for kind in KINDS), ""])


def _head() -> Iterator[str]:
    yield "# Downloads"
    yield ""
    yield "Made from `access/exports/kinds.py` by `python -m humiao.access.exports.reference`."
    yield "A test walks all routes and fails on an attachment that no row names."
    yield ""
    yield "| What | Route | Who: permission | Children's data | Reason asked | Mark | Kept sealed |"
    yield "|---|---|---|---|---|---|---|"


def _row(kind: ExportKind) -> str:
    asked = "yes" if kind.is_taken_out and kind.holds_children else f"no: {kind.why_not or 'no person'}"
    kept = f"{round(kind.kept.total_seconds() / 3600)} h" if kind.is_taken_out else "—"
    who = SENTENCES[kind.permission]
    return (
        f"| {kind.name} (`{kind.code}`) | `{kind.route}` | {who} | {'yes' if kind.holds_children else 'no'} "
        f"| {asked} | {_MARKS[kind.mark]} | {kept} |"
    )


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    return write_or_check(
        {"exports.md": markdown}, module="humiao.access.exports.reference", arguments=arguments
    )


if __name__ == "__main__":
    sys.exit(main())
