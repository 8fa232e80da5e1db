"""Households, children, their categories, guardians, roster spells, enrolments, and participants.

Spells (`…_on` from and to) carry two recording moments: when the beginning was recorded and when the end
was. So the roster of any past day can be asked as it is known now or as it was known then.
Every spell is half-open: its last date is the first day on which it no longer holds.
What a code may be stands in `choices`; `rules` refuses others, and labels can change without a migration.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare


class Household(models.Model):
    """A home: siblings share it, and one visit serves them all."""

    id = models.UUIDField(primary_key=True, default=new_id)
    town_code = models.CharField(max_length=9)
    village_code = models.CharField(max_length=12)
    address = EncryptedTextField()
    phone = EncryptedTextField()
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(plain="town_code village_code", personal="address phone")

    def __str__(self) -> str:
        return str(self.id)


class Child(models.Model):
    """One child, one file."""

    id = models.UUIDField(primary_key=True, default=new_id)
    file_number = models.CharField(max_length=20)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    # Copied from the household, so that lists filter and page without a join.
    town_code = models.CharField(max_length=9)
    village_code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=120)
    search_keys = ArrayField(models.CharField(max_length=80))
    sex = models.CharField(max_length=1)
    born_on = models.DateField()
    ethnicity = models.CharField(max_length=2)
    id_number = EncryptedTextField()
    id_number_hash = models.BinaryField(null=True, unique=True)
    no_id_reason = models.CharField(max_length=100, blank=True)
    phone = EncryptedTextField()
    school = models.CharField(max_length=100, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    health = EncryptedTextField()
    disability_card = EncryptedTextField()
    wishes = EncryptedTextField()
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="file_number household town_code village_code",
        personal="name sort_key search_keys sex born_on id_number id_number_hash no_id_reason phone school "
        "grade",
        sensitive="ethnicity health disability_card wishes",
    )

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="child_sort"),
            models.Index(fields=["town_code", "sort_key", "id"], name="child_town_sort"),
            GinIndex(fields=["search_keys"], name="child_search"),
        ]
        constraints = [models.UniqueConstraint(fields=["file_number"], name="one_file_number")]

    def __str__(self) -> str:
        return self.file_number


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

    class Meta:
        ordering = ["from_on", "id"]
        indexes = [models.Index(fields=["child", "category"], name="category_child")]

    def __str__(self) -> str:
        return str(self.category)


class Guardian(models.Model):
    """A parent, guardian or carer of a child."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=30)
    is_main = models.BooleanField(default=False)
    lives_with = models.BooleanField(default=True)
    phone = EncryptedTextField()
    id_number = EncryptedTextField()
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    privacy: ClassVar = declare(
        plain="child is_main lives_with ended_on", personal="name relation phone id_number"
    )

    class Meta:
        ordering = ["-is_main", "id"]

    def __str__(self) -> str:
        return str(self.relation)


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


class Participant(models.Model):
    """A person served who is not on the roster; matched to a file later if need be."""

    id = models.UUIDField(primary_key=True, default=new_id)
    programme_id = models.UUIDField()
    name = models.CharField(max_length=60)
    birth_year = models.IntegerField()
    contact = EncryptedTextField()
    consented_on = models.DateField(null=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(plain="programme_id child consented_on", personal="name birth_year contact")

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["programme_id"], name="participant_programme")]

    def __str__(self) -> str:
        return str(self.id)
