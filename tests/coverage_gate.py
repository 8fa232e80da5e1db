"""Hold the tests to how much of the system they run: `python tests/coverage_gate.py`, after `tests/run.py`.

Combines what every process of the run wrote down. What decides and what writes is run whole, with every
branch; the rest nearly so. Exit code 1 names each line and branch that lacks.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from coverage import Coverage

ROOT = Path(__file__).parents[1]
_HOME = "src/humiao/"


@dataclass
class Group:
    """Files held to one share, in percent of lines and branches; a file is in the first that fits."""

    name: str
    patterns: tuple[str, ...]
    percent: float
    run: int = 0
    whole: int = 0
    lacking: list[str] = field(default_factory=list)

    def has(self, path: str) -> bool:
        """Say whether the file belongs here."""
        return any(fnmatch(path, pattern) for pattern in self.patterns)

    def add(self, path: str, found: dict[str, Any]) -> None:
        """Count a file of the JSON report."""
        counts = found["summary"]
        self.run += counts["covered_lines"] + counts["covered_branches"]
        self.whole += counts["num_statements"] + counts["num_branches"]
        missing = set(found["missing_lines"])
        self.lacking += [f"{path}:{line} is never run" for line in sorted(missing)]
        for start, end in found["missing_branches"]:
            if start not in missing and end not in missing:
                where = f"to line {end}" if end > 0 else "out of its function"
                self.lacking.append(f"{path}:{start} never goes on {where}")

    @property
    def share(self) -> float:
        """Return what was run, in percent."""
        return 100 * self.run / self.whole if self.whole else 100.0


def groups() -> list[Group]:
    """Return the table."""
    return [
        Group("rules", ("*rules*.py",), 100),
        Group("commands", ("*/commands.py", "*/commands/*.py"), 100),
        Group("queries", ("*/queries.py", "*/queries/*.py"), 100),
        Group("access", (f"{_HOME}access/*.py",), 100),
        Group("the rest", ("*",), 95),
    ]


def main() -> int:
    """Combine, count, tell; return the exit code."""
    measured = Coverage(config_file=str(ROOT / "pyproject.toml"))
    measured.combine(keep=True)
    measured.save()
    report = ROOT / "build" / "coverage" / "report.json"
    measured.json_report(outfile=str(report))
    table = groups()
    for path, found in sorted(json.loads(report.read_text(encoding="utf-8"))["files"].items()):
        next(group for group in table if group.has(path)).add(path, found)
    short = [group for group in table if group.share < group.percent]
    for group in table:
        print(f"{group.name:10} {group.share:6.2f} % run, {group.percent:g} % asked")
    for group in short:
        print("\n".join(["", f"Tests are missing for {group.name}:", *group.lacking]))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
