"""Kinds whose members carry their labels: in Chinese, as the plans and notices word them, and in English."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A kind with a Chinese and an English label: `NAME = "value", "中文", "English"`."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make the member with both labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def pairs(cls, language: str = "zh") -> list[tuple[str, str]]:
        """List value and label in order, as a form's choices; any language but `en` is Chinese."""
        return [(member.value, member.en if language == "en" else member.zh) for member in cls]
