"""What the reading page shows: the text with its marks, the draft by section, queries, what is left."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission
from humiao.plans.choices import Kind
from humiao.plans.house_defaults import default_rows
from humiao.plans.marking import Marked, Span, marked
from humiao.plans.needs import Need
from humiao.plans.presenters import (
    fact_id,
    facts_with_words,
    groups,
    question_rows,
    unused_rows,
)
from humiao.plans.queries import PlanValue
from humiao.plans.sections import GROUPS, SECTIONS, section_of


def reading_context(request: CountyRequest, plan: PlanValue, **more: Any) -> dict[str, Any]:
    """Return everything the reading page and its paper form show."""
    county = request.county_code
    text = marked_text(plan)
    questions = question_rows(plan, county, text.places)
    unused = unused_rows(plan, county, text.places)
    may = request.actor.may
    works = plan.is_open
    return {
        "page": {"title": plan.row.name, "sub": " · ".join(_sub(plan))},
        "plan": plan,
        "text": text,
        "scan_pages": _scan_pages(plan, county),
        "groups": groups(plan, county, text.places),
        "questions": questions,
        "settled": plan.settled,
        "unused": unused,
        "unused_left": sum(not row.is_ignored for row in unused),
        "needs": [need_row(n, plan, county) for n in plan.made.needs],
        "defaults": default_rows(plan),
        "problems": plan.made.problems,
        "sections": [(s.key, s.label) for s in SECTIONS if s.many],
        "may_edit": works and bool(may(Permission.DRAFT_PLAN)),
        "may_settle": works and bool(may(Permission.SETTLE_QUERY)),
        "may_confirm": works and bool(may(Permission.LOAD_PROGRAMME)),
        **more,
    }


def _sub(plan: PlanValue) -> list[str]:
    said = [str(plan.row.kind.label), str(plan.row.state.label)]
    if plan.base_code:
        said.append(_("corrects %(code)s") % {"code": plan.base_code})
    return said


def marked_text(plan: PlanValue) -> Marked:
    """Cut the document's text where facts, queries and unused numbers stand."""
    document = plan.as_read.document
    spans = [Span(f.start, f.end, fact_id(path), path, "fact") for path, f in facts_with_words(plan)]
    for question in plan.questions:
        target = f"query-{question.key}"
        spans += [
            Span(start, end, target, f"{question.key}:{n}", "query")
            for n, (start, end) in enumerate(question.query.spans)
        ]
    spans += [
        Span(u.start, u.end, f"unused-{n}", f"unused.{n}", "unused")
        for n, u in enumerate(plan.edited.draft.unused)
        if plan.edited.counts(f"unused.{n}")
    ]
    return marked(document.text, spans, [(c.start, c.ref) for c in document.clauses])


def _scan_pages(plan: PlanValue, county: str) -> list[dict[str, Any]]:
    if plan.row.kind != Kind.SCAN:
        return []
    return [
        {"number": n, "url": reverse("show-plan-page", kwargs={"county": county, "plan": plan.id, "page": n})}
        for n in range(1, plan.pages + 1)
    ]


def need_row(need: Need, plan: PlanValue, county: str) -> dict[str, Any]:
    """Return one needed thing with the address that fills it."""
    kwargs = {"county": county, "plan": plan.id}
    if need.kind != "fact":
        url = reverse("answer-plan-needs", kwargs=kwargs)
    elif need.path.endswith(".+"):
        url = reverse("add-fact", kwargs=kwargs) + f"?section={need.path[:-2]}"
    else:
        url = reverse("edit-fact", kwargs={**kwargs, "fact": need.path})
    return {"label": need.label, "help": need.help, "url": url, "where": _where(need)}


def _where(need: Need) -> str:
    if need.kind != "fact":
        return ""
    group = section_of(need.path).group
    return str(dict(GROUPS)[group])
