"""The program's version, and which of two versions is the newer."""

from __future__ import annotations

import re
from importlib import metadata

_NUMBERS = re.compile(r"\A\d+(\.\d+)*")


def program_version() -> str:
    """Return this program's version as it was installed."""
    return metadata.version("humiao")


def is_newer(one: str, other: str) -> bool:
    """Say whether `one` is a later version than `other`; what follows the numbers does not count."""
    return _numbers(one) > _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    found = _NUMBERS.match(version)
    if found is None:
        raise ValueError(f"{version!r} is no version")
    numbers = [int(n) for n in found.group().split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
