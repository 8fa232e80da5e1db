"""Posts: who does what where in this county, from when to when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from humiao.access.roles import ROLES, Role
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import Privacy
from humiao.foundation.retention.classes import Retention


class Post(models.Model):
    """One person's post. The account lives in the shared schema and is named by its id only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account_id = models.UUIDField()
    person_name = models.CharField(max_length=60)
    role = models.CharField(max_length=40, choices=[(r.value, ROLES[r].name) for r in Role])
    town_code = models.CharField(max_length=9, blank=True)
    village_code = models.CharField(max_length=12, blank=True)
    provider_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = {
        **dict.fromkeys(("account_id", "role", "town_code", "village_code", "provider_id"), Privacy.PLAIN),
        **dict.fromkeys(("programme_id", "starts_on", "ends_on"), Privacy.PLAIN),
        "person_name": Privacy.PERSONAL,
    }
    kept_as: ClassVar = Retention.ACCOUNT

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["account_id"], name="post_account")]

    def __str__(self) -> str:
        return f"{self.person_name} {self.role}"


def current_posts(on: date) -> Q:
    """Return the condition of a post that is held on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
