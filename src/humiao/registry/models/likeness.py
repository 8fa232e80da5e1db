"""What a person answered about two files that look alike: they are two children."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class LikenessAnswer(models.Model):
    """Two files were looked at and are of different children; the pair isn't shown again until undone.

    `one` is the file with the smaller id, so that a pair is one row whichever way it was met.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    one = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    note = EncryptedTextField()
    by_account = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    privacy: ClassVar = declare(plain="one other by_account undone_at undone_by", personal="note by_name")
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="by_name", why="an official named in a step stays named")
    holds_child: ClassVar = (
        stays("one_id", "somebody compared that file as it was"),
        stays("other_id", "somebody compared that file as it was"),
    )

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(undone_at__isnull=True), name="one_likeness_answer"
            ),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="likeness_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
