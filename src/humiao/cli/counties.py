"""Options about counties and days, and opening a county for a command of the server's own line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from humiao.foundation.places.public import CountyValue


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read 2025-10-20; anything else is told with the right form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            self.fail(f"{value!r} is no day ({error}); write it as 2025-10-20", param, ctx)


class _CountyCode(click.ParamType[str]):
    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take six digits."""
        text = str(value)
        if len(text) != 6 or not text.isascii() or not text.isdecimal():
            self.fail(f"{value!r} is no county code; six digits such as 330482 are expected", param, ctx)
        return text


DAY = _Day()
COUNTY = _CountyCode()


def known_county(code: str) -> CountyValue:
    """Return the county, or end the command telling which are served."""
    from humiao.foundation.places.public import UnknownCounty, county

    try:
        return county(code)
    except UnknownCounty as error:
        raise click.UsageError(str(error)) from error


@contextmanager
def open_county(code: str) -> Iterator[None]:
    """Open the county for reading on the server's own command line."""
    from humiao.foundation import context

    with context.county(code):
        yield
