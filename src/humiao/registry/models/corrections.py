"""Corrections of wrong records: proposed by one person, decided by another, with the rows they touched."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class FileCorrection(models.Model):
    """Something wrong with a file or with one record of it, and what is to become of it.

    `child` is the file that is wrong (merged away, entered by mistake, holding the record); `other` the one
    that stays or takes the record.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)  # see corrections.choices.CorrectionKind
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)
    record_kind = models.CharField(max_length=20, blank=True)  # see corrections.kinds
    record_id = models.UUIDField(null=True)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    taken = models.JSONField(default=list)  # the fields whose value comes from the file that leaves
    reason = EncryptedTextField()
    state = models.CharField(max_length=10)  # see corrections.choices.CorrectionState
    proposed_by = models.UUIDField(null=True)  # the account: who proposed doesn't decide
    proposed_by_post_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_post_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = EncryptedTextField()
    before = EncryptedTextField()  # JSON of the fields it changed, as they stood and as they were made
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="kind child other record_kind record_id undoes taken state proposed_by proposed_by_post_id "
        "decided_by decided_by_post_id decided_at",
        personal="reason decision_note before",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (
        stays("child_id", "a correction names the files as they were when it was made"),
        stays("other_id", "a correction names the files as they were when it was made"),
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(state="proposed", record_id__isnull=True),
                name="one_waiting_of_a_file",
            ),
            models.UniqueConstraint(
                fields=["record_id"], condition=Q(state="proposed"), name="one_waiting_of_a_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return the files it is about."""
        return tuple(file for file in (self.child_id, self.other_id) if file)


class CorrectedRow(models.Model):
    """One row a correction moved, changed, or had to leave where it was; undoing reads it back."""

    id = models.UUIDField(primary_key=True, default=new_id)
    correction = models.ForeignKey(FileCorrection, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=60)  # the model's label
    column = models.CharField(max_length=40, blank=True)
    row_id = models.UUIDField()
    fate = models.CharField(max_length=10)  # see corrections.choices.Fate
    why = models.CharField(max_length=40, blank=True)
    before = models.JSONField(default=dict)  # dates, codes and ids as they stood

    privacy: ClassVar = declare(plain="correction table column row_id fate why before")
    kept_as: ClassVar = Retention.CHILD_FILE

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.table} {self.fate}"
