"""Put a mutated module's functions, defaults and tables into the living one, and take them out again.

The world the walk runs in takes a quarter of a minute to build; so it is built once, and the code is changed
under it. Everybody who imported a function holds the same object: its code is what changes.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial
from types import FunctionType, ModuleType
from typing import Any

_PARTS = ("__code__", "__defaults__", "__kwdefaults__")
Undo = list[Callable[[], None]]


@contextmanager
def mutated(path: str, code: str) -> Iterator[None]:
    """Run with a module as a mutant has it; `path` is its file below the root."""
    name = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    module = importlib.import_module(name)
    other = ModuleType(name)
    other.__dict__.update(__file__=module.__file__, __package__=module.__package__)
    was = sys.modules[name]
    sys.modules[name] = other  # dataclasses look their module up
    try:
        exec(compile(code, path, "exec"), other.__dict__)  # noqa: S102 -- our own source, changed in one place
    finally:
        sys.modules[name] = was
    undo: Undo = []
    try:
        _swap_all(vars(module), vars(other), module, undo)
        yield
    finally:
        for step in reversed(undo):
            step()


def _swap_all(old: Any, new: Any, module: ModuleType, undo: Undo) -> None:
    for name, value in list(new.items()):
        mine = old.get(name)
        if name.startswith("__") and name not in ("__init__", "__post_init__"):
            continue
        if isinstance(value, type) and value.__module__ == module.__name__ and isinstance(mine, type):
            _swap_class(mine, value, module, undo)
        elif function := _function(mine):
            _swap_function(function, _function(value), mine, undo)
        elif old is vars(module) and getattr(value, "__module__", module.__name__) != module.__name__:
            continue  # imported
        elif old is vars(module):
            _swap_value(module, name, mine, _as_old(value, module), undo)


def _swap_class(mine: type, other: type, module: ModuleType, undo: Undo) -> None:
    if issubclass(mine, Enum):
        return
    own, others = dict(vars(mine)), dict(vars(other))
    if _made_with(own) != _made_with(others):  # a dataclass with other defaults: `__init__` holds other cells
        undo.append(partial(setattr, mine, "__init__", own.pop("__init__")))
        setattr(mine, "__init__", others["__init__"])  # noqa: B010 -- mypy knows no assignment to it
    _swap_all(own, others, module, undo)


def _made_with(members: dict[str, Any]) -> tuple[str, ...]:
    function = members.get("__init__")
    return function.__code__.co_freevars if isinstance(function, FunctionType) else ()


def _function(value: Any) -> FunctionType | None:
    """Return the function within a method, property, cached or not, or context manager."""
    for inner in ("__func__", "fget", "func", "__wrapped__"):
        value = getattr(value, inner, None) or value
    return value if isinstance(value, FunctionType) else None


def _swap_function(mine: FunctionType, other: FunctionType | None, held: Any, undo: Undo) -> None:
    if other is None or mine.__module__ != other.__module__:
        return
    for part in _PARTS:
        before = getattr(mine, part)
        setattr(mine, part, getattr(other, part))
        undo.append(partial(setattr, mine, part, before))
    if hasattr(held, "cache_clear"):
        held.cache_clear()
        undo.append(held.cache_clear)


def _as_old(value: Any, module: ModuleType) -> Any:
    """Return a value of the mutant's classes as one of the living classes."""
    kind = type(value)
    if kind.__module__ == module.__name__ and isinstance(value, Enum):
        return getattr(module, kind.__name__)(value.value)
    if kind.__module__ == module.__name__ and is_dataclass(value):
        own = {f.name: _as_old(getattr(value, f.name), module) for f in fields(value)}
        return getattr(module, kind.__name__)(**own)
    if isinstance(value, dict):
        return {_as_old(k, module): _as_old(v, module) for k, v in value.items()}
    return kind(_as_old(v, module) for v in value) if kind in (frozenset, set, tuple, list) else value


def _swap_value(module: ModuleType, name: str, mine: Any, value: Any, undo: Undo) -> None:
    if mine == value or isinstance(mine, list):  # a list at the top of a module is what others registered
        return
    if isinstance(mine, dict):
        before = dict(mine)
        _refill(mine, value)
        undo.append(lambda: _refill(mine, before))
        return
    setattr(module, name, value)
    undo.append(lambda: setattr(module, name, mine))


def _refill(table: dict[Any, Any], value: dict[Any, Any]) -> None:
    table.clear()
    table.update(value)
