"""Make the whole demo once: into fresh schemas, marked as done only when everything is in."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import translation

from humiao.demo.accounts import DemoAccount, write_sign_in_list
from humiao.demo.county import CountyMaker
from humiao.demo.people.public import PROFILES
from humiao.demo.places import COUNTIES, drop_places, make_places, places_there, read_places, tidy_up
from humiao.foundation.crypto import ensure_master_key

SEED = 7
Say = Callable[[str], None]


class NotOursError(Exception):
    """The data folder holds counties that `humiao demo` did not make."""


def is_built(data: Path) -> bool:
    """Tell whether a data folder holds a finished demo."""
    return _done(data).exists()


def build_demo(say: Say) -> None:
    """Make both counties. An unfinished earlier try is dropped first; a finished demo is kept as it is.

    Raises `NotOursError` rather than touch counties somebody else made, and `DivisionsMissing` where the
    list of divisions has not been extracted.
    """
    data: Path = settings.DATA
    if is_built(data):
        return
    begun, started = data / "demo.unfinished", time.monotonic()
    there = places_there()
    if there and not begun.exists():
        raise NotOursError(f"{data} already holds the counties {', '.join(there)}, made by somebody else.")
    divisions = read_places()
    begun.touch()
    drop_places()
    ensure_master_key(settings.HUMIAO_MASTER_KEY)
    say("Making the schemas of both counties")
    make_places(divisions)
    accounts: list[DemoAccount] = []
    with translation.override("zh-hans"):
        for code in COUNTIES:
            accounts += CountyMaker(code, divisions[code], seed=SEED, say=say).make()
        tidy_up()
        _finish(data, accounts)
    begun.unlink()
    say(f"The demo is made, in {time.monotonic() - started:.0f} s.")


def _finish(data: Path, accounts: list[DemoAccount]) -> None:
    """Write the list of accounts, which also says that the demo is whole, in one step."""
    fresh = data / "demo.json.new"
    write_sign_in_list(fresh, accounts, {code: PROFILES[code].name for code in COUNTIES})
    fresh.replace(_done(data))


def _done(data: Path) -> Path:
    return data / "demo.json"
