"""What others may use of accounts. It runs in the identity context, but what says it opens its own."""

from humiao.access.accounts.administering import SignIn, end_sessions_of, lock_out, sign_in_of
from humiao.access.accounts.credentials import (
    NewAccount,
    account_by_id,
    check_credentials,
    make_accounts_of_one_password,
    set_language,
)
from humiao.access.accounts.entering import enter, leave
from humiao.access.accounts.journal import note
from humiao.access.accounts.passwords import password_problems, set_password
from humiao.access.accounts.rules import By, Kind
from humiao.access.accounts.session_store import ACCOUNT_KEY
from humiao.access.accounts.throttle import Verdict, throttle, turned_out_well
from humiao.access.accounts.values import AccountValue, Means
from humiao.access.accounts.visitors import account_of

__all__ = [
    "ACCOUNT_KEY",
    "AccountValue",
    "By",
    "Kind",
    "Means",
    "NewAccount",
    "SignIn",
    "Verdict",
    "account_by_id",
    "account_of",
    "check_credentials",
    "end_sessions_of",
    "enter",
    "leave",
    "lock_out",
    "make_accounts_of_one_password",
    "note",
    "password_problems",
    "set_language",
    "set_password",
    "sign_in_of",
    "throttle",
    "turned_out_well",
]
