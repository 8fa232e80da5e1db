"""Accounts: shared by all counties, readable only under the login role."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from humiao.foundation.ids import new_id
from humiao.foundation.privacy import Privacy
from humiao.foundation.retention.classes import Retention


class Account(AbstractBaseUser):
    """A person who can sign in. `counties` only lists where to look for posts; it grants nothing."""

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    counties = ArrayField(models.CharField(max_length=6), default=list)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager[Account]] = BaseUserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "username"

    privacy: ClassVar = {
        "username": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "password": Privacy.SENSITIVE,
        "last_login": Privacy.PLAIN,
        "counties": Privacy.PLAIN,
        "language": Privacy.PLAIN,
        "is_active": Privacy.PLAIN,
    }
    kept_as: ClassVar = Retention.ACCOUNT

    def __str__(self) -> str:
        return self.username
