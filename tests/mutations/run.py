"""Change scopes and tables one place at a time, in a copy, and say which changes the walk lets through.

    make mutations                       every mutant of the plans beside this file: hours
    make mutations MUTATIONS='scope'     of one of them: tables, scope, restricted
    make mutations MUTATIONS='tables --share 0.1'   of a tenth of its places, drawn by `--seed`

Cosmic Ray makes the mutants; it lives in an environment of its own, `build/mutations/tool`.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "mutations"
TOOL = BUILD / "tool" / "bin"
TREE = BUILD / "tree"
_COPIED = (
    "src",
    "tests",
    "docs/reference",
    "build/static",
    "build/served",
    "build/divisions",
    "build/static.stamp",
)
_UNDECIDED = "SELECT job_id FROM work_items WHERE job_id NOT IN (SELECT job_id FROM work_results)"
_SURVIVORS = """
    SELECT m.module_path, m.start_pos_row, m.operator_name, r.diff FROM work_results r
    JOIN mutation_specs m USING (job_id) WHERE r.test_outcome = 'SURVIVED' ORDER BY 1, 2
"""


def main() -> int:
    """Make, run and tell; exit 1 where a mutant lives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("plans", nargs="*", default=["tables", "scope", "restricted"])
    parser.add_argument("--share", type=float, default=1.0, help="of the mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    _copy_tree()
    return max([_run(plan, asked.share, asked.seed) for plan in asked.plans])


def _copy_tree() -> None:
    shutil.rmtree(TREE, ignore_errors=True)
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, TREE / name)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, TREE / name)
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, TREE / name)


def _run(plan: str, share: float, seed: int) -> int:
    session, config = BUILD / f"{plan}.sqlite", ROOT / "tests" / "mutations" / f"{plan}.toml"
    session.unlink(missing_ok=True)
    _tool("cosmic-ray", "init", str(config), str(session))
    _tool("cr-filter-operators", str(session), str(config))
    _leave_out(session, share, seed)
    _tool("cosmic-ray", "exec", str(config), str(session))
    return _tell(plan, session)


def _tool(name: str, *arguments: str) -> None:
    """Run a tool in the copy, whose own sources come before those installed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    given = os.environ | {"PYTHONPATH": str(TREE / "src"), "PATH": path}
    subprocess.run([str(TOOL / name), *arguments], cwd=TREE, env=given, check=True)


def _leave_out(session: Path, share: float, seed: int) -> None:
    with sqlite3.connect(session) as rows:
        waiting = sorted(job for (job,) in rows.execute(_UNDECIDED))
        drawn = random.Random(seed).sample(waiting, round(len(waiting) * (1 - share)))  # noqa: S311 -- a draw
        rows.executemany("DELETE FROM mutation_specs WHERE job_id = ?", [(job,) for job in drawn])
        rows.executemany("DELETE FROM work_items WHERE job_id = ?", [(job,) for job in drawn])


def _tell(plan: str, session: Path) -> int:
    with sqlite3.connect(session) as rows:
        counted = "SELECT COUNT(*) FROM work_results WHERE test_outcome = ?"
        killed, alive = (rows.execute(counted, [one]).fetchone()[0] for one in ("KILLED", "SURVIVED"))
        survivors = rows.execute(_SURVIVORS).fetchall()
    sys.stdout.write(f"{plan}: {killed} mutants of {killed + alive} fail the walk\n")
    for module, line, operator, diff in survivors:
        sys.stdout.write(f"\n{module}:{line} {operator}\n{diff}\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
