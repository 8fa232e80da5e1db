"""Shared, public data: the counties this installation serves, their towns and villages, trail anchors."""

from typing import ClassVar

from django.db import models

from humiao.foundation.keys.under import Mac
from humiao.foundation.privacy import Privacy
from humiao.foundation.retention.classes import Retention


class County(models.Model):
    """A county served here; its children live in the schema of its code."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=40)
    # Set only where the county lives in a plan's year (the demo); today is then this date.
    shifted_today = models.DateField(null=True, blank=True)

    privacy: ClassVar = dict.fromkeys(("code", "name", "shifted_today"), Privacy.PLAIN)
    kept_as: ClassVar = Retention.SETTING

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Division(models.Model):
    """A town (9 digits) or village (12 digits) by its statistical code."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    county_code = models.CharField(max_length=6)
    parent_code = models.CharField(max_length=12, blank=True)

    privacy: ClassVar = dict.fromkeys(("code", "name", "county_code", "parent_code"), Privacy.PLAIN)
    kept_as: ClassVar = Retention.SETTING

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["county_code", "code"], name="division_county")]

    def __str__(self) -> str:
        return self.name


class TrailAnchor(models.Model):
    """The newest sealed batch of a county's trail, kept outside the county so that a cut-off shows."""

    county_code = models.CharField(max_length=6, primary_key=True)
    batch = models.BigIntegerField()
    mac = models.BinaryField()
    anchored_at = models.DateTimeField()

    under_keys: ClassVar = {
        "mac": Mac("trail:{county}"),
    }
    privacy: ClassVar = dict.fromkeys(("county_code", "batch", "mac", "anchored_at"), Privacy.PLAIN)
    kept_as: ClassVar = Retention.TRAIL

    def __str__(self) -> str:
        return f"{self.county_code} #{self.batch}"

    @property
    def printed(self) -> str:
        """Return the head as printed on reports."""
        return f"#{self.batch} {bytes(self.mac).hex()[:16]}"
