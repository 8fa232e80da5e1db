"""Leaving word of backups and restores in the trail of the county: one is an export, the other a change."""

from __future__ import annotations

from humiao.foundation import clock, context
from humiao.foundation.trail.public import Act, record


def note_backup(code: str, *, folder: str) -> None:
    """Write to a county's trail, before it is read, that it is being backed up."""
    _note(code, Act("back-up", "county", plain={"folder": folder}))


def note_restore(code: str, *, folder: str, made_at: str, head: str) -> None:
    """Write to a restored county's trail where it came from and where its trail ended then."""
    _note(code, Act("restore", "county", plain={"folder": folder, "made_at": made_at, "head": head}))


def _note(code: str, act: Act) -> None:
    with context.county(code, writes=True):
        record(act, actor=None, role="system", at=clock.now(code))
