"""`humiao verify`: whether anything was changed behind the program's back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from humiao.cli.exits import EPILOG
from humiao.cli.faults import asked, tell_faults

if TYPE_CHECKING:
    from humiao.oversight.public import Fault


@click.command(epilog=EPILOG)
@asked
def verify(**options: Any) -> None:
    """Check trail, closed months, stored files and exports. Exits 1 when anything is wrong."""
    tell_faults(_everything, intact="trail, months, files and exports intact", **options)


def _everything(county: str) -> list[Fault]:
    from humiao.oversight.public import faults_of

    return faults_of(county)
