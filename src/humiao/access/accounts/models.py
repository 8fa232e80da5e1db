"""Accounts: shared by all counties, readable only under the login role."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Lasting, NotKeyed, Wrapped
from humiao.foundation.privacy import Privacy, declare
from humiao.foundation.retention.classes import Retention


class Account(AbstractBaseUser):
    """A person who can sign in. `counties` only lists where to look for posts; it grants nothing."""

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    counties = ArrayField(models.CharField(max_length=6), default=list)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    # Until when somebody who must have a second factor may go on without; None before they were first asked.
    factor_due_on = models.DateField(null=True)

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
        "factor_due_on": Privacy.PLAIN,
    }
    kept_as: ClassVar = Retention.ACCOUNT

    def __str__(self) -> str:
        return self.username


class Session(AbstractBaseSession):
    """Somebody's session, or a stranger's on the way in. Keyed by a hash of what the cookie says."""

    session_key = models.CharField(max_length=64, primary_key=True)
    listed_as = models.UUIDField(default=new_id, unique=True)  # its name in a list and in addresses
    account_id = models.UUIDField(null=True)
    means = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    # When the person last proved who they are, for acts that ask it anew; None after a PIN.
    proved_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(
        plain="listed_as account_id means begun_at seen_at proved_at expire_date",
        personal="address agent",
        sensitive="session_key session_data",
    )
    kept_as: ClassVar = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["account_id"], name="session_account")]

    def __str__(self) -> str:
        return f"{self.listed_as} {self.means}"


class Throttle(models.Model):
    """How often something was tried in vain, by a keyed hash of what is counted; see `rules`."""

    key = models.BinaryField(primary_key=True)
    kind = models.CharField(max_length=20)
    failures = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    under_keys: ClassVar = {"key": Lasting("throttle")}
    privacy: ClassVar = declare(plain="key kind failures last_at until")
    kept_as: ClassVar = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="throttle_last")]

    def __str__(self) -> str:
        return f"{self.kind} {self.failures}"


class Totp(models.Model):
    """An authenticator app's secret, sealed; counts from when a first code confirmed it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    secret = models.BinaryField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)  # the newest code used; none is taken twice

    under_keys: ClassVar = {"secret": Wrapped("accounts", "accounts_totp|secret|{pk}")}
    privacy: ClassVar = declare(plain="account made_at confirmed_at last_step", sensitive="secret")
    kept_as: ClassVar = Retention.ACCOUNT

    def __str__(self) -> str:
        return f"totp {self.id}"


class Passkey(models.Model):
    """A passkey: the public key of a device or security key."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()  # attested credential data: authenticator, id, public key
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    under_keys: ClassVar = {
        "credential_id": NotKeyed("public: the device shows it to whoever asks"),
        "credential": NotKeyed("a public key"),
    }
    privacy: ClassVar = declare(
        plain="account sign_count made_at used_at", personal="name", sensitive="credential_id credential"
    )
    kept_as: ClassVar = Retention.ACCOUNT

    def __str__(self) -> str:
        return f"passkey {self.id}"


class RecoveryCode(models.Model):
    """One of ten codes printed for the day the phone is lost; kept as a keyed hash."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    code_hash = models.BinaryField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    under_keys: ClassVar = {"code_hash": Lasting("recovery-code")}
    privacy: ClassVar = declare(plain="account made_at used_at", sensitive="code_hash")
    kept_as: ClassVar = Retention.ACCOUNT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "code_hash"], name="recovery_code_once"),
        ]

    def __str__(self) -> str:
        return f"recovery code {self.id}"


class Device(models.Model):
    """A device bound to an account: with it, and only there, a PIN of six digits is enough."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    pin = models.CharField(max_length=200)
    agent = models.CharField(max_length=300, blank=True)
    failures = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(
        plain="account failures made_at used_at ended_at", personal="agent", sensitive="token_hash pin"
    )
    kept_as: ClassVar = Retention.ACCOUNT

    class Meta:
        indexes = [models.Index(fields=["account", "made_at"], name="device_account")]

    def __str__(self) -> str:
        return f"device {self.id}"


class Subject(models.Model):
    """Who an account is to a single sign-on: bound once, by the person signed in."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    bound_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="account issuer bound_at", personal="subject")
    kept_as: ClassVar = Retention.ACCOUNT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="subject_once"),
            models.UniqueConstraint(fields=["account", "issuer"], name="subject_of_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.id}"
