"""Consents, requests of guardians and children, legal holds, and what is destroyed when its time is over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import moves, stays
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.registry.models.people import Child


class Consent(models.Model):
    """Somebody allowed one use of a child's data from a day; withdrawn by a dated entry."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)  # see consent.purposes
    given_by = models.CharField(max_length=10)  # see consent.choices.Giver
    giver_name = EncryptedTextField()
    relation = models.CharField(max_length=30, blank=True)
    form = models.CharField(max_length=10)  # see consent.choices.Form
    witness = EncryptedTextField()
    file_id = models.UUIDField(null=True)
    given_on = models.DateField()
    until_on = models.DateField()  # first day it no longer holds by itself
    recorded_at = models.DateTimeField()
    recorded_by_post_id = models.UUIDField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=10, blank=True)
    withdrawer_name = EncryptedTextField()
    withdraw_recorded_at = models.DateTimeField(null=True)
    withdraw_recorded_by_post_id = models.UUIDField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child purpose given_by form file_id given_on until_on recorded_by_post_id withdrawn_on "
        "withdrawn_by withdraw_recorded_at withdraw_recorded_by_post_id",
        personal="giver_name relation witness withdrawer_name",
    )
    kept_as: ClassVar = Retention.CONSENT
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_on:%F}"


class ChildRequest(models.Model):
    """A guardian, or a child from 14, asks to see, copy, correct or erase data, to withdraw, to be told."""

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=20, unique=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)  # see requests.choices.Kind
    asked_by = models.CharField(max_length=10)  # see requests.choices.Asker
    asker_name = EncryptedTextField()
    relation = models.CharField(max_length=30, blank=True)
    contact = EncryptedTextField()
    identity = models.CharField(max_length=20)  # see requests.choices.Identity
    said = EncryptedTextField()
    asked_on = models.DateField()
    due_on = models.DateField()
    limit_days = models.IntegerField()
    state = models.CharField(max_length=10)  # see requests.choices.State
    grounds = models.JSONField(default=list)  # codes of requests.grounds it was refused for
    answer = EncryptedTextField()
    prepared_by = models.UUIDField(null=True)  # the account: who prepared doesn't confirm
    prepared_by_post_id = models.UUIDField(null=True)
    prepared_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_by_post_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by_post_id = models.UUIDField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="number child kind asked_by identity asked_on due_on limit_days state grounds prepared_by "
        "prepared_by_post_id prepared_at answered_by answered_by_post_id answered_at recorded_by_post_id",
        personal="asker_name relation contact said answer",
    )
    kept_as: ClassVar = Retention.REQUEST
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="request_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class LegalHold(models.Model):
    """Nothing of a child or a programme is destroyed while this holds; two people lift it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)
    programme_id = models.UUIDField(null=True)
    authority = EncryptedTextField()  # who asked for it: a court, the audit office, with the paper's number
    reason = EncryptedTextField()
    from_on = models.DateField()
    placed_by = models.UUIDField(null=True)
    placed_by_post_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    lift_asked_by = models.UUIDField(null=True)
    lift_asked_by_post_id = models.UUIDField(null=True)
    lift_asked_at = models.DateTimeField(null=True)
    lift_reason = EncryptedTextField()
    lifted_by = models.UUIDField(null=True)
    lifted_by_post_id = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child programme_id from_on placed_by placed_by_post_id lift_asked_by lift_asked_by_post_id "
        "lift_asked_at lifted_by lifted_by_post_id lifted_at",
        personal="authority reason lift_reason",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=False) ^ Q(programme_id__isnull=False), name="hold_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%F}"


class CountyPeriod(models.Model):
    """A number the county decided, with the paper it rests on; the newest of a key holds."""

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField(max_length=30)  # a class of `Retention`, or `request-days`
    value = models.IntegerField()
    source = models.CharField(max_length=200)
    set_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="key value source set_by")
    kept_as: ClassVar = Retention.SETTING
    append_only: ClassVar = True

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


class DestructionList(models.Model):
    """What is due for destruction, put together by one person and approved by another (销毁清册)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=20, unique=True)
    year = models.IntegerField()
    state = models.CharField(max_length=10)  # see destruction.choices.State
    counts = models.JSONField(default=dict)  # records by class
    prepared_by = models.UUIDField(null=True)
    prepared_by_post_id = models.UUIDField(null=True)
    prepared_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_post_id = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = EncryptedTextField()
    done_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="number year state counts prepared_by prepared_by_post_id decided_by decided_by_post_id "
        "decided_at done_at",
        personal="prepared_name decided_name note",
    )
    kept_as: ClassVar = Retention.BOOK
    erased_to: ClassVar = leaves(
        as_is="prepared_name decided_name", why="a record of destruction names who answered for it"
    )

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(state="prepared"), name="one_waiting_destruction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class DestructionItem(models.Model):
    """One record on a list; `label` is a number that says nothing about anybody."""

    id = models.UUIDField(primary_key=True, default=new_id)
    listed = models.ForeignKey(DestructionList, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)  # see destruction.kinds
    record_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    label = models.CharField(max_length=60)
    due_on = models.DateField()
    state = models.CharField(max_length=10)  # see destruction.choices.Fate
    why = models.CharField(max_length=30, blank=True)
    done_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(plain="listed kind record_id child_id label due_on state why done_at")
    kept_as: ClassVar = Retention.BOOK
    holds_child: ClassVar = (stays("child_id", "the record of destruction names that file"),)

    class Meta:
        ordering = ["kind", "label", "id"]
        indexes = [models.Index(fields=["listed", "state", "kind"], name="destruction_item")]
        constraints = [models.UniqueConstraint(fields=["listed", "record_id"], name="once_on_a_list")]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"
