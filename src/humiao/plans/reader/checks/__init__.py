"""Questions to a person: small rules over a draft and its text, one code each, from a closed list."""

from __future__ import annotations

from humiao.plans.reader.checks import (
    by_place,
    classes,
    counts,
    coverage,
    dates,
    headings,
    kinds,
    law,
    levels,
    minima,
    missing,
    money,
    renewal,
    scope,
    sums,
    targets,
    tender,
    totals,
    twice,
    units,
    words,
)
from humiao.plans.reader.checks.codes import CODES, Code
from humiao.plans.reader.checks.kinds import kind_of_document
from humiao.plans.reader.checks.registry import RULES
from humiao.plans.reader.checks.registry import queries_of as run_checks

RULE_FILES = (
    by_place,
    classes,
    counts,
    coverage,
    dates,
    headings,
    kinds,
    law,
    levels,
    minima,
    missing,
    money,
    renewal,
    scope,
    sums,
    targets,
    tender,
    totals,
    twice,
    units,
    words,
)

__all__ = ["CODES", "RULES", "RULE_FILES", "Code", "kind_of_document", "run_checks"]
