"""What a browser says of itself, in plain words: “Chrome · Windows”."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

# The first that fits: many name others besides themselves.
_BROWSERS = (
    ("MicroMessenger", "微信 WeChat"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg/|EdgA/", "Edge"),
    ("Firefox/|FxiOS/", "Firefox"),
    ("Chrome/|CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS|OpenHarmony", "鸿蒙 HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "Mac"),
    ("Linux|X11", "Linux"),
)
KEPT = 300


def words_of(agent: str) -> str:
    """Return browser and system in words."""
    found = [name for names in (_BROWSERS, _SYSTEMS) if (name := _first(names, agent))]
    return " · ".join(found) or _("a browser that doesn't say what it is")


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, agent)), "")
