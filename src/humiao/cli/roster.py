"""`humiao roster`: counting the children on a county's roster, importing a county's own list."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humiao.cli.comparing import compare
from humiao.cli.counties import COUNTY, DAY, known_county, open_county
from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, PROBLEM, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from humiao.programmes.public import CountClass
    from humiao.registry.public import ClassRule


@click.group(epilog=EPILOG)
def roster() -> None:
    """Count the children on a county's roster, import one from a spreadsheet, compare lists with it."""


roster.add_command(compare)


@roster.command(epilog=EPILOG)
@click.option("--county", required=True, type=COUNTY, help="Six-digit code of the county, e.g. 330482.")
@click.option("--on", "day", type=DAY, help="Day to count, e.g. 2024-11-20; the county's today if not given.")
@click.option(
    "--programme", help="Code of the programme whose count classes are used; the oldest if not given."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def count(county: str, day: date | None, programme: str | None, as_json: bool) -> None:
    """Count the roster on a day, by the count classes of a programme.

    A child counts once, in the first class that holds a category of its; classes beside are not part of
    the total.
    """
    with running_database():
        known = known_county(county)
        with open_county(known.code):
            counted = _count(known.code, day, _rules(programme))
    if as_json:
        click.echo(json.dumps(counted, ensure_ascii=False, indent=1))
        return
    click.echo(f"{counted['county']}\t{counted['on']}\t{counted['total']}")
    for code, number in (counted["by_class"] | counted["beside"]).items():
        click.echo(f"{code}\t{number}")


@roster.command("import", epilog=EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--county", required=True, type=COUNTY, help="Six-digit code of the county, e.g. 330482.")
@click.option("--dry-run", is_flag=True, help="Check and match only; nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--basis", default="", help="Number of the bureau's decision the roster rests on.")
@click.option("--sheet", default="", help="Read this sheet alone.")
@click.option(
    "--columns",
    default="",
    help="What headings mean that aren't understood: HEADING=column,… (e.g. 孩子=name; - for none).",
)
def import_(
    file: Path, county: str, dry_run: bool, as_json: bool, basis: str, sheet: str, columns: str
) -> None:
    """Import FILE (.xlsx, .xls, .xlsb, .ods), a list of children under any headings.

    Good rows go in at once, all or none of them; bad ones are left out and told with their row, column and
    reason. A second time changes nothing.
    """
    asked = {"basis": basis, "sheet": sheet, "columns": columns}
    with running_database():
        known = known_county(county)
        counts = _import(file, known.code, dry_run=dry_run, **asked)
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False, indent=1))
        return
    for line in _import_lines(counts, dry_run=dry_run):
        click.echo(line)


@roster.command(epilog=EPILOG)
@click.option("--county", required=True, type=COUNTY, help="Six-digit code of the county, e.g. 330482.")
@click.option("--month", "month_text", required=True, metavar="MONTH", help="A closed month, e.g. 2024-10.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def month(county: str, month_text: str, as_json: bool) -> None:
    """Print the counts of a closed month and check its seal. Exits 1 where the seal does not hold."""
    wanted = _month(month_text)
    with running_database():
        known = known_county(county)
        with open_county(known.code):
            shown = _closed(known.code, wanted)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        state = "intact" if shown["intact"] else ", ".join(shown["faults"])
        click.echo(f"{county}\t{shown['month']}\t{shown['total']}\tseal {shown['seal'][:16]}\t{state}")
        for name in ("before", "additions", "exits", "changes", "late"):
            click.echo(f"{name}\t{shown[name]}")
        for code, number in (shown["by_class"] | shown["by_beside"]).items():
            click.echo(f"{code or '-'}\t{number}")
        for town in shown["towns"]:
            over = "\tclosed over" if town["closed_over"] else ""
            click.echo(f"{town['code']}\t{town['total']}{over}")
    if not shown["intact"]:
        sys.exit(PROBLEM)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise click.UsageError(f"{text!r} is no month; write it as 2024-10") from error


def _closed(county: str, wanted: date) -> dict[str, Any]:
    from humiao.registry.public import month_summary

    found = month_summary(wanted)
    if found is None:
        raise click.UsageError(f"{wanted:%Y-%m} is not closed in county {county}")
    return {"county": county, **found}


def class_rules_of(classes: Iterable[CountClass]) -> tuple[ClassRule, ...]:
    """Turn the count classes of a programme's terms into the registry's rules, in their order."""
    from humiao.registry.public import ClassRule

    return tuple(
        ClassRule(c.code, frozenset(category.value for category in c.categories), c.beside, c.residual)
        for c in classes
    )


def _rules(code: str | None) -> tuple[ClassRule, ...]:
    from humiao.access.public import EVERYBODY
    from humiao.foundation.context import current_county
    from humiao.programmes.public import programmes_of

    known = {p.code: p for p in programmes_of(EVERYBODY)}
    if code is None and known:
        code = next(iter(known))
    if code is None:
        return ()
    if code not in known:
        there = ", ".join(known) or "none"
        raise click.UsageError(f"no programme {code!r} in county {current_county()}; there: {there}")
    return class_rules_of(known[code].terms.count_classes)


def _count(county: str, day: date | None, rules: tuple[ClassRule, ...]) -> dict[str, Any]:
    from humiao.foundation import clock
    from humiao.registry.public import roster_count

    on = day or clock.today(county)
    counted = roster_count(rules, on=on)
    shown = {
        "county": county,
        "on": on.isoformat(),
        "total": counted.total,
        "by_class": counted.by_class,
        "beside": counted.beside,
    }
    return shown | ({"unclassed": counted.unclassed} if rules and counted.unclassed else {})


def _import(
    file: Path, county: str, *, dry_run: bool, basis: str, sheet: str, columns: str
) -> dict[str, Any]:
    from humiao.access.public import SYSTEM
    from humiao.foundation import clock, context
    from humiao.foundation.decisions import Refused
    from humiao.registry.lists.public import check_roster, import_roster, parse_mapping

    try:
        mapping = parse_mapping(columns)
    except ValueError as error:
        raise click.BadParameter(f"{error} is no HEADING=column", param_hint="--columns") from error
    try:
        asked: Any = {"data": file.read_bytes(), "file_name": file.name, "mapping": mapping, "sheet": sheet}
        with context.county(county, writes=not dry_run):
            at = clock.now(county)
            if dry_run:
                return check_roster(by=SYSTEM, at=at, **asked).counts()
            return import_roster(basis=basis, by=SYSTEM, at=at, **asked).check.counts()
    except Refused as refused:
        raise RefusedError(f"{file.name}: {refused.decision.reason} ({refused.decision.code})") from refused
    except OSError as error:
        raise RefusedError(f"{file.name}: {error.strerror}") from error


def _import_lines(counts: dict[str, Any], *, dry_run: bool) -> Iterator[str]:
    for name in ("rows", "new", "same", "changed", "held"):
        yield f"{name}\t{counts[name]}"
    yield f"bad\t{len(counts['bad'])}"
    for bad in counts["bad"]:
        yield f"{bad['sheet']}\t{bad['row']}\t{bad['column']}\t{bad['reason']}"
    if dry_run:
        yield "nothing was written"
