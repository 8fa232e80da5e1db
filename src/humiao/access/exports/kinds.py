"""Every download there is, as one table: who may, whether a reason is asked, how it is marked, how long kept.

The reference page `docs/reference/exports.md` is generated from this table; a test walks all routes and fails
on an attachment that no row declares.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from humiao.access.permissions import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


P = Permission


class Mark(StrEnum):
    """How a file says who took it."""

    LINES = "lines"  # a line on every sheet, head and foot of the print, properties, a sheet of its own
    SHEET = "sheet"  # the layout is another system's: head, foot, properties and a sheet at the end
    PAGES = "pages"  # words across every page, number and code at its foot
    NONE = "none"


@dataclass(frozen=True)
class ExportKind:
    """One row of the table; `why_not` says why a download asks no reason and is not marked."""

    code: str
    name: StrPromise
    route: str
    permission: P
    mark: Mark = Mark.NONE
    kept: timedelta = timedelta(0)
    holds_children: bool = False
    why_not: str = ""

    @property
    def is_taken_out(self) -> bool:
        """Say whether it is numbered, marked, kept sealed and listed."""
        return self.mark is not Mark.NONE


_DAYS = timedelta(days=3)
_OWN_UPLOAD = timedelta(days=1)

KINDS: tuple[ExportKind, ...] = (
    ExportKind(
        "child-file",
        _("A child's whole file"),
        "export-child",
        P.EXPORT_CHILD,
        Mark.PAGES,
        _DAYS,
        True,
    ),
    ExportKind(
        "children-list",
        _("List of children"),
        "export-children",
        P.EXPORT_LIST,
        Mark.LINES,
        _DAYS,
        True,
    ),
    ExportKind(
        "requested-copy",
        _("Copy a guardian asked for"),
        "copy-file",
        P.ANSWER_REQUEST,
        Mark.PAGES,
        _DAYS,
        True,
    ),
    ExportKind("month-book", _("Book of a month"), "export-month", P.VIEW_MONTHS, Mark.LINES, _DAYS, True),
    ExportKind(
        "national-roster",
        _("Roster for the national system"),
        "give-roster",
        P.COMPARE_LISTS,
        Mark.SHEET,
        _OWN_UPLOAD,
        True,
    ),
    ExportKind(
        "bad-rows",
        _("Rows of a roster that did not go in"),
        "download-bad-rows",
        P.IMPORT_ROSTER,
        Mark.SHEET,
        _OWN_UPLOAD,
        True,
    ),
    ExportKind(
        "left-out-rows",
        _("Rows of a ledger that did not go in"),
        "download-left-out",
        P.IMPORT_LEDGER,
        Mark.SHEET,
        _OWN_UPLOAD,
        True,
    ),
    ExportKind(
        "access-audit",
        _("Yearly audit of access"),
        "print-access-audit",
        P.VIEW_AUDIT_REPORT,
        Mark.PAGES,
        _DAYS,
    ),
    ExportKind(
        "hand-over",
        _("Package of a hand-over between counties"),
        "download-package",
        P.HAND_OVER_CHILD,
        holds_children=True,
        why_not="sealed for the receiving county and opened by it alone; the hand-over has its own reason",
    ),
    ExportKind(
        "consent-form",
        _("Consent form to sign"),
        "print-consent-form",
        P.RECORD_CONSENT,
        holds_children=True,
        why_not="signed by the family, who takes it in hand; names one child, and the trail has it",
    ),
    ExportKind(
        "letter",
        _("Letter on a request about a child's data"),
        "print-letter",
        P.TAKE_REQUEST,
        holds_children=True,
        why_not="for the family, with the name masked; bears the request's own number",
    ),
    ExportKind(
        "destruction-record",
        _("Record of a destruction"),
        "print-destruction",
        P.VIEW_RETENTION,
        why_not="numbers and counts; no person",
    ),
    ExportKind(
        "caseload-list",
        _("Signed list of a caseload handed over"),
        "print-caseload-hand-over",
        P.HAND_OVER_CASELOAD,
        holds_children=True,
        why_not="both sign it; masked names and file numbers, and the trail has it",
    ),
    ExportKind(
        "receipt",
        _("Receipt of a hand-over"),
        "download-receipt",
        P.HAND_OVER_CHILD,
        why_not="says that a package came, and nothing of the child",
    ),
    ExportKind(
        "key-card",
        _("Key card of the county"),
        "show-key-card",
        P.HAND_OVER_CHILD,
        why_not="public keys; no person",
    ),
    ExportKind(
        "statistics",
        _("Statistics of a day"),
        "export-statistics",
        P.VIEW_STATISTICS,
        why_not="figures only; no person",
    ),
    ExportKind(
        "plan-file",
        _("Plan document as it was uploaded"),
        "show-plan-file",
        P.VIEW_PLANS,
        why_not="a public document; no person",
    ),
    ExportKind(
        "stored-paper",
        _("Paper attached to a child's file"),
        "show-child-file",
        P.VIEW_CHILD,
        holds_children=True,
        why_not="read as it came, each reading is in the trail; a mark would change the original",
    ),
    ExportKind(
        "fetched-again",
        _("A file taken out before"),
        "fetch-export",
        P.VIEW_TODAY,
        holds_children=True,
        why_not="the same file once more; it bears its own number, and the fetch is counted",
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
