"""Homes, children, their guardians, and people served who are on no roster.

What a code may be stands in `choices`; `rules` refuses others, and labels can change without a migration.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import moves
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Hashed
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class Household(models.Model):
    """A home: siblings share it, and one visit serves them all."""

    id = models.UUIDField(primary_key=True, default=new_id)
    town_code = models.CharField(max_length=9)
    village_code = models.CharField(max_length=12)
    address = EncryptedTextField()
    address_keys = ArrayField(models.BinaryField(), default=list)  # keyed hashes of its parts (`addresses`)
    phone = EncryptedTextField()
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {
        "address_keys": Hashed("address", "humiao.registry.addresses.address_keys", length=8),
    }
    privacy: ClassVar = declare(plain="town_code village_code", personal="address address_keys phone")
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(present="address", why="whether a file was complete that day is a figure")

    class Meta:
        indexes = [GinIndex(fields=["address_keys"], name="household_address")]

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
    # A file that is no child's any more keeps its number and says why (`corrections.choices.Retired`).
    retired_as = models.CharField(max_length=20, blank=True, default="", db_default="")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    # Open to the people named for it alone (`restricted`), whatever posts reach the child (R26).
    is_restricted = models.BooleanField(default=False, db_default=False)
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {
        "id_number_hash": Hashed("id_number", "humiao.registry.search.id_index"),
    }
    privacy: ClassVar = declare(
        plain="file_number household town_code village_code retired_as merged_into is_restricted",
        personal="name sort_key search_keys sex born_on id_number id_number_hash no_id_reason phone school "
        "grade",
        sensitive="ethnicity health disability_card wishes",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="sex", to_month="born_on", why="counts of past months ask sex and age")
    holds_child: ClassVar = (moves("merged_into_id"),)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="child_sort"),
            models.Index(fields=["town_code", "sort_key", "id"], name="child_town_sort"),
            GinIndex(fields=["search_keys"], name="child_search"),
            models.Index(fields=["id"], name="child_restricted", condition=models.Q(is_restricted=True)),
            models.Index(
                fields=["merged_into"], name="child_merged", condition=models.Q(merged_into__isnull=False)
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["file_number"], name="one_file_number")]

    def __str__(self) -> str:
        return self.file_number


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
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["-is_main", "id"]

    def __str__(self) -> str:
        return str(self.relation)


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
    kept_as: ClassVar = Retention.PARTICIPANT
    erased_to: ClassVar = leaves(as_is="birth_year", why="people served are counted by age")
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["programme_id"], name="participant_programme")]

    def __str__(self) -> str:
        return str(self.id)
