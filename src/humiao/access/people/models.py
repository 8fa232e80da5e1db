"""Invitations, with what became of them, and acts by which somebody was shut out."""

from typing import ClassVar

from django.db import models

from humiao.access.people.rules import Shut
from humiao.access.roles import ROLES, Role
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Lasting
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class Invitation(models.Model):
    """Somebody is asked to take a post; whoever holds the letter's secret, kept here as a hash, may."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person_name = models.CharField(max_length=60)
    phone = EncryptedTextField()
    username = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=40, choices=[(r.value, ROLES[r].name) for r in Role])
    town_code = models.CharField(max_length=9, blank=True)
    village_code = models.CharField(max_length=12, blank=True)
    provider_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    organisation = models.CharField(max_length=200, blank=True)  # in words, for the letter
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    secret_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    sent_count = models.IntegerField(default=1)
    invited_by = models.UUIDField(null=True)  # the account
    invited_by_name = models.CharField(max_length=60)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    account_id = models.UUIDField(null=True)  # who took it
    post_id = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {"secret_hash": Lasting("invitation:{county}")}
    privacy: ClassVar = declare(
        plain="role town_code village_code provider_id programme_id organisation starts_on ends_on "
        "expires_at sent_count invited_by confirmed_by confirmed_at account_id post_id accepted_at "
        "withdrawn_at",
        personal="person_name username invited_by_name phone",
        sensitive="secret_hash",
    )
    kept_as: ClassVar = Retention.ACCOUNT

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [
            models.Index(
                fields=["recorded_at"],
                name="invitation_open",
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(fields=["account_id"], name="invitation_account"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.role}"


class ShutOut(models.Model):
    """Somebody's sessions were ended, or every way in, by another and for a reason."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account_id = models.UUIDField()
    what = models.CharField(max_length=20, choices=[(w.value, w.value) for w in Shut])
    reason = EncryptedTextField()
    by = models.UUIDField(null=True)  # the account
    by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="account_id what by", personal="reason by_name")
    kept_as: ClassVar = Retention.ACCOUNT

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["account_id", "recorded_at"], name="shut_out_account")]

    def __str__(self) -> str:
        return f"{self.what} {self.account_id}"
