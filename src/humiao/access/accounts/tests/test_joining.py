"""An account made for a letter goes again where the post could not be given."""

from __future__ import annotations

import pytest
from django.utils import timezone

from humiao.access.accounts.joining import add_account, drop_account, is_username_taken
from humiao.access.accounts.models import Account
from humiao.foundation import context


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("has_signed_in", [False, True])
def test_an_account_just_made_is_dropped_and_one_in_use_is_not(has_signed_in: bool) -> None:
    with context.identity(writes=True):
        made = add_account(username=" fang ", name="王芳", county="330482", password="x" * 12)
        other = add_account(username="qiang", name="王强", county="330482", password="x" * 12)
        if has_signed_in:
            Account.objects.filter(id=made.id).update(last_login=timezone.now())
        drop_account(made.id)
        assert is_username_taken("fang") == has_signed_in
        assert is_username_taken(other.username)
