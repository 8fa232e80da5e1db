"""What is known of a child's family and life, as dated entries that are never overwritten."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import moves
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class LifeEntry(models.Model):
    """One entry about one subject of a file: a relative, a carer, a benefit, the schooling, a wish.

    A subject's entries are numbered by `version`; how it stands on a day is the entry with the latest
    `from_on` up to that day, of two of one day the later version. `body` is the JSON of the kind's value
    (`family.values`), sealed whole, since nearly all of it is personal and none of it is searched for.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    # its index is `life_child`
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    version = models.IntegerField()
    code = models.CharField(max_length=40)  # the relation, the benefit, the stage of school, …
    from_on = models.DateField()
    to_on = models.DateField(null=True)  # first day it no longer holds
    is_void = models.BooleanField(default=False)
    body = EncryptedTextField()
    by_post_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="child kind subject from_on to_on is_void by_post_id", sensitive="code body"
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["child", "kind"], name="life_child")]
        constraints = [
            models.UniqueConstraint(fields=["subject", "version"], name="one_life_version"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")), name="life_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
