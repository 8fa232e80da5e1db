"""Which fact of the draft to mend after a query whose answer changes nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.plans.queries import PlanValue
from humiao.plans.questions import Question
from humiao.plans.reader.draft import Query, Read
from humiao.plans.sections import BY_KEY

# The part of the draft a query of this kind is about, where none of its words stand in a fact.
_PARTS = {
    "sum-mismatch": "service_objects",
    "counts-disagree": "service_objects",
    "approximate-count": "service_objects",
    "residual-class": "service_objects",
    "classes-overlap": "service_objects",
    "age-limits-differ": "service_objects",
    "scope-ambiguous": "object_scope",
    "sensitive-label": "object_scope",
    "dates-disagree": "period",
    "coverage-against-term": "period",
    "renewal-ambiguous": "period",
    "missing-renewal": "period",
    "notice-period-short": "period",
    "evaluation-before-end": "evaluation",
    "fuzzy-date": "evaluation",
    "missing-evaluation": "evaluation",
    "unit-malformed": "indicators",
    "units-disagree": "indicators",
    "comparator-missing": "indicators",
    "minima-disagree": "indicators",
    "qualitative-with-number": "indicators",
    "indicator-undefined": "indicators",
    "beneficiaries-exceed-population": "indicators",
    "missing-satisfaction": "indicators",
    "stated-twice": "indicators",
    "level-without-effect": "levels",
    "levels-overlap": "levels",
    "interval-undefined": "levels",
    "missing-levels": "levels",
    "coverage-against-roster": "coverage",
    "site-missing": "sites",
    "money-wording": "budget",
    "net-amount-unknown": "budget",
    "fund-source-missing": "fund_split",
    "fund-use-changed": "fund_split",
    "payment-unspecified": "payment_milestones",
    "must-and-preferred-mixed": "eligibility",
    "missing-staffing": "staffing",
    "rule-repealed": "legal_basis",
    "reference-incomplete": "legal_basis",
    "missing-issuer": "purchaser",
    "missing-date": "signed",
}
# Asked in the form of what only the programme has.
_FORMS = {"coverage-unlisted": "answer-plan-needs"}


@dataclass(frozen=True)
class Remedy:
    """Where to mend what an answer says: what it is called and its address."""

    label: str
    url: str


def changes_terms(plan: PlanValue, question: Question) -> bool:
    """Say whether an answer is put into the terms; while something is still needed, whether it may be."""
    if plan.made.terms is None:
        return bool(question.query.choices)
    asked = plan.made.terms.query(question.key)
    return bool(asked) and any(choice.changes for choice in (asked.choices if asked else ()))


def remedy_of(plan: PlanValue, question: Question, county: str) -> Remedy | None:
    """Return where a person brings in an answer that changes nothing by itself; None for a mere notice."""
    if changes_terms(plan, question):
        return None
    kwargs = {"county": county, "plan": plan.id}
    if question.query.code in _FORMS:
        return Remedy(_("Code, contract days, towns"), reverse(_FORMS[question.query.code], kwargs=kwargs))
    key = _PARTS.get(question.query.code)
    if key is None:
        return None
    section = BY_KEY[key]
    path = key if not section.many else _fact_of(plan, question.query, key)
    if path:
        return Remedy(str(section.label), reverse("edit-fact", kwargs={**kwargs, "fact": path}))
    return Remedy(str(section.label), reverse("add-fact", kwargs=kwargs) + f"?section={key}")


def _fact_of(plan: PlanValue, query: Query, key: str) -> str:
    """Find the fact of a part whose words a query is about."""
    facts: tuple[Read, ...] = getattr(plan.edited.draft, key)
    for number, fact in enumerate(facts):
        path = f"{key}.{number}"
        if plan.edited.counts(path) and any(s < fact.end and e > fact.start for s, e in query.spans):
            return path
    return ""
