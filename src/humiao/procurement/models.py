"""The provider, its engagement in a programme, and the staff it puts there."""

from typing import ClassVar

from django.db import models

from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class Provider(models.Model):
    """A body that delivers a service, by its unified social credit code."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=100)
    credit_code = models.CharField(max_length=18, unique=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="name credit_code")
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Engagement(models.Model):
    """A provider delivers a programme from a day to a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    programme_id = models.UUIDField()
    contract_number = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="provider programme_id contract_number starts_on ends_on")
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["programme_id"], name="engagement_programme")]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.starts_on:%F}–{self.ends_on:%F}"


class StaffAssignment(models.Model):
    """A person works on a programme for its provider from a day to a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    programme_id = models.UUIDField()
    post_id = models.UUIDField()
    person_name = models.CharField(max_length=60)
    qualification = models.CharField(max_length=60, blank=True)
    is_full_time = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    end_recorded_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(
        plain="engagement programme_id post_id qualification is_full_time starts_on ends_on end_recorded_at",
        personal="person_name",
    )
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["programme_id", "starts_on"], name="staff_programme")]

    def __str__(self) -> str:
        return self.person_name
