"""Pages of months: the list, a book, signing, closing, its Excel."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, Permission, link
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.downloads import XLSX, download
from humiao.foundation.trail.public import Act
from humiao.registry.months import books, queries, reading, rules
from humiao.registry.months.books import PARTS, SIZE, Book, month_url, read_book
from humiao.registry.months.commands.closing import close_month, whole_digest
from humiao.registry.months.commands.keeping import set_month_limits
from humiao.registry.months.commands.signing import sign_month
from humiao.registry.months.excel import book_file
from humiao.registry.months.forms import LimitsForm, SeenForm
from humiao.registry.months.presenters import role_name
from humiao.registry.months.values import Limits


def list_months(request: CountyRequest) -> HttpResponse:
    """List the months: which are closed, which is next, who has not signed."""
    turn, closed = queries.month_turn(), queries.closed_months()
    towns = queries.towns_within(request.actor.scope)
    parts = queries.towns_of([b.id for b in closed], towns)
    rows = [
        {
            "book": book,
            "url": month_url(request, "show-month", f"{book.month:%Y-%m}"),
            "over": "、".join(p.name for p in parts[book.id] if p.is_closed_over),
            "signed": sum(not p.is_closed_over for p in parts[book.id]),
            "towns": len(parts[book.id]),
        }
        for book in closed
    ]
    context = {
        "page": {"title": _("Months"), "sub": _("The roster, month by month; a closed month never changes.")},
        "rows": rows,
        "turn": _turn(request, turn) if turn else None,
        "limits_url": link(request, "set-month-limits") if request.actor.may(Permission.CLOSE_MONTH) else "",
    }
    return render(request, "registry/months/list.html", context)


def _turn(request: CountyRequest, turn: queries.MonthTurn) -> dict[str, Any]:
    slug, today = f"{turn.month:%Y-%m}", request.day.today
    towns = queries.towns_within(request.actor.scope)
    mine = [t for t in turn.missing if towns is None or t in towns]
    names = reading_names(request)
    return {
        "value": turn,
        "is_over": turn.is_over(today),
        "is_late": today > turn.close_by,
        "missing": "、".join(names.get(t, t) for t in mine),
        "url": month_url(request, "show-month", slug),
        "sign_url": month_url(request, "sign-month", slug)
        if turn.is_over(today) and request.actor.may(Permission.SIGN_MONTH)
        else "",
        "close_url": month_url(request, "close-month", slug)
        if turn.is_over(today) and request.actor.may(Permission.CLOSE_MONTH)
        else "",
    }


def reading_names(request: CountyRequest) -> dict[str, str]:
    """Return the names of towns and villages."""
    from humiao.foundation.places.public import division_names

    return division_names(request.county_code)


def show_month(request: CountyRequest, month: str) -> HttpResponse:
    """Show a month's book: counts, or the page of one of its parts."""
    book, part = read_book(request, month), request.GET.get("part", "")
    if part not in ("", "roster", *PARTS):
        raise NotReached
    context = _frame(request, book) | {"tabs": books.tabs_of(request, book, part), "part": part}
    context |= _counts(request, book) if not part else _listed(request, book, part)
    return render(request, "registry/months/book.html", context)


def print_month(request: CountyRequest, month: str) -> HttpResponse:
    """Show the whole book on one page, for paper, with places to sign and seal."""
    book, names = read_book(request, month), wants_names(request)
    lists = [(kind, title, book.page(kind, size=None, names=names)[1]) for kind, title in _titles()]
    context = _frame(request, book) | _counts(request, book)
    context |= {"lines": book.roster(size=None, names=names)[1], "lists": lists, "is_whole": True}
    return render(request, "registry/months/print.html", context)


def _titles() -> list[tuple[str, str]]:
    return [("additions", _("Additions")), ("exits", _("Exits")), ("changes", _("Changes"))]


def _frame(request: CountyRequest, book: Book) -> dict[str, Any]:
    title = _("Roster of %(month)s") % {"month": rules.shown_month(book.month)}
    may_reveal = bool(request.actor.may(Permission.REVEAL_CHILD))
    return {
        "page": {"title": title, "sub": books.state_of(book)},
        "book": book,
        "names": wants_names(request),
        "may_reveal": may_reveal,
        "print_url": month_url(request, "print-month", book.slug),
        "excel_url": month_url(request, "export-month", book.slug),
        "crumbs": [(_("Months"), link(request, "list-months"))],
        "actions_of": _actions(request, book),
    }


def _actions(request: CountyRequest, book: Book) -> list[tuple[str, str]]:
    if book.value or not rules.may_sign_now(book.month, next_open=book.month, today=request.day.today):
        return []
    found = []
    if request.actor.may(Permission.SIGN_MONTH):
        found.append((month_url(request, "sign-month", book.slug), _("Sign")))
    if request.actor.may(Permission.CLOSE_MONTH):
        found.append((month_url(request, "close-month", book.slug), _("Close the month")))
    return found


def _counts(request: CountyRequest, book: Book) -> dict[str, Any]:
    base = month_url(request, "show-month", book.slug)

    def url(town: str, dimension: str, key: str) -> str:
        return f"{base}?part=roster&town={town}&by={dimension}&key={key}"

    parts = book.parts
    sums = {name: sum(getattr(p, name) for p in parts)
            for name in ("before", "additions", "exits", "moved_in", "moved_out", "total")}  # fmt: skip
    return {
        "tables": book.tables(url if book.value else None),
        "parts": [(p, role_name(p.signed_role)) for p in parts],
        "sums": sums,
        "checks": [(rules.check_name(c.code), c, book.places.get(c.where, "")) for c in book.checks()],
        "base": base,
    }


