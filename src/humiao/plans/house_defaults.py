"""The house's defaults in a draft: switches of visiting, ways in, and rows that follow without a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from humiao.measures.public import UnknownMeasure, measure
from humiao.plans.needs import Ground
from humiao.plans.queries import PlanValue, ground_of
from humiao.plans.terms_from_draft import possible_of
from humiao.plans.terms_parts.items import Data
from humiao.plans.terms_parts.levels import visit_rules
from humiao.programmes.public import VisitRules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Kind = Literal["days", "bool", "choice", "choices"]
Choices = tuple[tuple[str, "StrPromise | str"], ...]
DEFAULT_KEYS = frozenset({"visit_rules", "steps", "designated", "without"})


@dataclass(frozen=True)
class Switch:
    """One switch of `VisitRules` as people see it."""

    name: str
    label: StrPromise | str
    kind: Kind
    choices: Choices = ()


SWITCHES: tuple[Switch, ...] = (
    Switch("grace_days_entering", gettext_lazy("A child entering has at least so many days"), "days"),
    Switch("grace_days_raised", gettext_lazy("A child raised has at least so many days"), "days"),
    Switch(
        "household_visit_serves_several",
        gettext_lazy("One visit to a household serves each child met there"),
        "bool",
    ),
    Switch(
        "person_times_count",
        gettext_lazy("Person-times are counted"),
        "choice",
        (("child", gettext_lazy("by child met")), ("visit", gettext_lazy("by visit"))),
    ),
    Switch(
        "who_may_raise",
        gettext_lazy("A level is raised by"),
        "choice",
        (
            ("any-worker", gettext_lazy("any worker")),
            ("professional-supervisor", gettext_lazy("the provider's supervisor")),
            ("bureau-officer", gettext_lazy("the bureau")),
        ),
    ),
    Switch(
        "who_may_lower",
        gettext_lazy("A lowered level is confirmed by"),
        "choice",
        (
            ("second-person", gettext_lazy("a second person")),
            ("professional-supervisor", gettext_lazy("the provider's supervisor")),
            ("bureau-officer", gettext_lazy("the bureau")),
        ),
    ),
    Switch("open_need_forbids_green", gettext_lazy("A child with an open need can't be green"), "bool"),
    Switch(
        "case_visits_counted",
        gettext_lazy("Visits inside a case that count as visits"),
        "choices",
        (
            ("home", gettext_lazy("At home")),
            ("school", gettext_lazy("At school")),
            ("phone", gettext_lazy("By telephone")),
            ("station", gettext_lazy("At the station")),
        ),
    ),
)
STEPS: Choices = (
    ("", gettext_lazy("as usual: village, town, bureau")),
    ("town", gettext_lazy("town, bureau")),
    ("bureau", gettext_lazy("the bureau alone")),
)


@dataclass(frozen=True)
class DefaultRow:
    """A default as the reading page shows it."""

    label: str
    value: str
    is_default: bool


def rules_of(plan: PlanValue) -> Mapping[str, Any]:
    """Return the switches in force in the draft."""
    return visit_rules(ground_of(plan, places=False))


def following_of(plan: PlanValue) -> tuple[tuple[str, str], ...]:
    """Return the rows that follow from the plan without a figure: measure and name."""
    return tuple((i.measure or "", i.name) for i in possible_of(plan.edited, ground_of(plan, places=False)))


def default_rows(plan: PlanValue) -> tuple[DefaultRow, ...]:
    """Return every default with its value, and whether a person or the plan set it."""
    rules, given = rules_of(plan), plan.edited.given
    rows = [DefaultRow(str(s.label), told(s, rules[s.name]), s.name in rules["silent"]) for s in SWITCHES]
    steps = str(given.get("steps") or "")
    if not (plan.base and plan.base.get("routes")) or steps:
        rows.append(DefaultRow(_("An application passes"), str(dict(STEPS)[steps]), not steps))
    if given.get("designated"):
        rows.append(DefaultRow(_("Designated children have a way in of their own"), _("yes"), False))
    return tuple(rows)


def told(switch: Switch, value: Any) -> str:
    """Write a switch's value for people."""
    if switch.kind == "bool":
        return _("yes") if value else _("no")
    if switch.kind == "choice":
        return str(dict(switch.choices)[value])
    if switch.kind == "choices":
        return "、".join(str(dict(switch.choices)[v]) for v in value) or _("none")
    return _("%(count)s days") % {"count": value}


def may_be(key: str, value: Any) -> bool:
    """Say whether a default may have this value."""
    if key == "steps":
        return value in dict(STEPS) or value is None
    if key == "designated":
        return isinstance(value, bool)
    if key == "without":
        return isinstance(value, list) and all(_is_measure(code) for code in value)
    if not isinstance(value, dict) or not set(value) <= {s.name for s in SWITCHES}:
        return False
    try:
        VisitRules.model_validate({**visit_rules_of_the_house(), **value})
    except ValidationError:
        return False
    return True


def visit_rules_of_the_house() -> Data:
    """Return the switches as the house has them."""
    return visit_rules(Ground("", "", ()))


def _is_measure(code: Any) -> bool:
    try:
        return bool(measure(str(code)))
    except UnknownMeasure:
        return False
