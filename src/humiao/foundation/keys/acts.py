"""Leaving word of what was done with keys in the trail of every county."""

from __future__ import annotations

from typing import Any

from humiao.foundation import clock, context
from humiao.foundation.places.public import counties
from humiao.foundation.trail.public import Act, record


def note(action: str, **plain: Any) -> None:
    """Write to the trail of every county what was done with the master key, by whom at the machine."""
    for county in counties():
        with context.county(county.code, writes=True):
            act = Act(action, "master-key", plain=plain)
            record(act, actor=None, role="system", at=clock.now(county.code))
