"""What was taken out: each file once, whose data stood in it, and each time it was fetched."""

from typing import ClassVar

from django.db import models

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import NotKeyed
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class Export(models.Model):
    """One file that left. Its content is a stored file, destroyed when its time is over."""

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=16, unique=True)
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=30)
    account_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    reason = EncryptedTextField()
    about = models.JSONField(default=dict)
    children = models.IntegerField()
    name = EncryptedTextField()
    size = models.IntegerField()
    sha256 = models.BinaryField(max_length=32)
    file_id = models.UUIDField()
    session = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoke_reason = EncryptedTextField()
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {
        "sha256": NotKeyed("the hash of what was handed out; whoever holds the file can make it"),
    }
    privacy: ClassVar = declare(
        plain="number code kind account_id post_id role about children size sha256 file_id session made_at "
        "expires_at revoked_at revoked_by",
        personal="person_name reason name revoke_reason",
    )
    kept_as: ClassVar = Retention.TRAIL

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["made_at", "id"], name="export_made"),
            models.Index(fields=["account_id", "made_at", "id"], name="export_taker"),
        ]

    def __str__(self) -> str:
        return self.number


class ExportedChild(models.Model):
    """A child whose data stood in an export."""

    id = models.BigAutoField(primary_key=True)
    export = models.ForeignKey(Export, models.PROTECT, related_name="+")
    child_id = models.UUIDField()

    privacy: ClassVar = declare(plain="export child_id")
    kept_as: ClassVar = Retention.TRAIL
    holds_child: ClassVar = (stays("child_id", "the paper bears the file number it was taken under"),)
    append_only = True

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["child_id"], name="exported_child")]

    def __str__(self) -> str:
        return f"{self.export_id} {self.child_id}"


class ExportFetch(models.Model):
    """One time that a file was handed out."""

    id = models.UUIDField(primary_key=True, default=new_id)
    export = models.ForeignKey(Export, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_account = models.UUIDField(null=True)

    privacy: ClassVar = declare(plain="export at by_account")
    kept_as: ClassVar = Retention.TRAIL
    append_only = True

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.export_id} {self.at:%F %T}"
