"""Accounts as a Django app of the shared schema."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who can sign in; what they may do in a county is a post there."""

    name = "humiao.access.accounts"
    label = "accounts"
