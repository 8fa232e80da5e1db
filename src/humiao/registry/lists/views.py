"""Pages of imports: upload, preview with its columns, confirm, result, bad rows, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.exports.public import asked_out
from humiao.access.public import CountyRequest, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import division_names
from humiao.registry.labels import label
from humiao.registry.lists.bad_rows import bad_rows_of, bad_rows_wanted
from humiao.registry.lists.checking import ListCheck
from humiao.registry.lists.choices import State
from humiao.registry.lists.commands.keeping import (
    check_kept,
    confirm_import,
    content_of,
    counts_of,
    drop_import,
    map_columns,
    upload_roster,
)
from humiao.registry.lists.commands.undoing import may_undo_now, undo_import
from humiao.registry.lists.forms import (
    ConfirmForm,
    UploadForm,
    VersionForm,
    answers_of,
    columns_offered,
    mapping_of,
)
from humiao.registry.lists.headings import Head, find_head, guessed_head
from humiao.registry.lists.presenters import MOST_SHOWN, changed_rows, selects_of
from humiao.registry.lists.queries import files_named, import_of, imports
from humiao.registry.lists.workbook import Sheet, UnusableFile, read_workbook
from humiao.registry.models import ListImport

_NO_COUNTS: dict[str, int | None] = dict.fromkeys(("rows", "new", "same", "changed", "held", "bad"))


def list_imports(request: CountyRequest) -> HttpResponse:
    """Show the imports there were."""
    rows = [
        {"row": row, "state": label(State, row.state), "counts": _NO_COUNTS | row.counts}
        for row in imports(request.actor)
    ]
    return render(request, "registry/lists/imports.html", {"page": {"title": _("Imports")}, "rows": rows})


def start_import(request: CountyRequest) -> HttpResponse:
    """Take a file and lead to its preview."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = upload_roster(
                data=file.read(),
                file_name=file.name,
                basis=form.cleaned_data["basis"],
                by=request.actor,
                at=request.day.now,
            )
            return redirect("show-import", county=request.county_code, imported=kept)
        except UnusableFile as refused:
            form.add_error("file", refused.decision.reason)
    page = {"title": _("Import a roster"), "sub": _("Any spreadsheet, whatever its columns are called.")}
    context = {"page": page, "form": form, "cancel_url": link(request, "list-imports")}
    return render(request, "registry/lists/start.html", context, status=400 if form.errors else 200)


def show_import(request: CountyRequest, imported: UUID) -> HttpResponse:
    """Show what importing would do, or what came of it."""
    return _page(request, import_of(request.actor, imported))


def map_import(request: CountyRequest, imported: UUID) -> HttpResponse:
    """Set what the headings mean, and show the preview again."""
    row = import_of(request.actor, imported)
    form = VersionForm(request.POST)
    if form.is_valid():
        heads = [(place, head) for place, _sheet, head in _heads(row) if head]
        map_columns(
            import_id=imported,
            seen_version=form.cleaned_data["seen_version"],
            mapping=dict(row.mapping) | mapping_of(heads, request.POST),
            by=request.actor,
            at=request.day.now,
        )
    return redirect("show-import", county=request.county_code, imported=imported)


def confirm(request: CountyRequest, imported: UUID) -> HttpResponse:
    """Carry the import out."""
    row = import_of(request.actor, imported)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    try:
        with transaction.atomic():
            confirm_import(
                import_id=imported,
                seen_version=form.cleaned_data["seen_version"],
                seen=form.seen_counts(),
                basis=form.cleaned_data["basis"],
                answers=answers_of(request.POST),
                by=request.actor,
                at=request.day.now,
            )
    except Conflict as refused:
        return _page(request, import_of(request.actor, imported), refusal=refused.decision.reason, status=409)
    except Refused as refused:
        return _page(request, import_of(request.actor, imported), refusal=refused.decision.reason, status=400)
    return redirect("show-import", county=request.county_code, imported=imported)


def drop(request: CountyRequest, imported: UUID) -> HttpResponse:
    """Give the file up."""
    import_of(request.actor, imported)
    form = VersionForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen_version"]
        drop_import(import_id=imported, seen_version=seen, by=request.actor, at=request.day.now)
    return redirect("list-imports", county=request.county_code)


