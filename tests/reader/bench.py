"""Measure the reader on the documents of the corpus: `make bench-reader`, or name a folder or documents."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from humiao.plans.reader.api import read_pasted, read_plan
from humiao.plans.reader.files.opening import open_text

from .scoring import COUNTED, TEXTS, Score, golds, score, totals

FIFTY_PAGES = 50_000  # characters
FOLDERS = ("open", "kept", "asked")
ONLY_QUERIES = "asked"  # documents with planted faults, whose golds tell the queries alone


def main(arguments: list[str]) -> None:
    """Print recall and precision by document and by section of each folder, what was missed and made up."""
    quiet = "-q" in arguments
    chosen = {a for a in arguments if not a.startswith("-")}
    for folder in FOLDERS:
        if chosen and folder not in chosen and chosen <= {*FOLDERS}:
            continue
        documents = [(d, g) for d, g in golds(folder) if not chosen - {*FOLDERS} or d.stem in chosen]
        if documents:
            _folder(folder, documents, quiet=quiet)
    if not chosen:
        _speed()


def _folder(folder: str, documents: Iterable[tuple[Path, dict[str, Any]]], *, quiet: bool) -> None:
    everything: list[dict[str, Score]] = []
    counted = ["queries"] if folder == ONLY_QUERIES else [*COUNTED]
    for document, gold in documents:
        draft = read_plan(document.read_bytes(), document.name).model_dump(mode="json")
        scores = score(draft, gold)
        if folder == ONLY_QUERIES:
            scores = {"queries": scores["queries"]}
        everything.append(scores)
        _print(f"{folder}/{document.name}", totals([scores], sections=counted))
        if not quiet:
            _details(scores)
    print(f"\n{folder}, by section")
    for name in (*COUNTED, *TEXTS, "queries") if folder != ONLY_QUERIES else counted:
        _print(f"  {name}", totals(everything, sections=[name]))
    if folder != ONLY_QUERIES:
        _print(f"{folder}: all facts", totals(everything, sections=COUNTED))
    print()


def _print(name: str, one: Score) -> None:
    print(
        f"{name:44} recall {one.recall:6.1%} precision {one.precision:6.1%} "
        f"({len(one.found)} found, {len(one.missed)} missed, {len(one.false)} false)"
    )


def _details(scores: dict[str, Score]) -> None:
    for part in scores.values():
        for missed in part.missed:
            print(f"    missed  {missed}")
        for false in part.false:
            print(f"    false   {false}")


def _speed() -> None:
    """Time fifty pages of ordinary plans, and opening them alone for a floor."""
    texts = [d.read_text(encoding="utf-8") for d, _ in golds("open") if d.name.startswith("d-")]
    pages = "\n".join(texts * 5)[:FIFTY_PAGES]
    read_pasted(pages[:2000])
    whole, floor = _cpu(read_pasted, pages), _cpu(open_text, pages)
    print(
        f"fifty pages ({len(pages)} characters): {whole:.2f} s of processor, "
        f"{whole / floor:.0f} times opening them"
    )


def _cpu(read: Any, pages: str) -> float:
    began = time.process_time()
    read(pages)
    return time.process_time() - began


if __name__ == "__main__":
    main(sys.argv[1:])
