"""A plan's document as it came, and the draft made of it with everything people did to it."""

from typing import ClassVar

from django.db import models

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.plans.choices import Kind, State


class PlanDocument(models.Model):
    """One document as it came; never changed. A draft by form or from an earlier programme has no bytes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.IntegerField(default=0)
    content = EncryptedTextField()  # the bytes in base64; a scan shows signatures and telephone numbers
    pages = models.IntegerField(default=0)
    uploaded_by = models.UUIDField(null=True)
    uploaded_by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="name kind sha256 size pages uploaded_by", personal="content uploaded_by_name"
    )
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return self.name


class PlanDraft(models.Model):
    """The draft as read, and apart from it what people changed and settled; `version` grows with each."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(PlanDocument, on_delete=models.PROTECT, related_name="+")
    draft = models.JSONField()
    edits = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    base = models.JSONField(null=True)  # terms of the programme it continues or corrects
    base_code = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    programme_code = models.CharField(max_length=40, blank=True)
    programme_version = models.IntegerField(null=True)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="document draft base base_code state programme_code programme_version changed_at",
        personal="edits answers",
    )
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["document"], name="one_draft_of_a_document")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.version}"