def undo(request: CountyRequest, imported: UUID) -> HttpResponse:
    """Take an import back."""
    row = import_of(request.actor, imported)
    try:
        with transaction.atomic():
            done = undo_import(import_id=imported, by=request.actor, at=request.day.now)
    except Refused as refused:
        return _page(request, row, refusal=refused.decision.reason, status=400)
    stays = {
        "kept": files_named(request.actor, done.kept, most=MOST_SHOWN),
        "housed": files_named(request.actor, done.housed, most=MOST_SHOWN),
    }
    return _page(request, import_of(request.actor, imported), undone=done, stays=stays)


def download_bad_rows(request: CountyRequest, imported: UUID) -> HttpResponse:
    """Ask what the bad rows are for, and give them as a spreadsheet."""
    row = import_of(request.actor, imported)
    try:
        checked = check_kept(row, by=request.actor, at=row.done_at or request.day.now)
    except UnusableFile as refused:
        return _page(request, row, refusal=refused.decision.reason, status=400)
    wanted = bad_rows_wanted(
        "bad-rows",
        row.file_name,
        lambda stamp: bad_rows_of(checked, stamp),
        title=_("Take the bad rows out"),
        back_url=link(request, "show-import", imported=row.id),
        about={"import": str(row.id), "rows": len(checked.bad)},
    )
    return asked_out(request, wanted)


def _page(request: CountyRequest, row: ListImport, *, status: int = 200, **more: Any) -> HttpResponse:
    is_open = row.state == State.OPEN
    context: dict[str, Any] = {
        "page": {"title": row.file_name, "sub": label(State, row.state)},
        "row": row,
        "map_url": link(request, "map-import", imported=row.id),
        "is_open": is_open,
        "counts": _NO_COUNTS | row.counts,
        "may_undo": may_undo_now(row, request.day.now),
        "done": row.state == State.DONE,
        **more,
    }
    if is_open:
        context |= _preview(request, row, more.get("form"))
        context["is_unusable"] = "unusable" in context
    return render(request, "registry/lists/import.html", context, status=status)


def _preview(request: CountyRequest, row: ListImport, form: ConfirmForm | None) -> dict[str, Any]:
    """Return what the page of an open import shows: the columns, and what would happen."""
    sheets = [
        {"name": sheet.name, "selects": selects_of(place, head, sheet.rows) if head else []}
        for place, sheet, head in _heads(row)
    ]
    map_url = link(request, "map-import", imported=row.pk)
    shown: dict[str, Any] = {"sheets": sheets, "columns": columns_offered(), "map_url": map_url}
    try:
        checked = check_kept(row, by=request.actor, at=request.day.now)
    except UnusableFile as refused:
        return shown | {"unusable": refused.decision.reason}
    return shown | _found(request, row, checked, form)


def _found(
    request: CountyRequest, row: ListImport, checked: ListCheck, form: ConfirmForm | None
) -> dict[str, Any]:
    counts, places = counts_of(checked), division_names(request.county_code)
    initial = {
        "seen_version": row.version,
        "seen": ",".join(str(n) for n in counts.values()),
        "basis": row.basis or checked.read.basis,
    }
    return {
        "counts": counts,
        "form": form or ConfirmForm(initial=initial),
        "may_confirm": counts["new"] + counts["changed"] + counts["held"] > 0,
        "bad": checked.bad[:MOST_SHOWN],
        "held": checked.held[:MOST_SHOWN],
        "changed": changed_rows(checked, places),
        "new": [
            {"row": r, "town": places.get(r.town, r.town), "village": places.get(r.village, r.village)}
            for r, _child in checked.new[:MOST_SHOWN]
        ],
        "most": MOST_SHOWN,
        "ignored": [s.name for s in checked.read.sheets if s.head is None],
        "hidden": checked.read.hidden,
        "notes": sorted({note for r in checked.read.rows for note in r.notes}),
    }


def _heads(row: ListImport) -> list[tuple[int, Sheet, Head | None]]:
    """Return each sheet with its heading as mapped now; one nobody understands with its fullest row."""
    return [
        (place, sheet, find_head(sheet, row.mapping) or guessed_head(sheet))
        for place, sheet in enumerate(read_workbook(content_of(row)).sheets)
    ]
