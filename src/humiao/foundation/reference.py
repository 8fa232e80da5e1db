"""Pages of docs/reference that are made from code: written anew, or checked to be current."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"

# by the name of its file
Pages = Mapping[str, Callable[[], str]]


def write_or_check(pages: Pages, *, module: str, arguments: Sequence[str] | None = None) -> int:
    """Write what is out of date, or with `--check` name it on standard error; return the exit code.

    The texts are the English ones, whatever the language of the machine.
    """
    parser = argparse.ArgumentParser(prog=module, description="Write reference pages, or check them.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where one is out of date")
    parser.add_argument("--docs", type=Path, default=FOLDER, help="where the pages are")
    options = parser.parse_args(arguments)
    stale = {name: text for name, text in _texts(pages).items() if _kept(options.docs / name) != text}
    if stale and options.check:
        sys.stderr.write(f"out of date: {', '.join(stale)}; run python -m {module}\n")
        return 1
    for name, text in stale.items():
        options.docs.mkdir(parents=True, exist_ok=True)
        (options.docs / name).write_text(text, encoding="utf-8")
    return 0


def _texts(pages: Pages) -> dict[str, str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "humiao.config.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override("en"):
        return {name: page() for name, page in pages.items()}


def _kept(page: Path) -> str | None:
    return page.read_text(encoding="utf-8") if page.exists() else None
