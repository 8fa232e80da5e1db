"""What figures are counted in. Persons and person-times are never mixed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Unit(StrEnum):
    """The unit as the plans print it."""

    PERSONS = "人"
    PERSON_TIMES = "人次"
    HOUSEHOLDS = "户"
    ITEMS = "个"
    EVENTS = "场"
    TIMES = "次"
    STORIES = "篇"
    COPIES = "份"
    MONTHS = "个月"
    PERCENT = "%"

    @property
    def label(self) -> StrPromise:
        """Name it in the reader's language."""
        return _LABELS[self]


_LABELS = {
    Unit.PERSONS: pgettext_lazy("unit", "people"),
    Unit.PERSON_TIMES: pgettext_lazy("unit", "person-times"),
    Unit.HOUSEHOLDS: pgettext_lazy("unit", "households"),
    Unit.ITEMS: pgettext_lazy("unit", "items"),
    Unit.EVENTS: pgettext_lazy("unit", "events"),
    Unit.TIMES: pgettext_lazy("unit", "times"),
    Unit.STORIES: pgettext_lazy("unit", "stories"),
    Unit.COPIES: pgettext_lazy("unit", "copies"),
    Unit.MONTHS: pgettext_lazy("unit", "months"),
    Unit.PERCENT: pgettext_lazy("unit", "%"),
}
