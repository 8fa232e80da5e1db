"""The house keeps its own rules: size, order of imports, the shape of commands, doors and pages."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "humiao"
CONTEXTS = (
    "foundation.trail",
    "foundation.places",
    "foundation.working_days",
    "measures",
    "access",
    "programmes",
    "procurement",
    "registry",
    "ledgers",
    "assessments",
    "visits",
    "indicators",
    "plans",
    "oversight",
    "access.exports",
)
DOORS = [c for c in CONTEXTS if (SOURCE / c.replace(".", "/") / "public.py").exists()]
CODE = sorted(p for top in (ROOT / "src", ROOT / "tests") for p in top.rglob("*.py"))
PAGES = sorted(SOURCE.rglob("templates/**/*.html"))
WORDS = sorted(
    p
    for p in (*CODE, *PAGES, *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js"), *(ROOT / "docs").rglob("*.md"))
    if p != Path(__file__).resolve()
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
# Where a moment may be taken from the machine: the one clock, and what is stamped outside of any county.
OWN_CLOCKS = {"foundation/clock.py", "foundation/upgrades.py", "foundation/backup/making.py"}
NOW = re.compile(r"\b(date\.today|datetime\.(now|today|utcnow)|time\.localtime)\(")
IN_PAGES = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "an inline style sheet": re.compile(r"<style\b"),
    "hx-on, which evaluates a string": re.compile(r"\bhx-on"),
    "a handler in an attribute": re.compile(r"\son[a-z]+\s*="),
    "a trigger filter, which evaluates a string": re.compile(r"hx-trigger=\"[^\"]*\["),
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def door(context: str) -> ModuleType:
    return importlib.import_module(f"humiao.{context}.public")


def commands_of(context: str) -> Iterator[Any]:
    """Yield the functions of a context's door that write: those its `commands` define."""
    for name in door(context).__all__:
        found = getattr(door(context), name)
        module = getattr(found, "__module__", "") or ""
        is_command = ".commands" in module or module == "humiao.access.posts"
        if inspect.isfunction(found) and is_command and "by" in inspect.signature(found).parameters:
            yield found


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_no_file_is_too_long() -> None:
    long = {place(p): n for p in CODE if (n := len(p.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {
        f"{place(path)}:{node.lineno} {node.name}": length
        for path in CODE
        if "migrations" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) >= LONGEST_FUNCTION
    }
    assert long == {}


def test_nothing_is_put_off_in_a_comment() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    assert [place(p) for p in WORDS if marks.search(p.read_text(encoding="utf-8"))] == []


def test_nobody_asks_the_machine_what_day_it_is() -> None:
    asking = [
        f"{place(path)}:{node.lineno}"
        for path in CODE
        if path.is_relative_to(SOURCE)
        and "tests" not in path.parts
        and str(path.relative_to(SOURCE)) not in OWN_CLOCKS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and NOW.search(ast.unparse(node.func) + "(")
    ]
    assert asking == [], "ask foundation.clock"


@pytest.mark.parametrize("room", CONTEXTS)
def test_a_context_says_what_it_owns_and_has_a_door(room: str) -> None:
    folder = SOURCE / room.replace(".", "/")
    assert (folder / "README.md").is_file()
    assert (folder / "public.py").is_file()


@pytest.mark.parametrize("room", DOORS)
def test_a_door_lists_what_goes_through_it_and_no_models(room: str) -> None:
    public = door(room)
    assert public.__all__ == sorted(set(public.__all__), key=_as_ruff_sorts)
    for name in public.__all__:
        found = getattr(public, name)
        assert not (inspect.isclass(found) and issubclass(found, Model)), f"{name} is a model"


@pytest.mark.parametrize("room", DOORS)
def test_each_command_is_called_by_keywords_and_knows_by_whom_and_when(room: str) -> None:
    for command in commands_of(room):
        parameters = inspect.signature(command).parameters
        positional = [p.name for p in parameters.values() if p.kind is not p.KEYWORD_ONLY]
        assert positional == [], command.__qualname__
        assert {"by", "at"} <= parameters.keys(), command.__qualname__
        assert command.__doc__, command.__qualname__


@pytest.mark.parametrize("what", IN_PAGES)
def test_pages_hold_nothing_that_the_browser_is_told_to_refuse(what: str) -> None:
    found = [place(p) for p in PAGES if IN_PAGES[what].search(p.read_text(encoding="utf-8"))]
    assert found == []


def test_there_are_pages_and_commands_to_look_at() -> None:
    assert len(PAGES) > 5
    assert sum(1 for context in DOORS for _ in commands_of(context)) > 5


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    """Sort as ruff's RUF022 does: constants, classes, then the rest."""
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return kind, name
