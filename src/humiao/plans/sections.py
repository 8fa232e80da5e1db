"""The parts of a draft as people see and edit them: one row for each section, one for each field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from humiao.plans import words
from humiao.plans.reader.draft import Draft

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Kind = Literal["text", "long", "int", "number", "choice", "bool", "date", "lines", "interval"]
Choices = tuple[tuple[str, "StrPromise | str"], ...]


@dataclass(frozen=True)
class Field:
    """One field of a fact."""

    name: str
    label: StrPromise | str
    kind: Kind = "text"
    choices: Choices = ()
    required: bool = False


@dataclass(frozen=True)
class Section:
    """One section of the draft; `many` where it is a list of facts."""

    key: str
    label: StrPromise | str
    fields: tuple[Field, ...]
    group: str
    many: bool = False

    def field(self, name: str) -> Field | None:
        """Find a field."""
        return next((f for f in self.fields if f.name == name), None)

    @property
    def main(self) -> Field:
        """Return the field that names the fact."""
        return self.fields[0]


GROUPS: tuple[tuple[str, StrPromise | str], ...] = (
    ("basics", _("Basics")),
    ("people", _("Whom it is for")),
    ("places", _("Where")),
    ("term", _("Term and evaluation")),
    ("money", _("Money")),
    ("levels", _("Levels")),
    ("indicators", _("Indicators")),
    ("provider", _("Provider")),
)

_VALUE = _("Value")


def _one(key: str, label: Any, group: str, *fields: Field) -> Section:
    return Section(key, label, fields or (Field("value", label),), group)


def _many(key: str, label: Any, group: str, *fields: Field) -> Section:
    return Section(key, label, fields or (Field("value", label, required=True),), group, many=True)


def _comparator() -> Field:
    return Field("comparator", _("Comparison"), "choice", words.COMPARATORS)


SECTIONS: tuple[Section, ...] = (
    _one("title", _("Title"), "basics"),
    _one("place", _("Place"), "basics"),
    _one("year", _("Year"), "basics", Field("value", _("Year"), "int")),
    _one("purchaser", _("Purchaser"), "basics"),
    _one(
        "kind",
        _("New or continuing"),
        "basics",
        Field("value", _("New or continuing"), "choice", words.KINDS),
    ),
    _one("published", _("Published on"), "basics", Field("value", _("Published on"), "date")),
    _one("signed", _("Signed on"), "basics", Field("value", _("Signed on"), "date")),
    _many(
        "legal_basis",
        _("Legal bases"),
        "basics",
        Field("title", _("Title of the law or document")),
        Field("number", _("Document number")),
        Field("article", _("Article")),
    ),
    _many(
        "object_scope",
        _("Whom it is for, in words"),
        "people",
        Field("value", _("In words"), "long", required=True),
    ),
    _many(
        "service_objects",
        _("Classes of children"),
        "people",
        Field("category", _("Class"), required=True),
        Field("count", _("How many"), "int"),
        Field("unit", _("Unit")),
        Field("code", _("Category in the roster"), "choice", words.CATEGORIES),
        Field("approximate", _("About"), "bool"),
        Field("total", _("A sum of other classes"), "bool"),
    ),
    _one(
        "coverage",
        _("Coverage"),
        "places",
        Field("value", _("How many"), "int"),
        Field("unit", _("Unit")),
        Field("names", _("Named"), "lines"),
        Field("excluded", _("Left out"), "lines"),
        Field("deadline", _("By when"), "date"),
    ),
    _many(
        "sites",
        _("Sites"),
        "places",
        Field("name", _("What it is called"), required=True),
        Field("count", _("Stations"), "int"),
        Field("amount_yuan", _("Amount in yuan"), "int"),
    ),
    _one(
        "period",
        _("Period"),
        "term",
        Field("start", _("First day"), "date"),
        Field("end", _("Last day"), "date"),
        Field("deadline", _("Work done by"), "date"),
        Field("start_rule", _("How the start is found")),
        Field("duration", _("Length"), "interval"),
        Field("renewal.years_each", _("Years a renewal adds"), "number"),
        Field("renewal.max_total", _("Years at the most"), "number"),
        Field("renewal.condition", _("Condition of a renewal")),
    ),
    _many(
        "evaluation",
        _("Evaluations"),
        "term",
        Field("phase", _("Which"), "choice", words.PHASES, required=True),
        Field("date", _("Day"), "date"),
        Field("approximate", _("About"), "bool"),
        Field("by", _("By whom"), "choice", words.EVALUATORS),
    ),
    _many(
        "budget",
        _("Budget"),
        "money",
        Field("label", _("What the document calls it")),
        Field("amount_yuan", _("Amount in yuan"), "int"),
        Field("kind", _("Kind"), "choice", words.BUDGETS, required=True),
    ),
    _many(
        "fund_split",
        _("Where the money comes from"),
        "money",
        Field("label", _("What the document calls it")),
        Field("amount_yuan", _("Amount in yuan"), "int"),
        Field("kind", _("Kind"), "choice", words.FUNDS, required=True),
    ),
    _many(
        "payment_milestones",
        _("Payments"),
        "money",
        Field("value", _("Condition"), "long", required=True),
        Field("percent", _("Percent"), "number"),
        Field("amount_yuan", _("Amount in yuan"), "int"),
    ),
    _many(
        "levels",
        _("Levels"),
        "levels",
        Field("label", _("The document's name"), required=True),
        Field("level", _("Colour"), "choice", words.LEVELS, required=True),
        Field("meaning", _("Meaning"), "long"),
        Field("interval", _("A visit in every"), "interval"),
        Field("times", _("Visits in it"), "int", required=True),
        Field("channel", _("How"), "choice", words.CHANNELS),
    ),
    _many(
        "indicators",
        _("Indicators"),
        "indicators",
        Field("name", _("What it is called"), required=True),
        _comparator(),
        Field("value", _("Target"), "number"),
        Field("unit", _("Unit")),
        Field("per", _("Per")),
        Field("tier", _("Tier"), "choice", words.TIERS, required=True),
        Field("measure", _("Counted by"), "choice", words.MEASURES),
        Field("qualitative", _("Judged by people, without a figure"), "bool"),
    ),
    _many(
        "staffing",
        _("Staff"),
        "provider",
        Field("role", _("Role"), required=True),
        _comparator(),
        Field("value", _("How many"), "int"),
        Field("unit", _("Unit")),
        Field("per", _("Per")),
        Field("condition", _("Qualification")),
    ),
    _many(
        "eligibility",
        _("Who may bid"),
        "provider",
        Field("rule", _("Rule"), "long", required=True),
        Field("must", _("A must, not a preference"), "bool"),
    ),
    _one("procurement_method", _("Purchasing method"), "provider"),
    _many("service_items", _("Services"), "provider"),
)
BY_KEY: dict[str, Section] = {section.key: section for section in SECTIONS}


def section_of(path: str) -> Section:
    """Find the section a path belongs to; raises `KeyError`."""
    return BY_KEY[path.split(".")[0]]


def part_model(section: Section) -> type[BaseModel]:
    """Return the model of one fact of a section."""
    annotation: Any = Draft.model_fields[section.key].annotation
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    found: type[BaseModel] = annotation
    return found


def value_at(fact: Any, name: str) -> Any:
    """Read a field of a fact by its dotted name; None where a part of it isn't there."""
    for step in name.split("."):
        fact = getattr(fact, step, None)
    return fact


def spelled(label: StrPromise | Promise | str) -> str:
    """Write a label in the reader's language."""
    return str(label)
