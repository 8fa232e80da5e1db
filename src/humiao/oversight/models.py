"""Findings of unusual reading and how they were judged."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.oversight.choices import Outcome


class Finding(models.Model):
    """One person's unusual reading on one day, by one rule, with the acts behind it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    rule = models.CharField(max_length=20)
    account_id = models.UUIDField()
    on = models.DateField()
    facts = models.JSONField(default=dict)
    rows = ArrayField(models.UUIDField())
    first_row = models.UUIDField()
    found_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="rule account_id on facts rows first_row found_at")
    kept_as: ClassVar = Retention.TRAIL
    append_only = True

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "account_id", "on", "first_row"], name="one_finding")
        ]
        indexes = [models.Index(fields=["on", "id"], name="finding_day")]

    def __str__(self) -> str:
        return f"{self.on:%F} {self.rule}"


class Judgement(models.Model):
    """What somebody found out about a finding; the latest one stands."""

    id = models.UUIDField(primary_key=True, default=new_id)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")
    number = models.IntegerField()  # of this finding, from 1
    outcome = models.CharField(max_length=12, choices=Outcome.pairs())
    note = EncryptedTextField()
    by_account = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    privacy: ClassVar = declare(plain="finding number outcome by_account at", personal="note by_name")
    kept_as: ClassVar = Retention.TRAIL
    append_only = True

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["finding", "number"], name="one_judgement")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.outcome}"
