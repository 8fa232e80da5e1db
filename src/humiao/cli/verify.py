"""`humiao verify`: whether anything was changed behind the program's back."""

from __future__ import annotations

import json
import sys

import click

from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, OK, PROBLEM, RefusedError


@click.command(epilog=EPILOG)
@click.option("--county", metavar="CODE", help="Only this county, by its six-digit code.")
@click.option(
    "--head", metavar="HEAD", help="A head printed earlier, e.g. '#12 3f9a0c5e77d1b264'; needs --county."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def verify(county: str | None, head: str | None, as_json: bool) -> None:
    """Check trail, closed months, stored files and exports. Exits 1 when anything is wrong."""
    if head and not county:
        raise click.UsageError("--head is of one county; name it with --county.")
    with running_database():
        findings = [_finding(code, name, head) for code, name in _chosen(county)]
    if as_json:
        click.echo(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            _tell(finding)
    sys.exit(PROBLEM if any(f["faults"] for f in findings) else OK)


def _chosen(county: str | None) -> list[tuple[str, str]]:
    from humiao.foundation.places import public as places

    try:
        chosen = (places.county(county),) if county else places.counties()
    except places.UnknownCounty as error:
        raise RefusedError(str(error)) from error
    return [(c.code, c.name) for c in chosen]


def _finding(code: str, name: str, head: str | None) -> dict[str, object]:
    from humiao.foundation.trail import sealing
    from humiao.oversight.public import faults_of

    try:
        printed = sealing.printed_head_faults(code, head) if head else []
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    faults = [{"part": f.part, "code": f.code, "where": f.where} for f in faults_of(code)]
    faults += [{"part": "trail", "code": f.code, "where": f.where} for f in printed]
    return {"county": code, "name": name, "head": sealing.head(code), "faults": faults}


def _tell(finding: dict[str, object]) -> None:
    faults = finding["faults"]
    if not isinstance(faults, list):
        raise AssertionError("faults are a list")
    state = f"{len(faults)} faults" if faults else "trail, months, files and exports intact"
    click.echo(f"{finding['county']} {finding['name']}: {state}, head {finding['head']}")
    for fault in faults:
        click.echo(f"  {fault['part']}, {fault['code']}: {fault['where']}")
