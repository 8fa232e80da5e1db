"""Properties of the search: a part of a name always finds it, a stranger's name only by chance of letters."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.access.public import EVERYBODY
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.registry.public import find_children
from humiao.registry.tests.conftest import AT, a_child, a_home, enter

TODAY = AT.date()
CHARACTERS = st.sampled_from("王李张小明华芳国强丽娜阿卜杜买提古力")
NAMES = st.text(CHARACTERS, min_size=2, max_size=6)


class _Undo(Exception):  # noqa: N818 -- not an error
    """Undo an example."""


@pytest.mark.usefixtures("db")
@settings(max_examples=40, deadline=None)
@given(name=NAMES, other=NAMES, data=st.data())
def test_any_part_of_a_name_finds_it(name, other, data):
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    with context.county("330482", writes=True), suppress(_Undo), transaction.atomic():
        wanted, _ = enter(a_home(a_child(name, serial=1)), a_home(a_child(other, serial=2)))
        found = {row.id: row.name for row in find_children(EVERYBODY, part, on=TODAY)}
        assert wanted in found
        assert all(part[0] in shown for shown in found.values())
        raise _Undo


@pytest.mark.usefixtures("db")
@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=50).filter(lambda t: "\x00" not in t))
def test_whatever_is_typed_is_answered(text):
    with context.county("330482", writes=False):
        assert find_children(EVERYBODY, text, on=moment(TODAY).date()) == ()
