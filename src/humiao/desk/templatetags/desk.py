"""Tags and filters of the pages: icons, level badges, bars, and Chinese dates, ages and money."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from humiao.desk import bars, formats
from humiao.desk.icons import ICONS

register = template.Library()
_OWN_NUMBER = re.compile(r"R\d+[a-z]?")

# Each level has a shape of its own, so that it is read without colour.
LEVEL_SHAPES = {
    "green": "circle",
    "yellow": "diamond",
    "red": "triangle",
    "orange": "pentagon",
    "blue": "square",
}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite; it is hidden from screen readers, so words must stand beside it."""
    if name not in ICONS:
        raise ValueError(
            f"{name!r} is not in humiao.desk.icons.ICONS; add it there and run humiao.desk.assets"
        )
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("vendor/icons.svg"),
        name,
    )


@register.filter
def cn_date(value: date | None) -> str:
    """Write a date as 2025年6月30日, in English as 30 June 2025."""
    return formats.day(value) if value else ""


@register.filter
def cited(clause: str | None) -> str:
    """Return a rule people can look up; the numbers of our own requirements say nothing to them."""
    return "" if not clause or _OWN_NUMBER.fullmatch(clause) else clause


@register.filter
def month_day(value: date | None) -> str:
    """Write a date as 6月30日 where the year stands above."""
    return formats.day_of_year(value) if value else ""


@register.filter
def month_of(value: date | None) -> str:
    """Write the month of a date as 2025年6月."""
    return formats.month(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a date with its time of day."""
    return formats.moment(value) if value else ""


@register.filter
def age(born: date | None, on: date | None) -> str:
    """Write the age on a day as 9岁3个月."""
    return formats.age(born, on) if born and on else ""


@register.filter
def money(fen: int | None) -> str | SafeString:
    """Write a sum in fen as 39 万元, the exact yuan in its title."""
    if fen is None:
        return ""
    return format_html('<span class="money" title="{}">{}</span>', formats.yuan(fen), formats.money(fen))


@register.filter
def figure(value: Any) -> str:
    """Write a figure with thousands marked."""
    return "" if value is None else formats.number(value)


@register.filter
def or_dash(value: Any) -> Any:
    """Write a dash, read aloud as "not recorded", where there is nothing."""
    if value not in (None, "", [], ()):
        return value
    return format_html('<span class="dash" title="{}">—</span>', gettext("Not recorded"))


@register.filter(is_safe=True)
@stringfilter
def initial(name: str) -> str:
    """Return the character for a person without a photo: a Chinese name's last, else the first."""
    plain = name.strip().rstrip("*")
    return plain[:1] if "·" in plain or plain.isascii() else plain[-1:]


@register.filter
def sign(comparator: str | None) -> str:
    """Write a comparator as the plans print it: ≥ for >=."""
    return {">=": "≥", "<=": "≤"}.get(comparator or "", comparator or "")


@register.inclusion_tag("desk/parts/level.html")
def level_badge(code: str | None, name: str = "") -> dict[str, Any]:
    """Draw a level with its shape and word; `name` is the programme's own word for it."""
    words = {"green": gettext("Green"), "yellow": gettext("Yellow"), "red": gettext("Red")}
    words |= {"orange": gettext("Orange"), "blue": gettext("Blue")}
    if not code:
        return {"code": "none", "shape": "ring", "name": name or gettext("Not assessed")}
    return {"code": code, "shape": LEVEL_SHAPES.get(code, "square"), "name": name or words.get(code, code)}


@register.inclusion_tag("desk/parts/bar.html")
def bar(value: Any, target: Any, pace: Any = None) -> dict[str, Any]:
    """Draw a figure against its target, with a mark where the calendar stands."""
    # A variable missing in the template comes as an empty string.
    return {"bar": bars.bar(value or 0, target or None, None if pace in (None, "") else pace)}
