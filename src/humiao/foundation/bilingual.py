"""One text in Chinese and English, shown in the reader's language when it is turned into `str`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _chinese() -> str | None:
    return "zh-hans"


_active_language: Callable[[], str | None] = _chinese


def use_language_source(source: Callable[[], str | None]) -> None:
    """Ask `source` for the reader's language from now on, e.g. Django's `get_language` at start-up."""
    global _active_language
    _active_language = source


def readers_language() -> str:
    """Return `en` or `zh`: English for any `en…` code, Chinese for every other and for none."""
    return _spoken(_active_language())


def with_brackets(what: str, *inside: str) -> str:
    """Return a name or number and what is said of it, in the marks of the reader's language."""
    if readers_language() == "en":
        return f"{what} ({'; '.join(inside)})"
    return f"{what}（{'；'.join(inside)}）"


def _spoken(code: str | None) -> str:
    return "en" if (code or "").lower().startswith("en") else "zh"


@dataclass(frozen=True)
class Bilingual:
    """A name or sentence in both languages; lazy, so it may be made at import time."""

    zh: str
    en: str

    def in_language(self, code: str | None) -> str:
        """Give the English text for any `en…` code and the Chinese for every other."""
        return self.en if _spoken(code) == "en" else self.zh

    def __str__(self) -> str:
        return self.in_language(_active_language())
