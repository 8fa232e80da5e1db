"""Pages of unusual reading and of the yearly audit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.exports.public import Made, Stamp, Wanted, taken_out
from humiao.access.public import CountyRequest, Permission, account_names, link, once
from humiao.desk.formats import day
from humiao.desk.papers.pdf import as_pdf
from humiao.desk.papers.word import as_word
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.downloads import DOCX, PDF
from humiao.foundation.trail.reading import acts_by_id
from humiao.oversight import queries
from humiao.oversight.choices import Outcome
from humiao.oversight.forms import JudgeForm, UnusualForm, YearForm
from humiao.oversight.presenters import act_lines, in_words, rule_name, why
from humiao.oversight.unusual.commands import judge_unusual, look_for_unusual
from humiao.oversight.yearly import audit_of
from humiao.oversight.yearly_paper import audit_paper

_KINDS = {"pdf": (as_pdf, PDF, "pdf"), "word": (as_word, DOCX, "docx")}


def list_unusual(request: CountyRequest) -> HttpResponse:
    """List findings, the open ones first asked for."""
    form = UnusualForm(request.GET)
    is_valid = form.is_valid()
    given = form.cleaned_data if is_valid else {}
    found, after = queries.findings_page(**given, after=request.GET.get("after", ""))
    query = {**{key: value for key, value in given.items() if value}, "after": after}
    context = {
        "page": {
            "title": _("Unusual reading"),
            "sub": _("Told to a person who judges it; nothing is blocked"),
        },
        "form": form,
        "is_narrowed": any(given.values()),
        "findings": [_line(request, one) for one in found],
        "pager": {
            "shown": len(found),
            "total": None,
            "previous_url": "",
            "next_url": link(request, "list-unusual", query) if after else "",
        },
        "look_url": link(request, "look-for-unusual"),
    }
    return render(request, "oversight/unusual.html", context, status=200 if is_valid else 422)


def _line(request: CountyRequest, one: queries.FindingValue) -> dict[str, Any]:
    names = once(request, "names-of-accounts", account_names)
    return {
        "finding": one,
        "who": names.get(one.account_id, _("somebody without a post")),
        "rule": rule_name(one.rule),
        "why": why(one.rule, one.facts),
        "outcome": _outcome(one.outcome),
        "url": link(request, "show-unusual", finding=one.id),
    }


def _outcome(outcome: str) -> str:
    return in_words(Outcome(outcome)) if outcome else ""


def look_now(request: CountyRequest) -> HttpResponse:
    """Look through the days that are over now, instead of tonight."""
    look_for_unusual(by=request.actor, at=request.day.now)
    return redirect("list-unusual", county=request.county_code)


def show_unusual(request: CountyRequest, finding: UUID) -> HttpResponse:
    """Show a finding with the acts behind it."""
    return _finding_page(request, finding, None)


def judge(request: CountyRequest, finding: UUID) -> HttpResponse:
    """Write down what came of a finding."""
    queries.finding_of(finding)
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                given = form.cleaned_data
                judge_unusual(finding_id=finding, **given, by=request.actor, at=request.day.now)
            return redirect("show-unusual", county=request.county_code, finding=finding)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    return _finding_page(request, finding, form)


def _finding_page(request: CountyRequest, finding_id: UUID, form: JudgeForm | None) -> HttpResponse:
    one = queries.finding_of(finding_id)
    line = _line(request, one)
    may_judge = bool(request.actor.may(Permission.JUDGE_UNUSUAL)) and one.account_id != request.account.id
    context = {
        "page": {"title": line["rule"], "sub": f"{line['who']} · {day(one.on)}"},
        "crumbs": [(_("Unusual reading"), link(request, "list-unusual"))],
        **line,
        "judgements": [(_outcome(j.outcome), j) for j in one.judgements],
        "lines": act_lines(acts_by_id(one.rows)),
        "form": (form or JudgeForm(initial={"seen": len(one.judgements)})) if may_judge else None,
        "judge_url": link(request, "judge-unusual", finding=one.id),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "oversight/finding.html", context, status=status)


def show_audit(request: CountyRequest) -> HttpResponse:
    """Show the audit of a year."""
    year = _year(request)
    context = {
        "page": {
            "title": _("Yearly audit of access"),
            "sub": _("Year %(year)s; Regulations on Minors Online 37") % {"year": year},
        },
        "year": year,
        "years": range(request.day.today.year, request.day.today.year - 5, -1),
        "sections": audit_of(request.county_code, year, on=request.day.today),
        "print_url": link(request, "print-access-audit", {"year": year}),
    }
    return render(request, "oversight/audit.html", context)


def print_audit(request: CountyRequest) -> HttpResponse:
    """Give the audit of a year as PDF or Word."""
    year, kind = _year(request), request.POST.get("kind", "pdf")
    make, media, ending = _KINDS[kind if kind in _KINDS else "pdf"]

    def made(stamp: Stamp) -> Made:
        sections = audit_of(request.county_code, year, on=request.day.today)
        paper = audit_paper(sections, year=year, county=str(request.day.county.name), stamp=stamp)
        return Made(make(paper))

    name = f"{_('access-audit')}-{request.county_code}-{year}.{ending}"
    wanted = Wanted("access-audit", name, media, "", "", made, about={"year": year})
    return taken_out(request, wanted, reason="")


def _year(request: CountyRequest) -> int:
    form = YearForm(request.GET)
    return int(form.cleaned_data["year"]) if form.is_valid() else request.day.today.year
