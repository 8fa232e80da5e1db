"""A programme, its versions, and how its queries were settled."""

from typing import ClassVar

from django.db import models

from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class Programme(models.Model):
    """A programme of the county; what it promises stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=40, unique=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="code")
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ProgrammeVersion(models.Model):
    """One version of the terms, as loaded; never changed, only followed by the next."""

    id = models.UUIDField(primary_key=True, default=new_id)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    terms = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="programme number terms sha256 loaded_by")
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_version_number")]

    def __str__(self) -> str:
        return f"{self.programme_id} v{self.number}"


class Settlement(models.Model):
    """A person's answer to an open query; the newest of a query rules."""

    id = models.UUIDField(primary_key=True, default=new_id)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    query_key = models.CharField(max_length=80)
    choice = models.CharField(max_length=200)
    reason = models.TextField()
    settled_by = models.UUIDField(null=True)
    settled_by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="programme query_key choice reason settled_by", personal="settled_by_name"
    )
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.query_key}: {self.choice}"
