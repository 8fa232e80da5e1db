"""Single sign-on."""

from __future__ import annotations


def offered_providers() -> list[dict[str, str]]:
    """Return the providers."""
    return []
