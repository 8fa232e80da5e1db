"""Restricted files: why and since when, who may open them until when, who asked; and what is sealed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import Clash, Hanging, moves
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child

_OF_BOTH = Clash(
    "restricted-both",
    "o.ended_at IS NULL AND EXISTS (SELECT 1 FROM registry_filerestriction r "
    "WHERE r.child_id = %(staying)s AND r.ended_at IS NULL)",
    _("Both files are restricted; one restriction holds for the file that stays."),
)


class FileRestriction(models.Model):
    """A spell during which a file is restricted. Somebody proposes its end, somebody else confirms it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    by_account = models.UUIDField(null=True)
    keeper_post = models.UUIDField(null=True)
    restricted_at = models.DateTimeField()
    is_by_category = models.BooleanField(default=False)  # a sealed category restricts by itself
    end_reason = EncryptedTextField()
    end_proposed_by = models.UUIDField(null=True)
    end_proposed_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child by_account keeper_post restricted_at end_proposed_by end_proposed_at ended_by ended_at",
        sensitive="is_by_category end_reason",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id", _OF_BOTH),)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(ended_at__isnull=True), name="one_open_restriction"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class AccessRequest(models.Model):
    """Somebody asks for a restricted file by what is on paper; `child` is empty where nothing matched."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)
    typed = EncryptedTextField()
    account_id = models.UUIDField()
    post_id = models.UUIDField()
    reason = EncryptedTextField()
    days = models.IntegerField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="waiting")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    note = EncryptedTextField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child account_id post_id days asked_at state decided_by decided_at",
        personal="typed",
        sensitive="reason note",
    )
    kept_as: ClassVar = Retention.REQUEST
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="access_request_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["account_id"], name="access_request_account"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FileGrant(models.Model):
    """A person, in one post, is named for a restricted file: from when, until when, why, by whom."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    post_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=10)
    reason = EncryptedTextField()
    request_id = models.UUIDField(null=True)
    given_by = models.UUIDField(null=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    judgement = models.CharField(max_length=12, blank=True, default="")
    judged_by = models.UUIDField(null=True)
    judged_at = models.DateTimeField(null=True)
    judgement_note = EncryptedTextField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child post_id account_id kind request_id given_by from_at until_at ended_at ended_by "
        "judgement judged_by judged_at",
        sensitive="reason judgement_note",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        indexes = [
            models.Index(fields=["post_id"], name="grant_open", condition=models.Q(ended_at__isnull=True)),
            models.Index(fields=["child"], name="grant_child"),
            models.Index(
                fields=["id"],
                name="grant_to_judge",
                condition=models.Q(kind="glass", judgement=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SealedNote(models.Model):
    """What happened, in words: read and written under the county's sealed role alone.

    It hangs on a spell of restriction by its id. No foreign key: checking one would need rights on a table
    that the sealed role may not see.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    restriction_id = models.UUIDField()
    ground = models.CharField(max_length=20)
    text = EncryptedTextField()
    by_account = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="restriction_id by_account", sensitive="ground text")
    kept_as: ClassVar = Retention.CHILD_FILE
    under_sealed_role: ClassVar = Hanging("restriction_id", "registry.FileRestriction")

    class Meta:
        indexes = [models.Index(fields=["restriction_id"], name="sealed_note_restriction")]

    def __str__(self) -> str:
        return str(self.id)
