"""Turning a query with named parameters into one with places, for who joins it to queries of others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAMED = re.compile(r"%\((\w+)\)s")


def positional(sql: str, params: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Replace each `%(name)s` by `%s`; the values follow in the order of their places."""
    values = [params[name] for name in _NAMED.findall(sql)]
    return _NAMED.sub("%s", sql), values
