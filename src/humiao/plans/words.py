"""The words of a draft's closed lists, for forms and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from humiao.foundation.bilingual import Bilingual
from humiao.measures.public import all_measures
from humiao.programmes.public import Category

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NONE = ("", _("not said"))


COMPARATORS = (
    NONE,
    (">=", _("at least")),
    ("<=", _("at most")),
    ("=", _("exactly")),
    (">", _("more than")),
    ("<", _("less than")),
)
KINDS = (NONE, ("new", _("New")), ("continuing", _("Continuing")))
PHASES = (
    ("mid", _("Mid-term")),
    ("final", _("Final")),
    ("acceptance", _("Acceptance")),
    ("monthly", _("Monthly")),
    ("quarterly", _("Quarterly")),
    ("yearly", _("Yearly")),
    ("other", _("Other")),
)
EVALUATORS = (
    NONE,
    ("third_party", _("Third party")),
    ("purchaser", _("The purchaser")),
    ("provider", _("The provider")),
)
BUDGETS = (
    ("ceiling", _("Ceiling")),
    ("total", _("Total")),
    ("contract", _("Contract price")),
    ("award", _("Award")),
    ("unit_price", _("Unit price")),
)
FUNDS = (
    ("central", _("Central")),
    ("provincial", _("Provincial")),
    ("city", _("City")),
    ("county", _("County")),
    ("lottery", _("Lottery fund")),
    ("donation", _("Donation")),
    ("other", _("Other")),
    ("use", _("A use, not a source")),
)
LEVELS = (
    ("green", _("Green")),
    ("blue", _("Blue")),
    ("yellow", _("Yellow")),
    ("orange", _("Orange")),
    ("red", _("Red")),
)
CHANNELS = (
    NONE,
    ("home", _("At home")),
    ("school", _("At school")),
    ("phone", _("By telephone")),
    ("online", _("Online")),
    ("station", _("At the station")),
)
TIERS = (("programme", _("Whole programme")), ("station", _("Each station")), ("baseline", _("Baseline")))
UNITS = (
    ("day", _("day")),
    ("week", _("week")),
    ("month", _("month")),
    ("quarter", _("quarter")),
    ("half_year", _("half-year")),
    ("year", _("year")),
)


def _both(names: dict[str, Bilingual]) -> tuple[tuple[str, StrPromise], ...]:
    return tuple((code, _in_language(name)) for code, name in names.items())


def _str(name: Bilingual) -> str:
    return str(name)


_in_language: Callable[[Bilingual], StrPromise] = lazy(_str, str)  # type: ignore[assignment]
CATEGORIES = (NONE, *_both({c.value: Bilingual(c.zh, c.en) for c in Category}))
MEASURES = (NONE, *_both({m.code: m.name for m in all_measures()}))
