"""Visits to households with a line for each child, amendments, and exemptions."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import Clash, moves
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Lasting
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention
from humiao.visits.choices import Channel, Outcome, Source

_BOTH_AT_ONE_VISIT = Clash(
    "same-visit",
    "EXISTS (SELECT 1 FROM visits_visitline n WHERE n.visit_id = o.visit_id AND n.child_id = %(staying)s)",
    _("The file that stays has a line of the same visit."),
)


class Visit(models.Model):
    """One arrival at one household, or one contact by another channel."""

    id = models.UUIDField(primary_key=True, default=new_id)
    programme_id = models.UUIDField()
    household_id = models.UUIDField()
    town_code = models.CharField(max_length=9)  # of that day
    occurred_on = models.DateField()
    started_at = models.DateTimeField()
    minutes = models.IntegerField(null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    worker_post_id = models.UUIDField()
    visitor_role = models.CharField(max_length=40)  # of that day
    entered_by_post_id = models.UUIDField(null=True)  # where somebody recorded it for the visitor
    co_visitor_post_ids = ArrayField(models.UUIDField(), default=list)
    present = EncryptedTextField()
    summary = EncryptedTextField()
    next_step = EncryptedTextField()
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.TYPED)
    origin = models.CharField(max_length=200, blank=True)  # of a late one out of a ledger: file, sheet, row
    has_time = models.BooleanField(default=True)  # a ledger may tell the day alone
    # Keyed, of all that was sent: the same visit sent again is told from another under its id.
    content_hash = models.BinaryField()
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {
        "content_hash": Lasting("visit-content:{county}"),
    }
    privacy: ClassVar = declare(
        plain="programme_id household_id town_code occurred_on started_at minutes channel worker_post_id "
        "visitor_role entered_by_post_id co_visitor_post_ids source has_time content_hash voided_at",
        personal="origin",
        sensitive="present summary next_step",
    )
    kept_as: ClassVar = Retention.VISIT

    class Meta:
        ordering = ["occurred_on", "id"]
        indexes = [
            models.Index(fields=["programme_id", "occurred_on"], name="visit_programme"),
            models.Index(fields=["worker_post_id", "occurred_on"], name="visit_worker"),
            models.Index(fields=["household_id", "occurred_on"], name="visit_household"),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on:%F} {self.channel}"


class VisitLine(models.Model):
    """What the visit was for one child: met or not, seen alone, what was found."""

    id = models.UUIDField(primary_key=True, default=new_id)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    child_id = models.UUIDField()
    # Copied from the visit, so that duties and figures read one table.
    programme_id = models.UUIDField()
    occurred_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    worker_post_id = models.UUIDField()
    visitor_role = models.CharField(max_length=40)
    town_code = models.CharField(max_length=9)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    was_seen_alone = models.BooleanField(default=False)
    is_unchanged = models.BooleanField(default=False)
    findings = EncryptedTextField()
    suggested_level = models.CharField(max_length=10, blank=True)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(
        plain="visit child_id programme_id occurred_on channel worker_post_id visitor_role town_code "
        "voided_at",
        sensitive="outcome was_seen_alone is_unchanged findings suggested_level",
    )
    kept_as: ClassVar = Retention.VISIT
    erased_to: ClassVar = leaves(
        as_is="outcome was_seen_alone is_unchanged suggested_level", why="visits are counted by them"
    )
    holds_child: ClassVar = (moves("child_id", _BOTH_AT_ONE_VISIT),)

    class Meta:
        ordering = ["occurred_on", "id"]
        indexes = [
            models.Index(fields=["child_id", "occurred_on"], name="line_child"),
            models.Index(
                fields=["programme_id", "child_id", "occurred_on", "visit"],
                name="line_met",
                condition=Q(outcome="met"),
                # All that duties ask of a line, so that they read the index alone.
                include=["channel", "visitor_role", "recorded_at", "voided_at"],
            ),
            models.Index(
                fields=["programme_id", "child_id", "occurred_on"],
                name="line_fault",
                condition=Q(outcome="fault"),
            ),
            models.Index(fields=["programme_id", "occurred_on", "id"], name="line_programme"),
            models.Index(fields=["visit"], name="line_visit"),
        ]
        constraints = [models.UniqueConstraint(fields=["visit", "child_id"], name="one_line_a_child")]

    def __str__(self) -> str:
        return f"{self.child_id} {self.occurred_on:%F} {self.outcome}"


class VisitAmendment(models.Model):
    """A dated, signed change to what a visit says; the visit itself stays as it was written."""

    id = models.UUIDField(primary_key=True, default=new_id)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    child_id = models.UUIDField(null=True)
    content = EncryptedTextField()  # JSON of field to new value
    reason = EncryptedTextField()
    by_post_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = declare(plain="visit child_id by_post_id", sensitive="content reason")
    kept_as: ClassVar = Retention.VISIT
    holds_child: ClassVar = (moves("child_id", _BOTH_AT_ONE_VISIT),)

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["visit"], name="amendment_visit")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.recorded_at:%F}"


class Exemption(models.Model):
    """A child need not be visited from a day to a day; approved by a second person."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child_id = models.UUIDField()
    programme_id = models.UUIDField()
    reason = models.CharField(max_length=20)  # see visits.choices.ExemptionReason
    note = EncryptedTextField()
    from_on = models.DateField()
    to_on = models.DateField()
    asked_by = models.UUIDField(null=True)  # the account: who asked doesn't decide
    asked_by_post_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10)  # see visits.choices.ExemptionState
    decided_by_post_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = EncryptedTextField()
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child_id programme_id from_on to_on asked_by asked_by_post_id state decided_by_post_id "
        "decided_at",
        sensitive="reason note decision_note",
    )
    kept_as: ClassVar = Retention.VISIT
    erased_to: ClassVar = leaves(as_is="reason", why="duties of past days ask it")
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["from_on", "id"]
        indexes = [models.Index(fields=["programme_id", "child_id"], name="exemption_programme")]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=models.F("from_on")), name="exemption_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.from_on:%F}–{self.to_on:%F}"
