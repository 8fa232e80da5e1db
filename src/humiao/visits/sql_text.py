"""Turning queries with named parameters into ones with places and back, for joining those of others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_NAMED = re.compile(r"%\((\w+)\)s")


def positional(sql: str, params: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Replace each `%(name)s` by `%s`; the values follow in the order of their places."""
    values = [params[name] for name in _NAMED.findall(sql)]
    return _NAMED.sub("%s", sql), values


def named(sql: str, values: Sequence[Any], *, prefix: str) -> tuple[str, dict[str, Any]]:
    """Replace each `%s` by a name that begins with the prefix; no name may stand in the query yet."""
    first, *others = sql.split("%s")
    text = first + "".join(f"%({prefix}_{n})s{part}" for n, part in enumerate(others))
    return text, {f"{prefix}_{n}": value for n, value in enumerate(values)}
