"""The request as views see it: who, in which county, on which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpRequest

from humiao.access.accounts.public import AccountValue, SignIn
from humiao.access.actors import Actor
from humiao.foundation.places.public import CountyValue

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from humiao.access.looking.session import Looking

T = TypeVar("T")


@dataclass(frozen=True)
class CountyDay:
    """The county and the moment it lives in."""

    county: CountyValue
    now: datetime

    @property
    def today(self) -> date:
        """Return the county's date."""
        return self.now.date()

    @property
    def is_shifted(self) -> bool:
        """Say whether the county's date is not the real one."""
        return self.county.shifted_today is not None


class CountyRequest(HttpRequest):
    """A request inside a county; `access.routes` fills it before the view runs."""

    account: AccountValue
    actor: Actor
    day: CountyDay
    htmx: HtmxDetails
    county_code: str
    sign_in: SignIn | None  # only where the route says whose; None for who has no account
    looking: Looking | None  # set while another post's pages are looked at


class NotReached(Exception):  # noqa: N818 -- no error: an answer like any other
    """The record exists perhaps, but not for this actor: answered exactly like one that does not."""


def once(request: HttpRequest, name: str, ask: Callable[[], T]) -> T:
    """Return what `ask` gives; a second time in the same request what it gave the first time."""
    kept: dict[str, T] = vars(request).setdefault("asked_once", {})
    if name not in kept:
        kept[name] = ask()
    return kept[name]
