"""The small 平湖 of the desk's tests, with people of every role."""

from __future__ import annotations

from typing import Any

import pytest

from humiao.desk.tests import world as small


@pytest.fixture
def world(pinghu: Any) -> small.World:
    """Return the world; the county is closed."""
    return small.build(pinghu)
