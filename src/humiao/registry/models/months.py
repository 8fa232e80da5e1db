"""Months as they were closed: copies that nothing later changes, and what towns signed before.

The tables of a closed month can only be added to (`append_only`): the county's database role has no right to
change or delete there, so neither a merge nor a move nor an erasure reaches them. They name children by
plain ids for the same reason. What says who a child is lies in `sealed`, under the child's own key: with the
key destroyed the counts stay and the month's seal, which covers the ciphertext, still verifies.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Mac, OwnKey
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class MonthLimits(models.Model):
    """By which day after a month's end towns sign and the county closes; the newest row holds."""

    id = models.UUIDField(primary_key=True, default=new_id)
    sign_days = models.IntegerField()
    close_days = models.IntegerField()
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="sign_days close_days")
    kept_as: ClassVar = Retention.SETTING
    append_only: ClassVar = True

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.sign_days}, {self.close_days}"


class MonthSignature(models.Model):
    """A town signed its part of a month; `digest` is of what it was shown, so later facts show."""

    id = models.UUIDField(primary_key=True, default=new_id)
    month = models.DateField()
    town_code = models.CharField(max_length=9)
    signed_by = models.UUIDField(null=True)
    signed_name = models.CharField(max_length=60)
    signed_role = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    total = models.IntegerField()
    additions = models.IntegerField()
    exits = models.IntegerField()
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="month town_code signed_by signed_role digest total additions exits", personal="signed_name"
    )
    kept_as: ClassVar = Retention.BOOK
    append_only: ClassVar = True

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["month", "town_code"], name="signature_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.town_code}"


class ClosedMonth(models.Model):
    """The book of one month. `terms` names its classes, levels and places in the words of that day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    month = models.DateField(unique=True)
    closed_at = models.DateTimeField()
    closed_by = models.UUIDField(null=True)
    closed_name = models.CharField(max_length=60)
    closed_role = models.CharField(max_length=40)
    total = models.IntegerField()
    before = models.IntegerField()
    additions = models.IntegerField()
    exits = models.IntegerField()
    changes = models.IntegerField()
    late = models.IntegerField()
    terms = models.JSONField(default=dict)
    previous_seal = models.BinaryField(null=True)
    seal = models.BinaryField()

    under_keys: ClassVar = {
        "previous_seal": Mac("months:{county}"),
        "seal": Mac("months:{county}"),
    }
    privacy: ClassVar = declare(
        plain="month closed_at closed_by closed_role total before additions exits changes late terms "
        "previous_seal seal",
        personal="closed_name",
    )
    kept_as: ClassVar = Retention.BOOK
    append_only: ClassVar = True

    class Meta:
        ordering = ["month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class MonthTown(models.Model):
    """A town's part of a book: its counts, and who signed it or that the county closed over it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    book = models.ForeignKey(ClosedMonth, on_delete=models.PROTECT, related_name="+")
    town_code = models.CharField(max_length=9)
    town_name = models.CharField(max_length=60)
    total = models.IntegerField()
    before = models.IntegerField()
    additions = models.IntegerField()
    exits = models.IntegerField()
    moved_in = models.IntegerField()
    moved_out = models.IntegerField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    signed_name = models.CharField(max_length=60, blank=True)
    signed_role = models.CharField(max_length=40, blank=True)
    # signed, but facts recorded afterwards changed the part; the county closed over the rest
    is_outdated = models.BooleanField(default=False)

    privacy: ClassVar = declare(
        plain="book town_code town_name total before additions exits moved_in moved_out signed_at signed_by "
        "signed_role is_outdated",
        personal="signed_name",
    )
    kept_as: ClassVar = Retention.BOOK
    append_only: ClassVar = True

    class Meta:
        ordering = ["town_code"]

    def __str__(self) -> str:
        return str(self.town_code)


class MonthLine(models.Model):
    """A child on the roster of a closed month, as it was then."""

    id = models.UUIDField(primary_key=True, default=new_id)
    # its index is `month_line`
    book = models.ForeignKey(ClosedMonth, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    child_id = models.UUIDField()
    file_number = models.CharField(max_length=20)
    town_code = models.CharField(max_length=9)
    village_code = models.CharField(max_length=12)
    sex = models.CharField(max_length=1)
    age = models.IntegerField()
    class_code = models.CharField(max_length=40, blank=True)
    beside = ArrayField(models.CharField(max_length=40))
    categories = ArrayField(models.CharField(max_length=30))
    level = models.CharField(max_length=10, blank=True)
    sealed = models.BinaryField(null=True)  # name, date of birth, main guardian

    under_keys: ClassVar = {
        "sealed": OwnKey("trail.ChildKey"),
    }
    privacy: ClassVar = declare(
        plain="book number child_id file_number town_code village_code class_code beside level",
        personal="sex age",
        sensitive="categories sealed",
    )
    kept_as: ClassVar = Retention.BOOK
    holds_child: ClassVar = (stays("child_id", "a closed month never changes"),)
    append_only: ClassVar = True

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["book", "number"], name="month_line")]

    def __str__(self) -> str:
        return str(self.file_number)


class MonthEntry(models.Model):
    """An addition, an exit or a change of a closed month, with its reason and dates."""

    id = models.UUIDField(primary_key=True, default=new_id)
    book = models.ForeignKey(ClosedMonth, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    kind = models.CharField(max_length=20)
    child_id = models.UUIDField()
    file_number = models.CharField(max_length=20)
    town_code = models.CharField(max_length=9)
    village_code = models.CharField(max_length=12)
    on = models.DateField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    old = models.CharField(max_length=100, blank=True)
    new = models.CharField(max_length=100, blank=True)
    # the month a late fact belongs to; null where it is of this month
    belongs_to = models.DateField(null=True)
    sealed = models.BinaryField(null=True)

    under_keys: ClassVar = {
        "sealed": OwnKey("trail.ChildKey"),
    }
    privacy: ClassVar = declare(
        plain="book number kind child_id file_number town_code village_code on reason belongs_to",
        sensitive="old new sealed",
    )
    kept_as: ClassVar = Retention.BOOK
    holds_child: ClassVar = (stays("child_id", "a closed month never changes"),)
    append_only: ClassVar = True

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["book", "number"], name="month_entry")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_number}"


class BackgroundFigure(models.Model):
    """A figure of the county that no record here adds up to, with its source and the day it is of (R24)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    label = models.CharField(max_length=100)
    value = models.BigIntegerField()
    unit = models.CharField(max_length=20, blank=True)
    is_approximate = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(plain="label value unit is_approximate source as_of withdrawn_at")
    kept_as: ClassVar = Retention.BOOK

    class Meta:
        ordering = ["label", "as_of", "id"]

    def __str__(self) -> str:
        return str(self.label)
