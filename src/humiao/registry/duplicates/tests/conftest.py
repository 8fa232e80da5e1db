"""Pages here are asked for in English; the language is left as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(scope="module", autouse=True)
def _language_as_it_was() -> Iterator[None]:
    """Leave the files tested after these in the language they expect."""
    before = translation.get_language()
    yield
    translation.activate(before)
