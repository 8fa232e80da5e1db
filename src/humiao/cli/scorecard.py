"""`humiao scorecard`: the figures of a programme, and the records behind one of them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from humiao.cli.counties import COUNTY, DAY, known_county, open_county
from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG

if TYPE_CHECKING:
    from humiao.indicators.public import EvidenceRow, IndicatorRow


@click.command(epilog=EPILOG)
@click.option("--county", required=True, type=COUNTY, help="Six-digit code of the county, e.g. 654002.")
@click.option("--programme", required=True, help="Code of the programme, e.g. yining-2025.")
@click.option(
    "--on", "day", type=DAY, help="Day to look at, e.g. 2025-10-20; the county's today if not given."
)
@click.option("--evidence", metavar="CODE", help="List the contributions behind this indicator instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def scorecard(county: str, programme: str, day: date | None, evidence: str | None, as_json: bool) -> None:
    """Print every indicator of a programme with its figure, as of a day."""
    with running_database():
        known = known_county(county)
        with open_county(known.code):
            shown = _report(programme, day, evidence)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    rows = shown["contributions"] if evidence else shown["indicators"]
    for row in rows:
        click.echo("\t".join("" if v is None else str(v) for v in row.values()))


def _report(code: str, day: date | None, evidence: str | None) -> dict[str, Any]:
    from humiao.access.public import EVERYBODY
    from humiao.foundation import clock
    from humiao.foundation.context import current_county
    from humiao.indicators.public import scorecard as rows_of
    from humiao.programmes.public import programmes_of

    today = clock.today(current_county())
    known = {p.code: p for p in programmes_of(EVERYBODY)}
    if code not in known:
        there = ", ".join(known) or "none"
        raise click.UsageError(f"no programme {code!r} in county {current_county()}; there: {there}")
    on, known_at = day or today, clock.end_of_day(today)
    head = {"programme": code, "on": on.isoformat()}
    if evidence is not None:
        return head | {"indicator": evidence, "contributions": _evidence(known[code], evidence, on, known_at)}
    return head | {"indicators": [_indicator(r) for r in rows_of(known[code], on=on, known_at=known_at)]}


def _indicator(row: IndicatorRow) -> dict[str, Any]:
    indicator = row.indicator
    return {
        "code": indicator.code,
        "name": indicator.name,
        "clause": indicator.clause,
        "tier": indicator.tier,
        "fold": indicator.fold.value,
        "comparator": indicator.comparator,
        "target": _number(indicator.target),
        "unit": indicator.unit.value if indicator.unit else None,
        "figure": _number(row.figure.value),
        "evidence_count": row.figure.evidence_count,
        "met": row.is_met,
    }


def _evidence(programme: Any, code: str, on: date, known_at: Any) -> list[dict[str, Any]]:
    from humiao.indicators.public import evidence_page

    indicator = programme.terms.indicator(code)
    if indicator is None:
        there = ", ".join(i.code for i in programme.terms.indicators)
        raise click.UsageError(f"no indicator {code!r} in {programme.code}; there: {there}")
    found = evidence_page(programme, indicator.measure or "", on=on, known_at=known_at, size=None)
    return [_contribution(row) for row in found.rows]


def _contribution(row: EvidenceRow) -> dict[str, Any]:
    return {
        "record_type": row.record_type,
        "record": str(row.record_id) if row.record_id else None,
        "subject": str(row.subject_id) if row.subject_id else None,
        "on": row.occurred_on.isoformat(),
        "weight": _number(row.weight),
        "state": row.state.value,
        "reason": row.reason,
    }


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else round(float(value), 4)
