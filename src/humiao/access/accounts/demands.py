"""What an account's posts ask of its sign-in: a second factor, and whether a device with a PIN may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from humiao.access.accounts.factors import has_second_factor
from humiao.access.accounts.models import Account
from humiao.access.accounts.rules import Standing, standing
from humiao.access.accounts.values import AccountValue
from humiao.access.models import Post, current_posts
from humiao.access.roles import ROLES, Role, SignsIn
from humiao.foundation import clock, context
from humiao.foundation.places.public import counties


@dataclass(frozen=True)
class Demand:
    """What is asked of an account: a factor or not, and after how many days at the latest."""

    must_have_factor: bool
    may_use_pin: bool
    grace_days: int


def demand_on(account: AccountValue) -> Demand:
    """Return what the account's posts of today ask; opens each of its counties, so none may be open."""
    served = {county.code for county in counties()}
    roles: dict[str, set[Role]] = {code: _roles(account, code) for code in account.counties if code in served}
    asking = [
        code
        for code, held in roles.items()
        if _setting(code)["required"] and any(ROLES[r].signs_in is SignsIn.WITH_SECOND_FACTOR for r in held)
    ]
    every = frozenset().union(*roles.values())
    return Demand(
        must_have_factor=bool(asking),
        may_use_pin=bool(every) and all(ROLES[r].signs_in is SignsIn.WITH_PIN for r in every),
        grace_days=min((int(_setting(code)["grace_days"]) for code in asking), default=0),
    )


def standing_of(account: AccountValue, *, today: date) -> tuple[Standing, date | None]:
    """Return how an account stands and its last day of grace; that begins when it is first asked."""
    demand = demand_on(account)
    with context.identity(writes=True):
        row = Account.objects.get(id=account.id)
        has = has_second_factor(account.id)
        if demand.must_have_factor and not has and row.factor_due_on is None:
            row.factor_due_on = today + timedelta(days=demand.grace_days)
            row.save(update_fields=["factor_due_on"])
    due = row.factor_due_on or today
    return standing(must=demand.must_have_factor, has=has, due_on=due, today=today), row.factor_due_on


def _roles(account: AccountValue, code: str) -> set[Role]:
    with context.county(code, actor=account.id):
        held = Post.objects.filter(current_posts(clock.today(code)), account_id=account.id)
        return {Role(role) for role in held.order_by().values_list("role", flat=True)}


def _setting(code: str) -> dict[str, Any]:
    """Return the installation's setting, or what the county sets otherwise."""
    whole: dict[str, Any] = settings.HUMIAO_SECOND_FACTOR
    own: dict[str, Any] = whole.get("counties", {}).get(code, {})
    return {"required": True, "grace_days": 7, **whole, **own}