def _listed(request: CountyRequest, book: Book, part: str) -> dict[str, Any]:
    after, names = _number(request.GET.get("after", "")), wants_names(request)
    if part == "roster":
        town = request.GET.get("town", "")
        if town and book.value and (book.towns is None or town in book.towns):
            book.towns = frozenset({town})
        total, rows = book.roster(
            after=after, names=names, dimension=request.GET.get("by", ""), key=request.GET.get("key", "")
        )
    else:
        total, rows = book.page(part, after=after, names=names)  # type: ignore[assignment]
    query = request.GET.copy()
    pager = {"shown": len(rows), "total": total, "previous_url": "", "next_url": ""}
    for name, at in (("previous_url", after - SIZE), ("next_url", after + SIZE)):
        if 0 <= at < total and at != after:
            query["after"] = str(at)
            pager[name] = f"?{query.urlencode()}"
    query = request.GET.copy()
    query["names"] = "" if names else "1"
    return {"rows": rows, "pager": pager, "names_url": f"?{query.urlencode()}"}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def wants_names(request: CountyRequest) -> bool:
    """Say whether whole names were asked for by somebody who may see them."""
    return bool(request.GET.get("names")) and bool(request.actor.may(Permission.REVEAL_CHILD))


def read_names(request: CountyRequest, month: str) -> Act | None:
    """Say what the trail keeps of whole names being read: one row for the list."""
    if not wants_names(request):
        return None
    return Act("read-month-names", "month", plain={"month": month, "part": request.GET.get("part", "")})


def take_excel(request: CountyRequest, month: str) -> Act:
    """Say what the trail keeps of a book being exported."""
    return Act("export-month", "month", plain={"month": month, "names": wants_names(request)})


def export_month(request: CountyRequest, month: str) -> HttpResponse:
    """Give the whole book as Excel."""
    book = read_book(request, month)
    data = book_file(book, names=wants_names(request))
    return download(data, name=f"roster-{request.county_code}-{book.slug}.xlsx", media=XLSX)


def sign(request: CountyRequest, month: str) -> HttpResponse:
    """Show a town's part and sign it."""
    book = read_book(request, month)
    if book.draft is None or not book.parts:
        return _nothing_to_sign(request, book)
    part = next((p for p in book.draft.towns if p.code == book.parts[0].code), None)
    form = SeenForm(request.POST or None, initial={"seen": part.digest if part else ""})
    if part and form.is_valid():
        found = _try(form, lambda: sign_month(
            month=book.month, town_code=part.code, seen_digest=form.cleaned_data["seen"], by=request.actor,
            at=request.day.now))  # fmt: skip
        if found:
            return redirect("show-month", county=request.county_code, month=book.slug)
    return _seen_page(request, book, form, _("Sign the month"), _("Sign"))


def close(request: CountyRequest, month: str) -> HttpResponse:
    """Show what a month would be closed as and close it."""
    book = read_book(request, month)
    if book.draft is None:
        return _nothing_to_sign(request, book)
    form = SeenForm(request.POST or None, initial={"seen": whole_digest(book.draft)})
    if form.is_valid():
        given = {"month": book.month, "seen_digest": form.cleaned_data["seen"]}
        found = _try(form, lambda: close_month(**given, by=request.actor, at=request.day.now))
        if found:
            return redirect("show-month", county=request.county_code, month=book.slug)
    return _seen_page(request, book, form, _("Close the month"), _("Close the month"))


def _try(form: Any, act: Any) -> bool:
    """Do it; a refusal is shown in the form."""
    try:
        with transaction.atomic():
            act()
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return False
    return True


def _nothing_to_sign(request: CountyRequest, book: Book) -> HttpResponse:
    return redirect("show-month", county=request.county_code, month=book.slug)


def _seen_page(request: CountyRequest, book: Book, form: Any, title: str, save: str) -> HttpResponse:
    may = _may_now(request, book)
    context = _frame(request, book) | _counts(request, book)
    context |= {
        "page": {"title": title, "sub": rules.shown_month(book.month)},
        "form": form,
        "save_label": save,
    }
    context |= {"decision": may, "cancel_url": month_url(request, "show-month", book.slug), "actions_of": []}
    context["lists"] = [
        (kind, name, book.page(kind, size=SIZE)[1], book.count(kind)) for kind, name in _titles()
    ]
    return render(request, "registry/months/seen.html", context, status=400 if form.errors else 200)


def _may_now(request: CountyRequest, book: Book) -> Decision:
    today = request.day.today
    now = rules.may_sign_now(book.month, next_open=book.month, today=today)
    if not now or request.resolver_match is None or request.resolver_match.url_name != "close-month":
        return now
    missing = [p.name for p in book.parts if p.is_closed_over]
    return rules.may_close_over(missing, sign_until=rules.sign_by(book.month, reading.limits()), today=today)


def set_limits(request: CountyRequest) -> HttpResponse:
    """Set by when towns sign and the county closes."""
    limits = reading.limits()
    initial = {"sign_days": limits.sign_days, "close_days": limits.close_days}
    form = LimitsForm(request.POST or None, initial=initial)
    if form.is_valid():
        wanted = Limits(form.cleaned_data["sign_days"], form.cleaned_data["close_days"])
        if _try(form, lambda: set_month_limits(limits=wanted, by=request.actor, at=request.day.now)):
            return redirect("list-months", county=request.county_code)
    context = {
        "page": {"title": _("Days to sign and to close")},
        "form": form,
        "cancel_url": link(request, "list-months"),
    }
    return render(request, "registry/months/form.html", context, status=400 if form.errors else 200)
