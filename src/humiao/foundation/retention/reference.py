"""Write the reference of retention periods from the table and the models, or check that it is current.

Run as `python -m humiao.foundation.retention.reference [--check]`; exit code 1 when the page is out of date.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator

from humiao.foundation.reference import write_or_check
from humiao.foundation.retention.classes import RULES, Retention


def markdown() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_classes(), "", *_models(), ""])


def _head() -> Iterator[str]:
    yield "# How long records are kept"
    yield ""
    yield "Made from `foundation/retention/classes.py` and the models' `kept_as` by"
    yield "`python -m humiao.foundation.retention.reference`. A county may lengthen a period, not shorten it."
    yield "Nothing is destroyed by itself: a list is prepared by one person and approved by another."
    yield ""


def _classes() -> Iterator[str]:
    yield "| Records | 类别 | At least | After | Source | 依据 |"
    yield "|---|---|---|---|---|---|"
    for kept_as, rule in RULES.items():
        years = f"{rule.years} y" if rule.years else "for good"
        law = ", by law" if rule.is_law else ""
        yield (
            f"| {kept_as.en} (`{kept_as.value}`) | {kept_as.zh} | {years}{law} | {rule.after_en or '—'} "
            f"| {rule.source_en} | {rule.source_zh} |"
        )


def _models() -> Iterator[str]:
    from django.apps import apps

    found: dict[Retention, list[str]] = defaultdict(list)
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        kept_as: Retention | None = getattr(model, "kept_as", None)
        if kept_as is not None:
            found[kept_as].append(model._meta.label)
    yield "| Class | Tables |"
    yield "|---|---|"
    for one in Retention:
        yield f"| `{one.value}` | {', '.join(found[one]) or 'none'} |"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    return write_or_check(
        {"retention.md": markdown}, module="humiao.foundation.retention.reference", arguments=arguments
    )


if __name__ == "__main__":
    sys.exit(main())
