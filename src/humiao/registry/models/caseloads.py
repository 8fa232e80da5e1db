"""A worker's caseload handed over: what went from whom to whom, who confirmed it. Never changed."""

from typing import ClassVar

from django.db import models

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class CaseloadHandOver(models.Model):
    """One handing over: everything one person had in hand, to one or several others."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account_id = models.UUIDField()  # who hands over
    person_name = models.CharField(max_length=60)
    provider_id = models.UUIDField(null=True)
    reason = EncryptedTextField()
    last_on = models.DateField(null=True)  # where the person leaves: the last day of the posts
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="account_id provider_id last_on confirmed_by",
        personal="person_name confirmed_by_name reason",
    )
    kept_as: ClassVar = Retention.ACCOUNT

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["account_id"], name="caseload_account")]

    def __str__(self) -> str:
        return f"{self.person_name} {self.recorded_at:%F}"


class CaseloadLine(models.Model):
    """One child, or one intake waiting at the person's office, and who takes it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    hand_over = models.ForeignKey(CaseloadHandOver, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)
    programme_id = models.UUIDField(null=True)
    intake_number = models.CharField(max_length=20, blank=True)
    from_post_id = models.UUIDField()
    to_post_id = models.UUIDField(null=True)
    to_name = models.CharField(max_length=60, blank=True)

    privacy: ClassVar = declare(
        plain="hand_over child programme_id intake_number from_post_id to_post_id", personal="to_name"
    )
    kept_as: ClassVar = Retention.ACCOUNT
    holds_child: ClassVar = (stays("child_id", "the paper both signed names that file"),)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["hand_over"], name="caseload_line")]

    def __str__(self) -> str:
        return f"{self.child_id or self.intake_number}"
