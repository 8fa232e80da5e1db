"""Where children lived before, how they stood in their files before, and moves between counties."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class PlaceMove(models.Model):
    """A child moved within the county; `moved_on` is the first day in the new place.

    A child that never moved has no row: its file says where it lives. Days and recordings rise together.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    moved_on = models.DateField()
    from_town = models.CharField(max_length=9)
    from_village = models.CharField(max_length=12)
    to_town = models.CharField(max_length=9)
    to_village = models.CharField(max_length=12)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="child moved_on from_town from_village to_town to_village")
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (stays("child_id", "it tells where that file said the child lived"),)

    class Meta:
        ordering = ["moved_on", "id"]

    def __str__(self) -> str:
        return f"{self.from_village} → {self.to_village}"


class Correction(models.Model):
    """Sex and date of birth as a file had them until a correction; `fields` says what was corrected."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=1)
    born_on = models.DateField()
    fields = ArrayField(models.CharField(max_length=20))
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="child fields", personal="sex born_on")
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="sex", to_month="born_on", why="counts of past months ask sex and age")
    holds_child: ClassVar = (stays("child_id", "it tells what that file said"),)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.recorded_at:%F} {self.fields}"


class PeerCounty(models.Model):
    """Another county's public keys, from its key card: packages are sealed for and checked against them."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=40)
    signing_key = models.CharField(max_length=64)
    sealing_key = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="code name signing_key sealing_key")
    kept_as: ClassVar = Retention.SETTING

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class HandOver(models.Model):
    """A child's file handed over to another county; open until its receipt comes or a person confirms."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    to_county = models.CharField(max_length=6)
    to_name = models.CharField(max_length=40)
    hand_over_on = models.DateField()
    with_sealed = models.BooleanField(default=False)
    grant_reason = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    package = EncryptedTextField()
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # received (its receipt came), confirmed (a person said so), withdrawn
    outcome = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)
    there_as = models.CharField(max_length=20, blank=True)

    privacy: ClassVar = declare(
        plain="child to_county to_name hand_over_on with_sealed digest ended_at outcome there_as",
        personal="package grant_reason note",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (stays("child_id", "the package that left names that file"),)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_at__isnull=True), name="one_open_hand_over"
            )
        ]

    def __str__(self) -> str:
        return f"{self.to_county} {self.hand_over_on:%F}"


class ReceivedPackage(models.Model):
    """A package another county handed over, and the file made of it here. Its id is the package's own."""

    id = models.UUIDField(primary_key=True, default=new_id)
    from_county = models.CharField(max_length=6)
    from_name = models.CharField(max_length=40)
    from_file = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    receipt = models.TextField()
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="from_county from_name from_file digest child received_on receipt")
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (stays("child_id", "the receipt that was sent names that file"),)

    class Meta:
        ordering = ["-recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.from_county} {self.from_file}"
