"""A text turns into the reader's language when it is shown, not when it is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from humiao.foundation import bilingual
from humiao.foundation.bilingual import Bilingual, use_language_source, with_brackets


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = bilingual._active_language
    yield
    use_language_source(before)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "visit"), ("EN-gb", "visit"), ("zh-hans", "走访"), ("de", "走访"), (None, "走访")],
)
def test_shown_in_the_readers_language(language: str | None, text: str) -> None:
    made = Bilingual("走访", "visit")
    use_language_source(lambda: language)
    assert str(made) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en", "7 (3; 4)"), ("zh-hans", "7（3；4）"), (None, "7（3；4）")]
)
def test_brackets_are_those_of_the_language(language: str | None, text: str) -> None:
    use_language_source(lambda: language)
    assert with_brackets("7", "3", "4") == text
