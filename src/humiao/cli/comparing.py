"""`humiao roster compare`: a department's list compared with the roster and kept for people to decide."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from humiao.cli.counties import COUNTY, DAY, known_county
from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, RefusedError


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--county", required=True, type=COUNTY, help="Six-digit code of the county, e.g. 330482.")
@click.option(
    "--department", required=True, help="Whose list it is: subsistence, disabled, health, police, …"
)
@click.option("--as-of", "day", type=DAY, help="Day the list is of; the county's today if not given.")
@click.option("--means", default="", help="Category of everybody on it, e.g. SUBSISTENCE.")
@click.option("--town", default="", help="Nine-digit code of the town, where it is of one town alone.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(
    file: Path, county: str, department: str, day: date | None, means: str, town: str, as_json: bool
) -> None:
    """Compare FILE (.xlsx, .xls, .xlsb, .ods), a department's list under any headings, with the roster.

    The rows are kept for people to decide about; nothing of the roster changes. The same file a second
    time is the same list.
    """
    with running_database():
        known = known_county(county)
        counts = _compare(file, known.code, department=department, day=day, means=means, town=town)
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False, indent=1))
        return
    for name, number in counts.items():
        click.echo(f"{name}\t{number}")


def _compare(
    file: Path, county: str, *, department: str, day: date | None, means: str, town: str
) -> dict[str, Any]:
    from humiao.access.public import SYSTEM
    from humiao.foundation import clock, context
    from humiao.foundation.decisions import Refused
    from humiao.registry.departments.public import NewList, State, compare_list, list_of, upload_list

    new = NewList(department, day or clock.today(county), file.name, means, town)
    try:
        with context.county(county, writes=True):
            at = clock.now(county)
            kept = upload_list(data=file.read_bytes(), new=new, by=SYSTEM, at=at)
            value = list_of(SYSTEM, kept)
            if value.state == State.OPEN:
                compare_list(list_id=kept, seen_version=value.version, by=SYSTEM, at=at)
                value = list_of(SYSTEM, kept)
            return {"list": str(kept), **value.counts, "waiting": value.open_count}
    except Refused as refused:
        raise RefusedError(f"{file.name}: {refused.decision.reason} ({refused.decision.code})") from refused
    except OSError as error:
        raise RefusedError(f"{file.name}: {error.strerror}") from error
