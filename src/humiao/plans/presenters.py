"""The reading page's parts, ready to show: facts by section, queries, numbers nobody used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.foundation.bilingual import Bilingual
from humiao.plans.edits import Answer, Edit
from humiao.plans.queries import PlanValue
from humiao.plans.questions import Question
from humiao.plans.reader.draft import Query, Read, Unused
from humiao.plans.reader.leftovers import WHY
from humiao.plans.remedies import Remedy, remedy_of
from humiao.plans.sections import GROUPS, SECTIONS, Field, Section, value_at
from humiao.plans.words import UNITS


@dataclass(frozen=True)
class Change:
    """A field somebody changed: as read and as it is now."""

    label: str
    before: str
    after: str
    edit: Edit


@dataclass(frozen=True)
class FactRow:
    """One fact as the page shows it."""

    path: str
    id: str
    main: str
    rest: tuple[tuple[str, str], ...]
    clause: str
    evidence: str
    place: str  # id of its first words in the text; empty where it has none
    changes: tuple[Change, ...]
    is_added: bool
    is_ignored: bool
    url: str
    mark_url: str


@dataclass(frozen=True)
class SectionRows:
    """A section with its facts."""

    section: Section
    rows: tuple[FactRow, ...]
    add_url: str


@dataclass(frozen=True)
class Group:
    """One panel of the draft."""

    key: str
    label: str
    sections: tuple[SectionRows, ...]
    count: int = field(default=0)


@dataclass(frozen=True)
class QuestionRow:
    """A query with its answer."""

    question: Question
    id: str
    message: str
    severity_name: str
    answer: Answer | None
    answer_words: str
    places: tuple[tuple[str, str], ...]  # id in the text, words
    url: str
    remedy: Remedy | None

    @property
    def choices(self) -> list[str]:
        """Return what can be answered, in the reader's language."""
        known = range(len(self.query.choices))
        return [self.question.choice_label(self.question.choice_code(n)) for n in known]

    @property
    def query(self) -> Query:
        """Return what is asked."""
        return self.question.query


@dataclass(frozen=True)
class UnusedRow:
    """A number of the text that ended in no fact."""

    value: Unused
    number: int
    place: str
    why: str
    add_url: str
    mark_url: str
    is_ignored: bool


def fact_id(path: str) -> str:
    """Name a fact in the page: `fact-indicators-3`."""
    return "fact-" + path.replace(".", "-").replace("+", "new")


def shown(of: Field, value: Any) -> str:
    """Write a field's value for people."""
    if value is None or value == "" or value == ():
        return ""
    if of.kind == "bool":
        return str(of.label) if value else ""
    if of.kind == "choice":
        return str(dict(of.choices).get(str(value), value))
    if of.kind == "interval":
        unit = value["unit"] if isinstance(value, dict) else value.unit
        number = value["value"] if isinstance(value, dict) else value.value
        return f"{number} {dict(UNITS).get(unit, unit)}"
    if of.kind == "lines":
        return "、".join(value)
    if of.kind == "int" and of.name != "value":
        return f"{int(value):,}"
    return str(value)


def groups(plan: PlanValue, county: str, places: dict[str, str]) -> tuple[Group, ...]:
    """Return the draft's panels in order."""
    made = []
    for key, label in GROUPS:
        sections = tuple(_section(s, plan, county, places) for s in SECTIONS if s.group == key)
        count = sum(1 for s in sections for row in s.rows if not row.is_ignored and (row.main or row.rest))
        made.append(Group(key, str(label), sections, count))
    return tuple(made)


def _section(section: Section, plan: PlanValue, county: str, places: dict[str, str]) -> SectionRows:
    value = getattr(plan.edited.draft, section.key)
    facts = (
        [(f"{section.key}.{n}", fact) for n, fact in enumerate(value)]
        if section.many
        else [(section.key, value)]
    )
    rows = tuple(_fact(section, path, fact, plan, county, places) for path, fact in facts)
    add_url = reverse("add-fact", kwargs={"county": county, "plan": plan.id}) + f"?section={section.key}"
    return SectionRows(section, rows, add_url if section.many else "")


def _fact(
    section: Section, path: str, fact: Any, plan: PlanValue, county: str, places: dict[str, str]
) -> FactRow:
    main, rest = _words(section, fact)
    kwargs = {"county": county, "plan": plan.id, "fact": path}
    return FactRow(
        path,
        fact_id(path),
        main,
        rest,
        getattr(fact, "clause", ""),
        getattr(fact, "evidence", ""),
        places.get(path, ""),
        tuple(_changes(section, path, plan)),
        path in plan.edited.added,
        not plan.edited.counts(path),
        reverse("edit-fact", kwargs=kwargs),
        reverse("mark-fact", kwargs=kwargs),
    )


_SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}
_TOLD_TOGETHER = frozenset({"comparator", "value", "count", "unit", "per"})
_USUAL = {("tier", "programme"), ("times", "1"), ("code", "")}


def _words(section: Section, fact: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Write a fact: what names it, then its other fields; a number goes with its sign and unit."""
    together = section.field("unit") is not None
    fields = [f for f in section.fields if not (together and f.name in _TOLD_TOGETHER)]
    named = fields[0].name in ("value", "name", "category", "role", "rule", "title", "label", "phase")
    main = shown(fields[0], value_at(fact, fields[0].name)) if named else ""
    rest = [("", _amount(fact))] if together and _amount(fact) else []
    for of in fields[1:] if named else fields:
        value = value_at(fact, of.name)
        text = "" if (of.name, str(value)) in _USUAL else shown(of, value)
        if text:
            rest.append(("" if of.kind == "bool" else str(of.label), text))
    return main, tuple(rest)


def _amount(fact: Any) -> str:
    """Write a number as a plan prints it: ≥10人/年."""
    number = value_at(fact, "value") if hasattr(fact, "value") else value_at(fact, "count")
    if number is None:
        return ""
    sign, unit, per = (value_at(fact, name) or "" for name in ("comparator", "unit", "per"))
    return f"{_SIGNS.get(sign, '')}{number:,}{unit}{f'/{per}' if per else ''}"


def _changes(section: Section, path: str, plan: PlanValue) -> Iterable[Change]:
    read: Any = getattr(plan.as_read, section.key)
    if section.many:
        number = int(path.rpartition(".")[2])
        if number >= len(read):
            return
        read = read[number]
    for changed, edit in plan.edited.changes_of(path).items():
        of = section.field(changed[len(path) + 1 :])
        if of is None:
            continue
        before, after = shown(of, value_at(read, of.name)), shown(of, edit.value)
        if before != after:
            yield Change(str(of.label), before or "—", after or "—", edit)


def question_rows(plan: PlanValue, county: str, places: dict[str, str]) -> tuple[QuestionRow, ...]:
    """Return the queries: open ones first, the gravest first."""
    rows = [_question(q, plan, county, places) for q in plan.questions]
    return tuple(sorted(rows, key=lambda r: r.answer is not None and r.answer.state == "settled"))


def _question(question: Question, plan: PlanValue, county: str, places: dict[str, str]) -> QuestionRow:
    query, answer = question.query, plan.answered.get(question.key)
    names = {"error": _("To decide"), "warning": _("To check"), "note": _("To know")}
    text = plan.as_read.document.text
    found = [
        (places[f"{question.key}:{n}"], text[start:end].strip()[:60])
        for n, (start, end) in enumerate(query.spans)
        if f"{question.key}:{n}" in places
    ]
    return QuestionRow(
        question,
        f"query-{question.key}",
        message_of(query),
        names[query.severity],
        answer,
        question.choice_label(answer.choice) if answer else "",
        tuple(found),
        reverse("settle-plan-query", kwargs={"county": county, "plan": plan.id, "question": question.key}),
        remedy_of(plan, question, county) if plan.is_open else None,
    )


def message_of(query: Query) -> str:
    """Return a query's words in the reader's language."""
    return str(Bilingual(query.message, query.message_en or query.message))


def unused_rows(plan: PlanValue, county: str, places: dict[str, str]) -> tuple[UnusedRow, ...]:
    """Return the numbers nobody used, those set aside last."""
    words = {why: str(Bilingual(*names)) for why, names in WHY.items()}
    rows = []
    for number, value in enumerate(plan.edited.draft.unused):
        kwargs = {"county": county, "plan": plan.id}
        query = f"?unused={number}&start={value.start}&end={value.end}"
        rows.append(
            UnusedRow(
                value,
                number,
                places.get(f"unused.{number}", ""),
                words.get(value.why, value.why),
                reverse("add-fact", kwargs=kwargs) + query,
                reverse("mark-fact", kwargs={**kwargs, "fact": f"unused.{number}"}),
                not plan.edited.counts(f"unused.{number}"),
            )
        )
    return tuple(sorted(rows, key=lambda r: r.is_ignored))


def facts_with_words(plan: PlanValue) -> Iterable[tuple[str, Read]]:
    """Yield every fact that counts and stands in the text, with its path."""
    draft = plan.edited.draft
    for section in SECTIONS:
        value = getattr(draft, section.key)
        if section.key == "period":
            yield from (("period", part) for part in value.parts if part.end > part.start)
            continue
        facts = (
            [(f"{section.key}.{n}", f) for n, f in enumerate(value)]
            if section.many
            else [(section.key, value)]
        )
        for path, fact in facts:
            if fact.end > fact.start and plan.edited.counts(path):
                yield path, fact
