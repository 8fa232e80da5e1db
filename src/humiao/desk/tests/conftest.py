"""A 平湖 at work, for pages."""

from __future__ import annotations

from typing import Any

import pytest

from humiao.desk.tests.world import World, build


@pytest.fixture
def world(pinghu: Any) -> World:
    """Make twelve children at work; the county is closed again."""
    return build(pinghu)


@pytest.fixture
def big_world(pinghu: Any) -> World:
    """Make sixty children at work."""
    return build(pinghu, many=60)
