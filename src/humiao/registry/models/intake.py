"""Intakes: who asked for whom through which door, the steps taken, and who may be the same child."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import moves, stays
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Hashed, Lasting
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class Intake(models.Model):
    """One child brought to the county, on its way to the roster or to another end.

    `facts` holds as JSON what was said: see `registry.intake.values.Facts`.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=20, unique=True)
    door = models.CharField(max_length=20)
    programme_id = models.UUIDField(null=True)
    route = ArrayField(models.CharField(max_length=10))
    state = models.CharField(max_length=20)
    return_to = models.CharField(max_length=20, blank=True)  # where it goes when completed
    state_since = models.DateField()
    due_on = models.DateField(null=True)
    limit = models.CharField(max_length=30, blank=True)  # the time limit `due_on` comes from
    opened_on = models.DateField()
    opened_by = models.UUIDField(null=True)
    opened_role = models.CharField(max_length=30)
    is_on_behalf = models.BooleanField(default=False)
    is_in_danger = models.BooleanField(default=False)
    served_on = models.DateField(null=True)  # served at once, before the decision
    name = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    born_on = models.DateField(null=True)
    id_number_hash = models.BinaryField(null=True)
    town_code = models.CharField(max_length=9, blank=True)
    village_code = models.CharField(max_length=12, blank=True)
    facts = EncryptedTextField()
    status_hash = models.BinaryField(null=True, unique=True)
    request_hash = models.BinaryField(null=True, unique=True)
    prepared_by = models.UUIDField(null=True)
    decision_number = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField(null=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {
        "id_number_hash": Hashed("facts", "humiao.registry.rehashing.of_intake"),
        "status_hash": Lasting("intake-status:{county}"),
        "request_hash": Lasting("intake-request:{county}", also=("intake-code:{county}",)),
    }
    privacy: ClassVar = declare(
        plain="number door programme_id route state return_to state_since due_on limit opened_on opened_by "
        "opened_role is_on_behalf is_in_danger served_on town_code village_code status_hash request_hash "
        "prepared_by decision_number decided_on child same_as",
        personal="name sex born_on id_number_hash",
        sensitive="facts",
    )
    kept_as: ClassVar = Retention.INTAKE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["opened_on", "id"]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="intake_state"),
            models.Index(fields=["born_on"], name="intake_born"),
            models.Index(fields=["id_number_hash"], name="intake_id_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class IntakeStep(models.Model):
    """One dated step of an intake: who did what at which office, and what it led to. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    office = models.CharField(max_length=10, blank=True)
    finding = models.CharField(max_length=20, blank=True)
    on = models.DateField()
    due_on = models.DateField(null=True)  # the day this step was due, where one was set
    by = models.UUIDField(null=True)
    by_role = models.CharField(max_length=30)
    by_name = models.CharField(max_length=60, blank=True)
    said = EncryptedTextField()
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(
        plain="intake action from_state to_state office finding on due_on by by_role",
        personal="by_name",
        sensitive="said",
    )
    kept_as: ClassVar = Retention.INTAKE
    erased_to: ClassVar = leaves(as_is="by_name", why="an official named in a step stays named")

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.action} {self.on:%F}"


class IntakeLikeness(models.Model):
    """What a person answered: is the child of this intake the one of another file or intake?"""

    id = models.UUIDField(primary_key=True, default=new_id)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+")
    other_child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)
    other_intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+", null=True)
    is_same = models.BooleanField()
    reason = EncryptedTextField()
    by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="intake other_child other_intake is_same by", personal="reason")
    kept_as: ClassVar = Retention.INTAKE
    holds_child: ClassVar = (stays("other_child_id", "somebody compared with that file"),)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(other_child__isnull=False) ^ Q(other_intake__isnull=False), name="likeness_of_one"
            )
        ]

    def __str__(self) -> str:
        return "same" if self.is_same else "different"


class PublicAttempt(models.Model):
    """A public form sent: what rate limits count. The address is kept as a keyed hash, for a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)
    address_hash = models.BinaryField()
    at = models.DateTimeField()

    under_keys: ClassVar = {
        "address_hash": Lasting("public-address:{county}"),
    }
    privacy: ClassVar = declare(plain="kind address_hash at")
    kept_as: ClassVar = Retention.PASSING

    class Meta:
        indexes = [
            models.Index(fields=["kind", "at"], name="attempt_kind"),
            models.Index(fields=["address_hash", "kind", "at"], name="attempt_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%FT%T}"
