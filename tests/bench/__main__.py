"""Measure every page in the large county and print a table; fail only on query counts and on wide ratios.

    python -m tests.bench [--children 10000] [--lines 100000] [--rounds 15]

HUMIAO_BENCH_DATA may name a folder to keep the county in from run to run. Times are wall times of Django's
test client in this process, cookies, middleware and templates included, with the embedded database beside
it. The floor is one row read through the ORM in a county's transaction, measured in the same run.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .pages import Result, measure
from .roster import MOST_TIMES_THE_FLOOR, import_of_the_county

_TARGETS = {"scorecard": 300.0, "today's indicators, after it": 300.0}  # both fold the whole scorecard
_TARGET = 200.0
_SEARCH, _SEARCH_OF_MANY = 100.0, 300.0  # with 10,000 children, and with more up to 100,000
_ROWS, _IMPORT = 10_000, 2.5  # children of a roster, seconds of CPU
_MOST_QUERIES = 40
_WIDEST_RATIO = 400.0  # a page of today reads some dozen lists; this only catches what runs away


def main() -> int:
    """Build the county where it is missing, measure and print; exit 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", metavar="WORD", default="", help="only pages whose name has this word")
    parser.add_argument("--explain", action="store_true", help="print the slowest statements of each page")
    asked = parser.parse_args()
    with _database() as data:
        _build(data, asked.children, asked.lines)
        floor, results = measure(asked.rounds, only=asked.only, explain=asked.explain)
        search = _SEARCH if asked.children <= _ROWS else _SEARCH_OF_MANY
        wrong = _report(floor, results, search)
        return wrong or _report_import()


@contextmanager
def _database() -> Iterator[Path]:
    """Run the database of a folder of its own; settings are read only after the environment names it."""
    kept = os.environ.get("HUMIAO_BENCH_DATA")
    data = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="hmb-", dir="/tmp"))
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    data.chmod(0o711)
    os.environ |= {"HUMIAO_DATA": str(data), "HUMIAO_DEMO": "no", "HUMIAO_HOSTS": "testserver,127.0.0.1"}
    from humiao.cli.environment import running_database

    try:
        with running_database():
            yield data
    finally:
        if not kept:
            from humiao.foundation.postgres.launcher import remove

            remove(data)


def _build(data: Path, children: int, lines: int) -> None:
    done = data / "scale.made"
    if done.exists():
        return
    from django.conf import settings

    from humiao.demo.places import drop_places, make_places, read_places, tidy_up
    from humiao.demo.scale.county import COUNTY, make_scale_county
    from humiao.foundation.crypto import ensure_master_key

    started = time.monotonic()
    ensure_master_key(settings.HUMIAO_MASTER_KEY)
    drop_places()
    places = read_places()
    make_places(places)
    make_scale_county(places[COUNTY], _say, children=children, lines=lines, restricted=children // 100)
    tidy_up()
    done.touch()
    _say(f"made in {time.monotonic() - started:.0f} s")


def _report(floor: float, results: list[Result], search: float) -> int:
    """Print the table; return 1 where a count, a ratio or a status is out of bounds."""
    head = ("page", "role", "median", "target", "cpu", "SQL", "queries", "x floor", "kB")
    _say("\n{:34} {:23} {:>7} {:>7} {:>6} {:>6} {:>8} {:>8} {:>5}".format(*head))
    wrong = 0
    for r in results:
        target = search if "search" in r.page else _TARGETS.get(r.page, _TARGET)
        ratio = r.median / floor
        is_bad = r.queries > _MOST_QUERIES or ratio > _WIDEST_RATIO or r.status != 200
        wrong += is_bad
        numbers = (r.median, target, r.cpu, r.in_database, r.queries, ratio, r.size / 1000)
        row = f"{r.page:34} {r.role:23} " + "{:7.0f} {:7.0f} {:6.0f} {:6.0f} {:8} {:8.1f} {:5.0f}".format(
            *numbers
        )
        _say(row + (" over" if r.median > target else "") + (f" OUT OF BOUNDS, {r.status}" if is_bad else ""))
    _say(f"floor: one row through the ORM in a county's transaction, {floor:.2f} ms; times in ms")
    return 1 if wrong else 0


def _report_import() -> int:
    """Print what importing a roster, and one of changes, takes; return 1 where it is out of bounds."""
    from humiao.demo.scale.county import COUNTY

    spent, again, least = import_of_the_county(COUNTY, _ROWS)
    ratios = [part["beyond"] / least for part in (spent, again)]
    _say(
        f"\nroster of {_ROWS}: read {spent['reading']:.2f}, checked and in {spent['beyond']:.2f} s of CPU "
        f"(target {_IMPORT:.1f}), {ratios[0]:.0f} times a bare COPY of as many homes\n"
        f"the same with every child changed: in {again['beyond']:.2f}, {ratios[1]:.0f} times; taken back in "
        f"{again['undoing']:.2f}"
    )
    return 1 if max(ratios) > MOST_TIMES_THE_FLOOR else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
