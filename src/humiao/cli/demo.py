"""`humiao demo`: make the two demonstration counties once, then serve them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from humiao.cli import environment, ports
from humiao.cli.exits import EPILOG, EnvironmentUnusableError
from humiao.cli.serve import HOST, only_one, run, say


@click.command(epilog=EPILOG)
@click.option("--no-serve", is_flag=True, help="Make the counties and stop.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve.")
def demo(no_serve: bool, port: int) -> None:
    """Make 平湖市 (330482) and 伊宁市 (654002) with a year of work, then serve them until Ctrl-C.

    Everything in them is invented. What has been made is kept: the second time it only serves.
    """
    os.environ["HUMIAO_DEMO"] = "yes"
    data = environment.data_folder()
    with only_one(f"http://{HOST}:{port}/"):
        if not no_serve and (reason := ports.why_not_free(port, HOST)):
            raise EnvironmentUnusableError(reason)
        if not (data / "demo.json").exists():
            _make(data)
    if no_serve:
        say(f"The demo is in {data}.\n{greeting(data)}")
        return
    run(port, HOST, greeting=greeting(data))


def _make(data: Path) -> None:
    """Make the demo; a try that failed or was stopped is begun anew the next time."""
    say(f"Making the demo in {data}; this takes a minute or two.")
    with environment.running_database():
        from humiao.demo.public import NotOursError, build_demo
        from humiao.foundation.divisions.public import DivisionsMissing

        try:
            build_demo(say)
        except (NotOursError, DivisionsMissing) as error:
            raise EnvironmentUnusableError(f"{error} {_advice(error)}") from error
        except KeyboardInterrupt:
            say("Stopped. Nothing half-made is used: the next `humiao demo` begins anew.")
            sys.exit(130)


def _advice(error: Exception) -> str:
    if type(error).__name__ == "NotOursError":
        return "Name another folder in HUMIAO_DATA."
    return "`make assets` does it."


def greeting(data: Path) -> str:
    """Return the lines that say which accounts there are."""
    kept: dict[str, Any] = json.loads((data / "demo.json").read_text(encoding="utf-8"))
    lines = [f"Sign in with one of these; the password of each is {kept['password']}:"]
    width = max(len(a["username"]) for a in kept["accounts"])
    lines += [f"  {a['username']:{width}}  {a['county']} {a['role']} {a['name']}" for a in kept["accounts"]]
    return "\n".join(lines)
