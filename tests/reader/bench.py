"""Measure the reader on the documents of the corpus: `make bench-reader`, or name a folder or documents."""

from __future__ import annotations

import sys
import time

from humiao.plans.reader.api import read_plan
from .scoring import FACTS, LISTS, Score, golds, score, totals

COUNTED = (*FACTS, *LISTS, "coverage", "period")


def main(arguments: list[str]) -> None:
    """Print recall and precision by document, by section and in all, with what was missed and made up."""
    quiet = "-q" in arguments
    chosen = [a for a in arguments if not a.startswith("-")]
    folders = [f for f in ("open", "kept") if not chosen or f in chosen or not {"open", "kept"} & set(chosen)]
    everything: list[dict[str, Score]] = []
    for folder in folders:
        for document, gold in golds(folder):
            if chosen and folder not in chosen and document.stem not in chosen:
                continue
            began = time.process_time()
            draft = read_plan(document.read_bytes(), document.name).model_dump(mode="json")
            took = time.process_time() - began
            scores = score(draft, gold)
            everything.append(scores)
            _print(f"{folder}/{document.name}", totals([scores], sections=COUNTED), took, quiet=quiet)
            _details(scores, quiet=quiet)
    print("\nby section")
    for name in (*COUNTED, "object_scope", "eligibility", "payment_milestones", "service_items", "queries"):
        _print(f"  {name}", totals(everything, sections=[name]), None, quiet=True)
    _print("all facts", totals(everything, sections=COUNTED), None, quiet=True)


def _print(name: str, one: Score, took: float | None, *, quiet: bool) -> None:
    time_taken = f" {took * 1000:6.0f} ms" if took is not None else ""
    print(
        f"{name:44} recall {one.recall:6.1%} precision {one.precision:6.1%} "
        f"({len(one.found)} found, {len(one.missed)} missed, {len(one.false)} false){time_taken}"
    )


def _details(scores: dict[str, Score], *, quiet: bool) -> None:
    if quiet:
        return
    for part in scores.values():
        for missed in part.missed:
            print(f"    missed  {missed}")
        for false in part.false:
            print(f"    false   {false}")


if __name__ == "__main__":
    main(sys.argv[1:])
