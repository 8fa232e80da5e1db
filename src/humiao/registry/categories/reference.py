"""Write the reference of categories from its tables, or check that it is current.

Run as `python -m humiao.registry.categories.reference [--check]`; exit code 1 when the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from humiao.foundation.reference import write_or_check


def markdown() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_categories(), "", *_situations(), "", *_places(), "", *_exits(), ""])


def _head() -> Iterator[str]:
    yield "# Categories"
    yield ""
    yield "Made from tables of the registry by `python -m humiao.registry.categories.reference`."
    yield ""


def _categories() -> Iterator[str]:
    from humiao.programmes.public import Category
    from humiao.registry.categories.tables import category_rows
    from humiao.registry.choices import age_limit

    yield "| Category | Under | Reviewed every | Proved by any of | Benefit by name | Source |"
    yield "|---|---|---|---|---|---|"
    for code, row in category_rows().items():
        category = Category(code)
        papers = "、".join(p.zh for p in row.proofs)
        months = f"{row.review_months} months" if row.review_months > 1 else "month"
        paid = "yes" if row.paid else ""
        first = f"| {category.zh} (`{code}`) | {age_limit(category)} | {months} "
        yield first + f"| {papers} | {paid} | {row.source} |"


def _situations() -> Iterator[str]:
    from humiao.registry.categories.tables import matrix_of

    yield "## 事实无人抚养：父母情形"
    yield ""
    yield "Each parent in one of these, or one dead or declared missing and the other in one of these;"
    yield "both dead or declared missing: an orphan."
    yield ""
    yield "| Situation | Test | Papers | In the rule since | Clause |"
    yield "|---|---|---|---|---|"
    for row in matrix_of("").rows.values():
        papers = "、".join(p.zh for p in row.proofs)
        since = f"{row.since:%F}" if row.since else ""
        first = f"| {row.situation.zh} (`{row.situation.value}`) | {row.test} "
        yield first + f"| {papers} | {since} | {row.clause} |"


def _places() -> Iterator[str]:
    from humiao.registry.categories.choices import Situation
    from humiao.registry.categories.tables import matrix_of, places

    yield "| Place | Counts only where the other parent is dead or missing | Source |"
    yield "|---|---|---|"
    for code in places():
        own = matrix_of(code)
        only = "、".join(Situation(s).zh for s in sorted(own.only_with_gone)) or "none"
        yield f"| {own.name} (`{code}`) | {only} | {own.source} |"


def _exits() -> Iterator[str]:
    from humiao.programmes.public import Category
    from humiao.registry.categories.choices import EXITS

    yield "## Why a category ends"
    yield ""
    yield "| Reason | Its date | Ends |"
    yield "|---|---|---|"
    for reason, rule in EXITS.items():
        ends = "、".join(Category(c).zh for c in sorted(rule.categories)) or "any"
        yield f"| {reason.zh} (`{reason.value}`) | {rule.date_zh} | {ends} |"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    return write_or_check(
        {"categories.md": markdown}, module="humiao.registry.categories.reference", arguments=arguments
    )


if __name__ == "__main__":
    sys.exit(main())
