"""The exit codes every command keeps to."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

OK = 0
PROBLEM = 1
USAGE = 2
ENVIRONMENT = 3

EPILOG = (
    "Exit codes: 0 done; 1 a problem was found or the request refused; 2 wrong usage; "
    "3 the environment can't be used, e.g. a port or folder in use."
)


class EnvironmentUnusableError(click.ClickException):
    """The machine, a folder, a port or the database can't be used as it is."""

    exit_code = ENVIRONMENT


class RefusedError(click.ClickException):
    """The request was understood and refused, or a check found a problem."""

    exit_code = PROBLEM


@contextmanager
def told() -> Iterator[None]:
    """Turn what makes the database unusable into a message and exit code 3."""
    from humiao.foundation.postgres import DatabaseUnavailableError

    try:
        yield
    except DatabaseUnavailableError as error:
        raise EnvironmentUnusableError(str(error)) from error
    except PermissionError as error:
        raise EnvironmentUnusableError(f"Not allowed: {error}") from error
