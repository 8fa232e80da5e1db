"""An account joins a county: made for somebody new, or told of one more. Runs in the identity context."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password

from humiao.access.accounts.models import Account
from humiao.access.accounts.values import AccountValue


def is_username_taken(username: str) -> bool:
    """Say whether an account has this user name."""
    return Account.objects.filter(username=username.strip()).exists()


def add_account(*, username: str, name: str, county: str, password: str) -> AccountValue:
    """Make an account of its own password; raises `IntegrityError` where somebody was quicker."""
    row = Account.objects.create(
        username=username.strip(), name=name, password=make_password(password), counties=[county]
    )
    return AccountValue(row.id, row.username, row.name, tuple(row.counties), row.language)


def drop_account(account_id: UUID) -> None:
    """Take away an account just made, where the post it was made for could not be given."""
    Account.objects.filter(id=account_id, last_login__isnull=True).delete()


def join_county(account_id: UUID, county: str) -> None:
    """Remember that an account works in a county as well; what it may do there its posts say."""
    row = Account.objects.select_for_update().get(id=account_id)
    if county not in row.counties:
        row.counties = [*row.counties, county]
        row.save(update_fields=["counties"])
