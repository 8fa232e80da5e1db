"""Pages of ledgers: imports, upload, preview with columns and doubts, result, undo; the rows that came in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.exports.public import asked_out
from humiao.access.public import CountyRequest, NotReached, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import division_names
from humiao.ledgers.commands.keeping import (
    answer_doubts,
    check_kept,
    confirm_ledger,
    content_of,
    drop_ledger,
    map_ledger_columns,
    upload_ledger,
)
from humiao.ledgers.commands.undoing import undo_ledger
from humiao.ledgers.forms import ConfirmForm, UploadForm, VersionForm, answers_of, columns_offered
from humiao.ledgers.kinds import kinds
from humiao.ledgers.models import LedgerImport
from humiao.ledgers.presenters import found, one_row, row_lines
from humiao.ledgers.queries import answers_of as answers_kept
from humiao.ledgers.queries import kept_counts, kept_row, kept_rows, ledger_import_of, ledger_imports
from humiao.ledgers.takers import taker_of
from humiao.programmes.public import programmes_of
from humiao.registry.lists.public import (
    Head,
    Sheet,
    State,
    UnusableFile,
    bad_rows_book,
    bad_rows_wanted,
    find_head,
    guessed_head,
    mapping_of,
    may_undo,
    read_workbook,
    selects_of,
)
from humiao.registry.public import label

_NO_COUNTS: dict[str, int | None] = dict.fromkeys(("rows", "new", "same", "unclear", "bad"))


def list_ledgers(request: CountyRequest) -> HttpResponse:
    """Show the imports there were, and how many rows of each kind came in."""
    counts, names = kept_counts(request.actor), _programmes(request)
    rows = [
        {
            "row": row,
            "kind": kinds()[row.kind].label,
            "state": label(State, row.state),
            "counts": _NO_COUNTS | row.counts,
            "programme": names.get(row.programme_id, ""),
        }
        for row in ledger_imports(request.actor)
    ]
    kept = [
        {"kind": kind, "count": counts.get(code, 0), "is_taken": taker_of(code) is not None}
        for code, kind in kinds().items()
    ]
    context = {"page": {"title": _("Ledgers"), "sub": _said()}, "rows": rows, "kept": kept}
    return render(request, "ledgers/ledgers.html", context)


def start_ledger(request: CountyRequest) -> HttpResponse:
    """Take a file and lead to its preview."""
    choices = [(str(i), n) for i, n in _programmes(request).items()]
    initial = {"kind": request.GET.get("kind", "visits"), "programme": choices[-1][0] if choices else ""}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial, programmes=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            kept = upload_ledger(
                data=said["file"].read(),
                kind=said["kind"],
                programme_id=UUID(said["programme"]),
                file_name=said["file"].name,
                by=request.actor,
                at=request.day.now,
            )
            return redirect("show-ledger", county=request.county_code, ledger=kept)
        except UnusableFile as refused:
            form.add_error("file", refused.decision.reason)
    page = {"title": _("Bring in a ledger"), "sub": _said()}
    context = {"page": page, "form": form, "cancel_url": link(request, "list-ledgers")}
    return render(request, "ledgers/start.html", context, status=400 if form.errors else 200)


def show_ledger(request: CountyRequest, ledger: UUID) -> HttpResponse:
    """Show what bringing a ledger in would do, or what came of it."""
    return _page(request, ledger_import_of(request.actor, ledger))


def map_ledger(request: CountyRequest, ledger: UUID) -> HttpResponse:
    """Set what the headings mean, and show the preview again."""
    row = ledger_import_of(request.actor, ledger)
    form = VersionForm(request.POST)
    if form.is_valid():
        heads = [(place, head) for place, _sheet, head in _heads(row) if head]
        chosen = mapping_of(heads, request.POST, columns_offered(kinds()[row.kind]))
        map_ledger_columns(
            import_id=ledger,
            seen_version=form.cleaned_data["seen_version"],
            mapping=dict(row.mapping) | chosen,
            by=request.actor,
            at=request.day.now,
        )
    return redirect("show-ledger", county=request.county_code, ledger=ledger)


def answer_ledger(request: CountyRequest, ledger: UUID) -> HttpResponse:
    """Keep what a person says of doubts, and show the preview again."""
    ledger_import_of(request.actor, ledger)
    form = VersionForm(request.POST)
    if form.is_valid():
        answer_doubts(
            import_id=ledger,
            seen_version=form.cleaned_data["seen_version"],
            answers=answers_of(request.POST.dict()),
            by=request.actor,
            at=request.day.now,
        )
    return redirect("show-ledger", county=request.county_code, ledger=ledger)


def confirm(request: CountyRequest, ledger: UUID) -> HttpResponse:
    """Bring the good rows in."""
    row = ledger_import_of(request.actor, ledger)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=400)
    try:
        with transaction.atomic():
            confirm_ledger(
                import_id=ledger,
                seen_version=form.cleaned_data["seen_version"],
                seen=form.seen_counts(),
                by=request.actor,
                at=request.day.now,
            )
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 400
        shown = ledger_import_of(request.actor, ledger)
        return _page(request, shown, refusal=refused.decision.reason, status=status)
    return redirect("show-ledger", county=request.county_code, ledger=ledger)


def drop(request: CountyRequest, ledger: UUID) -> HttpResponse:
    """Give the file up."""
    ledger_import_of(request.actor, ledger)
    form = VersionForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen_version"]
        drop_ledger(import_id=ledger, seen_version=seen, by=request.actor, at=request.day.now)
    return redirect("list-ledgers", county=request.county_code)


def undo(request: CountyRequest, ledger: UUID) -> HttpResponse:
    """Take an import back."""
    row = ledger_import_of(request.actor, ledger)
    try:
        with transaction.atomic():
            done = undo_ledger(import_id=ledger, by=request.actor, at=request.day.now)
    except Refused as refused:
        return _page(request, row, refusal=refused.decision.reason, status=400)
    return _page(request, ledger_import_of(request.actor, ledger), undone=done)


def download_left_out(request: CountyRequest, ledger: UUID) -> HttpResponse:
    """Ask what the rows that don't go in are for, and give each with its reason as a spreadsheet."""
    row = ledger_import_of(request.actor, ledger)
    try:
        checked = check_kept(row, by=request.actor, at=row.done_at or request.day.now)
    except UnusableFile as refused:
        return _page(request, row, refusal=refused.decision.reason, status=400)
    wanted = bad_rows_wanted(
        "left-out-rows",
        row.file_name,
        lambda stamp: bad_rows_book(checked.read.sheets, checked.reasons(), stamp),
        title=_("Take the rows left out"),
        back_url=link(request, "show-ledger", ledger=row.id),
        about={"ledger": str(row.id), "rows": len(checked.reasons())},
    )
    return asked_out(request, wanted)


