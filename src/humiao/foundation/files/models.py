"""The rows of stored files; the content lies in the storage, under each row's own key."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import moves
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import NotKeyed, Wrapped
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class StoredFile(models.Model):
    """One file. Its owner is a row of another context, named by kind and id."""

    id = models.UUIDField(primary_key=True, default=new_id)
    owner_kind = models.CharField(max_length=30)
    owner_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    name = EncryptedTextField()
    kind = models.CharField(max_length=4)
    size = models.IntegerField()
    sha256 = models.BinaryField(max_length=32)
    has_shown = models.BooleanField(default=False)
    camera = EncryptedTextField()
    wrapped_key = models.BinaryField(null=True)
    retention = models.CharField(max_length=20)
    is_restricted = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.UUIDField(null=True)
    void_reason = EncryptedTextField()
    destroyed_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)

    under_keys: ClassVar = {
        "wrapped_key": Wrapped("files:{county}", "file-key|{pk}"),
        "sha256": NotKeyed("the hash of what was given; the row is only to be read in its county"),
    }
    privacy: ClassVar = declare(
        plain="owner_kind owner_id child_id kind size has_shown wrapped_key retention is_restricted "
        "recorded_by voided_at voided_by destroyed_at kept_until",
        personal="name sha256 camera void_reason",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="file_owner"),
            models.Index(fields=["child_id"], name="file_child"),
            models.Index(
                fields=["kept_until"],
                name="file_kept_until",
                condition=Q(kept_until__isnull=False, destroyed_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(wrapped_key__isnull=False) | Q(destroyed_at__isnull=False),
                name="file_key_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
