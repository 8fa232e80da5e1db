"""What a fact is between two systems that exchange their files."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Who changed a fact since it was last exchanged."""

    NOBODY = "nobody"
    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"
