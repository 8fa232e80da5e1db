"""Ledgers that came in: the file, its rows as they were understood, the children they speak of."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import Clash, moves
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Lasting
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class LedgerImport(models.Model):
    """One file that was uploaded, from the first look at it to its end or its undoing."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)  # a code of ledgers.kinds
    programme_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    content = EncryptedTextField()  # the bytes in base64
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict)  # heading → column, as far as a person set it
    answers = EncryptedTextField()  # JSON: what a person said of doubts, by their keys
    state = models.CharField(max_length=10, default="open")  # registry.lists.choices.State
    counts = models.JSONField(default=dict)
    by_account = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="kind programme_id sheet mapping state counts by_account done_at undone_at",
        personal="file_name content answers by_name",
    )
    kept_as: ClassVar = Retention.SOURCE
    erased_to: ClassVar = leaves(
        as_is="by_name", destroyed="content file_name answers", why="an official named in a step stays named"
    )

    class Meta:
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.id}"


class LedgerRow(models.Model):
    """One row that came in. `record_ids` are the records made of it; none where no service makes any yet."""

    id = models.UUIDField(primary_key=True, default=new_id)
    ledger_import = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    programme_id = models.UUIDField()
    sheet = models.CharField(max_length=100)
    number = models.IntegerField()  # as Excel shows it
    occurred_on = models.DateField()
    ended_on = models.DateField(null=True)
    people = models.IntegerField(null=True)
    worker_post_id = models.UUIDField(null=True)
    co_worker_post_ids = ArrayField(models.UUIDField(), default=list)
    content = EncryptedTextField()  # JSON of the columns; nothing once it was undone
    key_hash = models.BinaryField()  # keyed, of what the row is known again by
    content_hash = models.BinaryField()  # keyed, of all it says
    record_ids = ArrayField(models.UUIDField(), default=list)
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    under_keys: ClassVar = {
        "key_hash": Lasting("ledger-row:{county}"),
        "content_hash": Lasting("ledger-row:{county}"),
    }
    privacy: ClassVar = declare(
        plain="ledger_import kind programme_id sheet number occurred_on ended_on people worker_post_id "
        "co_worker_post_ids key_hash content_hash record_ids undone_at",
        sensitive="content",
    )
    kept_as: ClassVar = Retention.VISIT

    class Meta:
        ordering = ["-occurred_on", "-id"]
        indexes = [
            models.Index(fields=["kind", "-occurred_on", "-id"], name="ledger_kind"),
            models.Index(fields=["key_hash"], name="ledger_key", condition=Q(undone_at__isnull=True)),
            models.Index(fields=["ledger_import"], name="ledger_of_import"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on:%F}"


class LedgerChild(models.Model):
    """A child a row speaks of."""

    id = models.UUIDField(primary_key=True, default=new_id)
    row = models.ForeignKey(LedgerRow, on_delete=models.PROTECT, related_name="+")
    child_id = models.UUIDField()

    privacy: ClassVar = declare(plain="row child_id")
    kept_as: ClassVar = Retention.VISIT
    holds_child: ClassVar = (
        moves(
            "child_id",
            Clash(
                "same-ledger-row",
                "EXISTS (SELECT 1 FROM ledgers_ledgerchild n WHERE n.row_id = o.row_id "
                "AND n.child_id = %(staying)s)",
                _("The file that stays is named in the same row of a ledger."),
            ),
        ),
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["child_id"], name="ledger_child")]
        constraints = [models.UniqueConstraint(fields=["row", "child_id"], name="once_in_a_row")]

    def __str__(self) -> str:
        return f"{self.child_id}"


class KnownColumns(models.Model):
    """How a person mapped a set of headings of a kind, for the next file that has the same ones."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)
    signature = models.CharField(max_length=64)  # SHA-256 of the bare headings in order
    mapping = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="kind signature mapping")
    kept_as: ClassVar = Retention.SETTING

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kind", "signature"], name="once_a_kind")]

    def __str__(self) -> str:
        return str(self.signature)[:8]
