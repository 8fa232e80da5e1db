"""The county's own table of holidays, one row a year."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention


class CalendarYear(models.Model):
    """What the yearly notice says of one year: weekdays off, and weekend days worked."""

    id = models.UUIDField(primary_key=True, default=new_id)
    year = models.IntegerField(unique=True)
    days_off = ArrayField(models.DateField())
    work_days = ArrayField(models.DateField())
    source = models.CharField(max_length=200)
    entered_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(plain="year days_off work_days source entered_by")
    kept_as: ClassVar = Retention.SETTING

    def __str__(self) -> str:
        return str(self.year)
