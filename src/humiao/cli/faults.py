"""What `verify` and `audit verify` share: their options, and telling county by county what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from humiao.cli.environment import running_database
from humiao.cli.exits import OK, PROBLEM, RefusedError

if TYPE_CHECKING:
    from humiao.foundation.places.public import CountyValue
    from humiao.oversight.public import Fault

    Look = Callable[[str], Iterable[Fault]]
    Told = list[tuple[CountyValue, str, list[Fault]]]


def asked(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--county`, `--head` and `--json`."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON."),
        click.option(
            "--head",
            metavar="HEAD",
            help="A head printed earlier, e.g. '#12 3f9a0c5e77d1b264'; needs --county.",
        ),
        click.option("--county", metavar="CODE", help="Only this county, by its six-digit code."),
    ):
        command = option(command)
    return command


def tell_faults(look: Look, *, intact: str, county: str | None, head: str | None, as_json: bool) -> NoReturn:
    """Print what `look` finds in each county, or that it is `intact`; exit 1 when anything is wrong."""
    if head and not county:
        raise click.UsageError("--head is of one county; name it with --county.")
    with running_database():
        found = _found(look, county, head)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _print(found, intact)
    sys.exit(PROBLEM if any(faults for _, _, faults in found) else OK)


def _found(look: Look, code: str | None, head: str | None) -> Told:
    from humiao.foundation.places import public as places
    from humiao.foundation.trail import sealing

    try:
        counties = (places.county(code),) if code else places.counties()
    except places.UnknownCounty as error:
        raise RefusedError(str(error)) from error
    return [(one, sealing.head(one.code), [*look(one.code), *_cut_off(one.code, head)]) for one in counties]


def _cut_off(code: str, head: str | None) -> list[Fault]:
    from humiao.foundation.trail import sealing
    from humiao.oversight.public import Fault

    if not head:
        return []
    try:
        return [Fault("trail", f.code, f.where) for f in sealing.printed_head_faults(code, head)]
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _as_json(found: Told) -> list[dict[str, Any]]:
    return [
        {
            "county": county.code,
            "name": county.name,
            "head": head,
            "faults": [{"part": f.part, "code": f.code, "where": f.where} for f in faults],
        }
        for county, head, faults in found
    ]


def _print(found: Told, intact: str) -> None:
    for county, head, faults in found:
        state = f"{len(faults)} faults" if faults else intact
        click.echo(f"{county.code} {county.name}: {state}, head {head}")
        for fault in faults:
            click.echo(f"  {fault.part}, {fault.code}: {fault.where}")
