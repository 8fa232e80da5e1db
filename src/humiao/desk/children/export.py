"""Taking a list of children out: the rows the page lists, the columns chosen, masked as on the page."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.access.exports.public import Made, ReasonForm, Stamp, Wanted, given_if_valid, mark_book, taken_out
from humiao.access.public import CountyRequest, link
from humiao.desk import formats
from humiao.desk.children.filters import Listing
from humiao.desk.children.page import ChildLine, lines_of
from humiao.foundation.downloads import XLSX
from humiao.foundation.spreadsheets import defused, new_book
from humiao.registry.public import children_page

MOST = 20_000
_AT_ONCE = 2_000
COLUMNS: dict[str, tuple[Any, Callable[[ChildLine, Any], str], int]] = {
    "name": (gettext_lazy("Name"), lambda line, _on: line.shown.name, 12),
    "sex": (gettext_lazy("Sex"), lambda line, _on: line.shown.sex, 6),
    "age": (gettext_lazy("Age"), lambda line, on: formats.age(line.born_on, on) if line.born_on else "", 10),
    "level": (gettext_lazy("Level"), lambda line, _on: line.level_name, 8),
    "categories": (gettext_lazy("Categories"), lambda line, _on: "、".join(line.shown.categories), 30),
    "town": (gettext_lazy("Town"), lambda line, _on: line.shown.town, 14),
    "village": (gettext_lazy("Village"), lambda line, _on: line.shown.village, 14),
    "worker": (gettext_lazy("Social worker"), lambda line, _on: line.workers, 12),
    "last": (gettext_lazy("Last visit"), lambda line, _on: _day(line.visit.last_on), 14),
    "next": (gettext_lazy("Next visit"), lambda line, _on: _day(line.visit.due_on), 14),
}


class ExportListForm(ReasonForm):
    """What the list is for, and what stands in it."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns beside the file number"),
        choices=[(key, name) for key, (name, _said, _width) in COLUMNS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=["name", "level", "town", "village", "worker", "next"],
        required=False,
        help_text=gettext_lazy("Choose no more than the purpose needs."),
    )


def take_list_out(request: CountyRequest, listing: Listing) -> HttpResponse:
    """Ask what for and which columns, and give the list."""
    form = ExportListForm(request.POST if request.method == "POST" else None)
    given = given_if_valid(
        form,
        lambda said: taken_out(request, _wanted(request, listing, said["columns"]), reason=said["reason"]),
    )
    if given is not None:
        return given
    context = {
        "page": {"title": _("Take the list out"), "sub": _("The children as the list shows them")},
        "form": form,
        "cancel_url": link(request, "list-children", listing.filters.query()),
        "is_narrowed": listing.filters.is_narrowed,
    }
    return render(request, "desk/export_children.html", context, status=422 if form.errors else 200)


def _wanted(request: CountyRequest, listing: Listing, columns: list[str]) -> Wanted:
    def make(stamp: Stamp) -> Made:
        lines = _all_lines(request, listing)
        return Made(_written(listing, lines, columns, stamp), frozenset(line.child_id for line in lines))

    name = f"{_('children')}-{request.county_code}-{listing.on:%Y%m%d}.xlsx"
    about = {"columns": columns, **listing.filters.codes()}
    return Wanted("children-list", name, XLSX, "", "", make, about=about)


def _all_lines(request: CountyRequest, listing: Listing) -> list[ChildLine]:
    lines: list[ChildLine] = []
    after = None
    while len(lines) < MOST:
        page = children_page(
            listing.scope, on=listing.on, wanted=listing.wanted(), after=after, size=_AT_ONCE
        )
        lines += lines_of(request, listing, page.rows)
        after = page.after
        if after is None:
            break
    return lines


def _written(listing: Listing, lines: list[ChildLine], columns: list[str], stamp: Stamp) -> bytes:
    out = BytesIO()
    book = new_book(out)
    page = book.add_worksheet(_("Children"))
    bold = book.add_format({"bold": True, "bottom": 1})
    page.write_string(0, 0, defused(stamp.line))
    page.write_string(2, 0, _("File number"), bold)
    page.set_column(0, 0, 18)
    for at, key in enumerate(columns, 1):
        name, _said, width = COLUMNS[key]
        page.write_string(2, at, str(name), bold)
        page.set_column(at, at, width)
    for row, line in enumerate(lines, 3):
        page.write_string(row, 0, defused(line.shown.file_number))
        for at, key in enumerate(columns, 1):
            page.write_string(row, at, defused(COLUMNS[key][1](line, listing.on)))
    page.freeze_panes(3, 1)
    page.repeat_rows(0, 2)
    mark_book(book, stamp)
    book.close()
    return out.getvalue()


def _day(day: Any) -> str:
    return str(formats.day(day)) if day else ""
