"""Run the collected tests on each mutant until one fails: `pytest -p mutations.plugin --mutants FILE`.

What lives is written to the file named by `--living`, for the next part of the walk.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from mutations.swapping import mutated


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the files and which tests come first."""
    parser.addoption("--mutants", type=Path, required=True)
    parser.addoption("--living", type=Path, required=True)


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Build the world on the code as it is, then try each mutant; those no test notices stay living."""
    mutants = json.loads(session.config.getoption("--mutants").read_text(encoding="utf-8"))
    items, living = list(session.items), []
    for path in dict.fromkeys(mutant["path"] for mutant in mutants):
        # A module put in unchanged must be noticed by no test: else it is the swapping that is noticed.
        with mutated(path, Path(path).read_text(encoding="utf-8")):
            failing = _first_failing(items)
        if failing:
            raise session.Failed(f"{failing.name} fails on {path} as it is")
    for mutant in mutants:
        with mutated(mutant["path"], mutant["code"]):
            killer = _first_failing(items)
        if killer:
            items.remove(killer)
            items.insert(0, killer)  # what noticed one notices the next like it
        else:
            living.append(mutant)
        _say(session, mutant, killer)
    session.config.getoption("--living").write_text(json.dumps(living, ensure_ascii=False), encoding="utf-8")
    runtestprotocol(items[0], log=False, nextitem=None)  # takes the world down
    return True


def _first_failing(items: list[Any]) -> Any:
    for item in items:
        beside = next(other for other in items if other is not item)  # of one module: its world stays
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=beside)):
            return item
    return None


def _say(session: pytest.Session, mutant: dict[str, Any], killer: Any) -> None:
    where = f"{mutant['path']}:{mutant['line']} {mutant['operator']}"
    told = f"fails {killer.name}" if killer else "LIVES"
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        reporter.write_line(f"{where} {told}")
