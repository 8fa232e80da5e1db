"""Exchanges with other systems by Excel: the files given out, and what was last exchanged of each child."""

from typing import ClassVar

from django.db import models

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class ExchangeExport(models.Model):
    """One file made for another system: in which layout, what for, of how many children, by whom."""

    id = models.UUIDField(primary_key=True, default=new_id)
    layout = models.CharField(max_length=30)  # exchange.layouts.LAYOUTS
    purpose = EncryptedTextField()
    children = models.IntegerField()
    by_account = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="layout children by_account", personal="purpose by_name")
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="by_name", why="an official named in a step stays named")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.layout} {self.children}"


class ExchangedChild(models.Model):
    """What was last exchanged of one child in one layout; `sent` and `seen` are JSON, fact by fact.

    `sent` is what we gave last, `seen` what they were last known to hold and nobody has to decide about.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    layout = models.CharField(max_length=30)
    child_id = models.UUIDField()
    sent = EncryptedTextField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    sent_by_name = models.CharField(max_length=60, blank=True)
    seen = EncryptedTextField()
    seen_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="layout child_id sent_at sent_by seen_at", personal="sent_by_name", sensitive="sent seen"
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="sent_by_name", why="an official named in a step stays named")
    holds_child: ClassVar = (
        stays("child_id", "What was exchanged under this file; the other one was exchanged under its own."),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["layout", "child_id"], name="one_exchange_of_a_child")]

    def __str__(self) -> str:
        return self.layout
