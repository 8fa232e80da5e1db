"""`humiao audit`: checking the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from humiao.cli.exits import EPILOG
from humiao.cli.faults import asked, tell_faults

if TYPE_CHECKING:
    from humiao.oversight.public import Fault


@click.group(epilog=EPILOG)
def audit() -> None:
    """Check that nobody has tampered with the trail."""


@audit.command(epilog=EPILOG)
@asked
def verify(**options: Any) -> None:
    """Find edited, missing, added, moved and cut-off entries. Exits 1 when there are any."""
    tell_faults(_trail, intact="intact", **options)


def _trail(county: str) -> list[Fault]:
    from humiao.oversight.public import trail_faults

    return trail_faults(county)
