"""A sound document raises nothing but what is listed with it."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.sound import SOUND


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_document_raises_nothing_else(name):
    text, expected = SOUND[name]
    raised = {query.code: query.message for query in read_pasted(text).queries}
    assert set(raised) == expected, raised
