"""What holds from a day to a day: the roster, categories, enrolments in programmes.

Spells (`…_on` from and to) carry two recording moments: when the beginning was recorded and when the end
was. So the roster of any past day can be asked as it is known now or as it was known then.
Every spell is half-open: its last date is the first day on which it no longer holds.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from humiao.foundation.blanking import leaves
from humiao.foundation.holding import moves, stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class RosterSpell(models.Model):
    """The child is on the county's roster from a day to the day before it left."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    left_on = models.DateField(null=True)
    leave_reason = models.CharField(max_length=30, blank=True)
    basis = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()
    leave_recorded_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(plain="child entered_on left_on leave_reason basis leave_recorded_at")
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (stays("child_id", "counts of past days, as known then, count both files"),)

    class Meta:
        ordering = ["entered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("entered_on")),
                name="roster_in_order",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(left_on__isnull=True), name="one_open_spell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entered_on:%F}–{self.left_on or ''}"


class CategorySpell(models.Model):
    """The child holds a category from a day to the day before it ended, with its proof."""

    id = models.UUIDField(primary_key=True, default=new_id)
    # its index is `category_child`
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=30)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    proof = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()
    end_recorded_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(plain="child from_on to_on end_recorded_at", sensitive="category proof")
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="category", why="counts of past days ask the category")
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["from_on", "id"]
        indexes = [models.Index(fields=["child", "category"], name="category_child")]

    def __str__(self) -> str:
        return str(self.category)


class Enrolment(models.Model):
    """A child is served by a programme, at a site where there is one, by a worker, from a day to a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    programme_id = models.UUIDField()
    site_code = models.CharField(max_length=40, blank=True)
    worker_post_id = models.UUIDField(null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    end_recorded_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child programme_id site_code worker_post_id from_on to_on end_recorded_at"
    )
    kept_as: ClassVar = Retention.VISIT
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["from_on", "id"]
        indexes = [
            models.Index(fields=["programme_id", "child"], name="enrolment_programme"),
            models.Index(fields=["worker_post_id"], name="enrolment_worker"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "programme_id"], condition=Q(to_on__isnull=True), name="one_open_enrolment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.programme_id}"