def list_ledger_rows(request: CountyRequest, ledger_kind: str) -> HttpResponse:
    """Show the rows of a kind that came in."""
    kind = kinds().get(ledger_kind)
    if kind is None:
        raise NotReached
    after = request.GET.get("after", "")
    shown = kept_rows(request.actor, ledger_kind, after=after)
    places, scope = division_names(request.county_code), request.actor.scope
    base = link(request, "list-ledger-rows", ledger_kind=ledger_kind)
    context = {
        "page": {"title": kind.ledger_label, "sub": _said()},
        "kind": kind,
        "is_taken": taker_of(ledger_kind) is not None,
        "rows": row_lines(shown.rows, kind, scope, places, request.day.today),
        "pager": {
            "shown": len(shown.rows),
            "total": shown.total,
            "previous_url": base if after else "",
            "next_url": f"{base}?after={shown.next_after}" if shown.next_after else "",
        },
    }
    return render(request, "ledgers/rows.html", context)


def show_ledger_row(request: CountyRequest, ledger_row: UUID) -> HttpResponse:
    """Show all a row says, and what was made of it."""
    row = kept_row(request.actor.scope, ledger_row)
    kind, taker = kinds()[row.value.kind], taker_of(row.value.kind)
    places, scope = division_names(request.county_code), request.actor.scope
    records = [
        link(request, taker.record_route, **{taker.record_kwarg: record})
        for record in (row.record_ids if taker else ())
        if taker
    ]
    context = {
        "page": {"title": row.value.text("title") or kind.label, "sub": row.value.source},
        "kind": kind,
        "row": row,
        "records": records,
        **one_row(row, kind, scope, places, request.day.today),
    }
    return render(request, "ledgers/row.html", context)


def _page(request: CountyRequest, row: LedgerImport, *, status: int = 200, **more: Any) -> HttpResponse:
    is_open, kind = row.state == State.OPEN, kinds()[row.kind]
    context: dict[str, Any] = {
        "page": {"title": row.file_name, "sub": f"{kind.ledger_label} · {label(State, row.state)}"},
        "row": row,
        "kind": kind,
        "programme_name": _programmes(request).get(row.programme_id, ""),
        "map_url": link(request, "map-ledger", ledger=row.id),
        "is_open": is_open,
        "is_taken": taker_of(row.kind) is not None,
        "counts": _NO_COUNTS | row.counts,
        "may_undo": may_undo(row.state, row.done_at, request.day.now),
        **more,
    }
    if is_open:
        context |= _preview(request, row)
        context["is_unusable"] = "unusable" in context
    return render(request, "ledgers/ledger.html", context, status=status)


def _preview(request: CountyRequest, row: LedgerImport) -> dict[str, Any]:
    """Return what the page of an open import shows: the columns, and what would happen."""
    kind = kinds()[row.kind]
    sheets = [
        {"name": sheet.name, "selects": selects_of(place, head, sheet.rows, kind.labels) if head else []}
        for place, sheet, head in _heads(row)
    ]
    shown: dict[str, Any] = {"sheets": sheets, "columns": columns_offered(kind)}
    try:
        checked = check_kept(row, by=request.actor, at=request.day.now)
    except UnusableFile as refused:
        return shown | {"unusable": refused.decision.reason}
    counts = checked.counts()
    initial = {"seen_version": row.version, "seen": ",".join(str(n) for n in counts.values())}
    return shown | {
        "counts": counts,
        "form": ConfirmForm(initial=initial),
        **found(checked, answers_kept(row)),
    }


def _heads(row: LedgerImport) -> list[tuple[int, Sheet, Head | None]]:
    """Return each sheet with its heading as mapped now; one nobody understands with its fullest row."""
    words = kinds()[row.kind].words
    return [
        (place, sheet, find_head(sheet, row.mapping, words) or guessed_head(sheet, words))
        for place, sheet in enumerate(read_workbook(content_of(row)).sheets)
    ]


def _said() -> str:
    return _("Past work from spreadsheets, marked as late entries with their source.")


def _programmes(request: CountyRequest) -> dict[UUID, str]:
    return {p.id: str(p.name) for p in programmes_of(request.actor.scope)}
