"""Lists that came in: the file itself, what was made of it, and how to take it back."""

from typing import ClassVar

from django.db import models

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class ListImport(models.Model):
    """One file that was uploaded, from the first look at it to its end or its undoing."""

    id = models.UUIDField(primary_key=True, default=new_id)
    file_name = models.CharField(max_length=200)
    content = EncryptedTextField()  # the bytes in base64
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict)  # heading → column, as far as a person set it
    answers = models.JSONField(default=dict)  # "sheet:row" of a held row → same or other
    basis = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, default="open")  # lists.choices.State
    counts = models.JSONField(default=dict)
    by_account = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="sheet mapping answers basis state counts by_account done_at undone_at",
        personal="file_name content by_name",
    )
    kept_as: ClassVar = Retention.SOURCE
    erased_to: ClassVar = leaves(
        as_is="by_name", destroyed="content file_name", why="an official named in a step stays named"
    )

    class Meta:
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class ImportedChild(models.Model):
    """A child that an import entered or changed, with what is needed to take it back."""

    id = models.UUIDField(primary_key=True, default=new_id)
    list_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, related_name="+")
    child_id = models.UUIDField()  # stays when undoing removes the child
    is_new = models.BooleanField()
    version_after = models.IntegerField(default=1)
    before = EncryptedTextField()  # JSON of what stood; nothing for a new child

    privacy: ClassVar = declare(plain="list_import child_id is_new version_after", sensitive="before")
    kept_as: ClassVar = Retention.SOURCE
    holds_child: ClassVar = (stays("child_id", "it tells which file the import made or changed"),)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["list_import", "child_id"], name="once_in_an_import")]

    def __str__(self) -> str:
        return f"{self.child_id}"


class KnownHeadings(models.Model):
    """How a person mapped a set of headings, for the next file that has the same ones."""

    id = models.UUIDField(primary_key=True, default=new_id)
    signature = models.CharField(max_length=64, unique=True)  # SHA-256 of the bare headings in order
    mapping = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="signature mapping")
    kept_as: ClassVar = Retention.SETTING

    def __str__(self) -> str:
        return str(self.signature)[:8]
