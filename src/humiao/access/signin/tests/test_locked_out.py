"""Two at once: somebody signs in while an administrator locks the account out."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from humiao.access.accounts.administering import lock_out
from humiao.access.accounts.credentials import check_credentials
from humiao.access.accounts.models import Session
from humiao.access.signin import doors
from humiao.access.signin.tests.conftest import Person
from humiao.foundation import context


def test_who_is_locked_out_while_signing_in_gets_no_session(person: Any, acts: Any, monkeypatch: Any) -> None:
    fang: Person = person()

    def check_and_lose(username: str, password: str) -> Any:
        account = check_credentials(username, password)
        assert account
        with transaction.atomic():
            lock_out(account.id, at=timezone.now())
        return account

    monkeypatch.setattr(doors, "check_credentials", check_and_lose)
    monkeypatch.setattr(context, "identity", partial(context.identity, writes=True))
    answer = fang.password()
    assert answer.status_code == 403
    assert "已被锁定" in answer.content.decode()
    assert acts("why")[-1] == ("sign-in-failed", "locked-out")
    with context.identity():
        assert not Session.objects.filter(account_id=fang.account.id).exists()
