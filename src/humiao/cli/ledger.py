"""`humiao ledger import`: bringing past work in from a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humiao.cli.counties import COUNTY, known_county
from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("visits", "activities", "sign-ins", "cases", "training")


@click.group(epilog=EPILOG)
def ledger() -> None:
    """Bring past work in from spreadsheets: visits, activities, sign-ins, cases, training."""


@ledger.command("import", epilog=EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--county", required=True, type=COUNTY, help="Six-digit code of the county, e.g. 330482.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="What it is a ledger of.")
@click.option("--programme", help="Code of the programme the work was for; the oldest if not given.")
@click.option("--dry-run", is_flag=True, help="Check and match only; nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--sheet", default="", help="Read this sheet alone.")
@click.option(
    "--columns",
    default="",
    help="What headings mean that aren't understood: HEADING=column,… (e.g. 谁=name; - for none).",
)
@click.option(
    "--trust-names", is_flag=True, help="Take the only child of a name where nothing else tells which it is."
)
def import_(
    file: Path, county: str, kind: str, programme: str | None, dry_run: bool, as_json: bool, **options: Any
) -> None:
    """Bring FILE (.xlsx, .xls, .xlsb, .ods) in, a ledger under any headings.

    Good rows go in at once, all or none of them, marked as late entries with file, sheet and row as their
    source. Rows that are unclear or bad are left out and told with row, column and reason. A second time
    changes nothing.
    """
    with running_database():
        known = known_county(county)
        told = _import(file, known.code, kind, programme, dry_run=dry_run, **options)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in _lines(told, dry_run=dry_run):
        click.echo(line)


def _import(
    file: Path, county: str, kind: str, programme: str | None, *, dry_run: bool, **options: Any
) -> dict[str, Any]:
    from humiao.access.public import SYSTEM
    from humiao.foundation import clock, context
    from humiao.foundation.decisions import Refused
    from humiao.ledgers.public import TRUST_NAMES, Asked, check_ledger, import_ledger

    mapping = _mapping(options["columns"], kind)
    answers = {TRUST_NAMES: "yes"} if options["trust_names"] else {}
    try:
        data = file.read_bytes()
        with context.county(county, writes=not dry_run):
            asked = Asked(kind, _programme(programme, county), file.name, mapping, options["sheet"], answers)
            at = clock.now(county)
            if dry_run:
                return check_ledger(data=data, asked=asked, by=SYSTEM, at=at).told()
            return import_ledger(data=data, asked=asked, by=SYSTEM, at=at).check.told()
    except Refused as refused:
        raise RefusedError(f"{file.name}: {refused.decision.reason} ({refused.decision.code})") from refused
    except OSError as error:
        raise RefusedError(f"{file.name}: {error.strerror}") from error


def _mapping(columns: str, kind: str) -> dict[str, str]:
    from humiao.ledgers.public import kinds
    from humiao.registry.lists.public import parse_mapping

    try:
        return parse_mapping(columns, kinds()[kind].labels)
    except ValueError as error:
        raise click.BadParameter(f"{error} is no HEADING=column", param_hint="--columns") from error


def _programme(code: str | None, county: str) -> Any:
    from humiao.access.public import EVERYBODY
    from humiao.programmes.public import programmes_of

    known = {p.code: p.id for p in programmes_of(EVERYBODY)}
    wanted = code or next(iter(known), "")
    if wanted not in known:
        there = ", ".join(known) or "none"
        raise click.UsageError(f"no programme {wanted!r} in county {county}; there: {there}")
    return known[wanted]


def _lines(told: dict[str, Any], *, dry_run: bool) -> Iterator[str]:
    for name in ("rows", "new", "same"):
        yield f"{name}\t{told[name]}"
    for name in ("unclear", "bad"):
        yield f"{name}\t{len(told[name])}"
    for name in ("unclear", "bad"):
        for row in told[name]:
            yield f"{name}\t{row['sheet']}\t{row['row']}\t{row['column']}\t{row['reason']}"
    if dry_run:
        yield "nothing was written"
