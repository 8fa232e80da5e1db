"""Two counties that know each other's keys, and a child to hand over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import SYSTEM
from humiao.registry.models import Child
from humiao.registry.moves.commands import handing
from humiao.registry.public import NewCategory
from humiao.registry.tests.conftest import AT, ENTERED, a_child, a_home, enter

HELD = (NewCategory("DE_FACTO", ENTERED, "证1"), NewCategory("ABUSE_VICTIM", ENTERED))


@pytest.fixture
def two(pinghu: Any, yining: Any) -> UUID:
    """Let both counties know each other's keys and put a child on 平湖's roster."""
    with yining():
        card = handing.key_card()
    with pinghu():
        handing.enter_key_card(text=card, by=SYSTEM, at=AT)
        own = handing.key_card()
        (child,) = enter(a_home(a_child(categories=HELD)))
        # Everybody here is named for the file; who is not is tested with restricted files.
        Child.objects.filter(pk=child).update(is_restricted=False)
    with yining():
        handing.enter_key_card(text=own, by=SYSTEM, at=AT)
    return child
