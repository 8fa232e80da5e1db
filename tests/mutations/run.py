"""Change scopes and tables one place at a time and say which changes the walk lets through.

    make mutations                                    every mutant of the plans beside this file
    make mutations MUTATIONS='scope'                  of one of them: tables, scope, restricted
    make mutations MUTATIONS='tables --share 0.1'     of a tenth of its places, drawn by `--seed`

Cosmic Ray makes the mutants, in an environment of its own (`build/mutations/tool`). They are put under the
walk while it runs (`swapping.py`); no file is changed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE, BUILD = ROOT / "tests" / "mutations", ROOT / "build" / "mutations"
TOOL = BUILD / "tool" / "bin"
# The parts of the walk, those that tell most first; each is given what the one before let through.
_TELLING = "someone_elses or own_records or leads_only or posting"
WALK, RESTRICTED = "tests/test_walk.py", "tests/test_restricted_walk.py"
TWO_POSTS, POSTING = "tests/test_two_posts_walk.py", "tests/test_posting_walk.py"
CASELOAD, FINDING = "tests/test_caseload_walk.py", "tests/test_finding_walk.py"
_COMPARED = (WALK, "-k", "the_pages_tell or every_route_declares")
PARTS = {
    "scope": (
        (WALK, "-k", _TELLING),
        (POSTING,),
        (TWO_POSTS,),
        (CASELOAD,),
        (RESTRICTED,),
        (WALK, "-k", f"not ({_TELLING})"),
    ),
    "tables": (_COMPARED, (WALK, "-k", _TELLING), (RESTRICTED,)),
    "restricted": ((FINDING,), (RESTRICTED,), (WALK, "-k", _TELLING)),
}
_WAITING = "SELECT job_id FROM work_items WHERE job_id NOT IN (SELECT job_id FROM work_results)"


def main() -> int:
    """Make the mutants, walk on each and tell; exit 1 where one lives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("plans", nargs="*", default=list(PARTS))
    parser.add_argument("--share", type=float, default=1.0, help="of the mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by-requests", action="store_true", help="don't compare tables with their pages")
    asked = parser.parse_args()
    left_out = (_COMPARED,) if asked.by_requests else ()
    return max([_run(plan, asked.share, asked.seed, left_out) for plan in asked.plans])


def _run(plan: str, share: float, seed: int, left_out: Sequence[tuple[str, ...]]) -> int:
    left = _make(plan, share, seed)
    count = len(json.loads(left.read_text(encoding="utf-8")))
    for number, part in enumerate([part for part in PARTS[plan] if part not in left_out]):
        left = _walk(part, left, BUILD / f"{plan}-{number}.json")
    living = json.loads(left.read_text(encoding="utf-8"))
    sys.stdout.write(f"{plan}: {count - len(living)} mutants of {count} fail the walk\n")
    for one in living:
        sys.stdout.write(f"lives: {one['path']}:{one['line']} {one['operator']}\n")
    return 1 if living else 0


def _make(plan: str, share: float, seed: int) -> Path:
    session, config, made = BUILD / f"{plan}.sqlite", HERE / f"{plan}.toml", BUILD / f"{plan}.json"
    session.unlink(missing_ok=True)
    _tool("cosmic-ray", "init", str(config), str(session))
    _tool("cr-filter-operators", str(session), str(config))
    _leave_out(session, share, seed)
    _tool("python", str(HERE / "make_mutants.py"), str(session), str(made))
    return made


def _tool(name: str, *arguments: str) -> None:
    subprocess.run([str(TOOL / name), *arguments], cwd=ROOT, check=True)


def _leave_out(session: Path, share: float, seed: int) -> None:
    with sqlite3.connect(session) as rows:
        waiting = sorted(
            rows.execute(
                "SELECT module_path, operator_name, occurrence, job_id FROM mutation_specs "
                f"WHERE job_id IN ({_WAITING})"
            )
        )
        drawn = random.Random(seed).sample(waiting, round(len(waiting) * (1 - share)))  # noqa: S311 -- a draw
        rows.executemany("DELETE FROM mutation_specs WHERE job_id = ?", [(row[3],) for row in drawn])
        rows.executemany("DELETE FROM work_items WHERE job_id = ?", [(row[3],) for row in drawn])


def _walk(part: tuple[str, ...], mutants: Path, living: Path) -> Path:
    """Give a part of the walk all mutants; return the file of those it let through."""
    given = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    files = ("--mutants", str(mutants), "--living", str(living))
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "mutations.plugin", *files, *part]
    subprocess.run(command, cwd=ROOT, env=given, check=True)
    return living


if __name__ == "__main__":
    sys.exit(main())
