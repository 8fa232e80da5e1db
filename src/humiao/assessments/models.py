"""Instruments, assessments, the level's history, and the needs ledger."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from humiao.foundation.blanking import leaves
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import Clash, moves
from humiao.foundation.ids import new_id
from humiao.foundation.privacy import declare
from humiao.foundation.retention.classes import Retention

_LEVELS_OF_BOTH = Clash(
    "levels-of-both",
    "EXISTS (SELECT 1 FROM assessments_levelchange n "
    "WHERE n.programme_id = o.programme_id AND n.child_id = %(staying)s)",
    _("The file that stays has a history of levels of its own in this programme."),
)


class Instrument(models.Model):
    """One version of an instrument: items, weights, cut-offs and deciding answers are data."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=40)
    number = models.IntegerField()
    programme_id = models.UUIDField(null=True)
    definition = models.JSONField()
    is_on = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(plain="code number programme_id definition is_on")
    kept_as: ClassVar = Retention.PROCUREMENT

    class Meta:
        ordering = ["code", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "number", "programme_id"], name="one_instrument_number", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"


class Assessment(models.Model):
    """One assessment of a child by one version of an instrument, with what followed from the answers."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child_id = models.UUIDField()
    programme_id = models.UUIDField()
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    occurred_on = models.DateField()
    answers = EncryptedTextField()  # JSON of item code to answer
    score = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    outcome_level = models.CharField(max_length=10)
    level = models.CharField(max_length=10)  # the outcome, or what a person set instead
    override_reason = EncryptedTextField()
    worker_post_id = models.UUIDField(null=True)
    visit_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(
        plain="child_id programme_id instrument occurred_on worker_post_id visit_id voided_at",
        sensitive="answers score outcome_level level override_reason",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="score outcome_level level", why="figures count them")
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["occurred_on", "id"]
        indexes = [
            models.Index(fields=["child_id", "occurred_on"], name="assessment_child"),
            models.Index(fields=["programme_id", "child_id"], name="assessment_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.occurred_on:%F}"


class LevelChange(models.Model):
    """The level of a child in a programme from a day on. Lowering waits for a second person.

    In force, it names the level of the day before and, where a later one of the same day took its place, from
    when on that is known; so the spans of 10,000 children are read in one pass, as known at any moment.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    child_id = models.UUIDField()
    programme_id = models.UUIDField()
    level = models.CharField(max_length=10)
    from_on = models.DateField()
    cause = models.CharField(max_length=20)  # see assessments.choices.Cause
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+", null=True)
    reason = EncryptedTextField()
    state = models.CharField(max_length=10)  # see assessments.choices.LevelState
    by_post_id = models.UUIDField(null=True)
    by_account_id = models.UUIDField(null=True)  # a person in a new post is still the same person
    decided_by_post_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)  # when it became known as in force
    level_before = models.CharField(max_length=10, blank=True)  # of the day before; empty for the first
    overtaken_at = models.DateTimeField(null=True)  # when a later change of the same day came into force
    withdrawn_at = models.DateTimeField(null=True)  # when the record it came from turned out wrong
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child_id programme_id from_on cause assessment state by_post_id by_account_id "
        "decided_by_post_id decided_at in_force_at overtaken_at withdrawn_at",
        sensitive="level level_before reason",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="level level_before", why="figures of past days ask the level")
    holds_child: ClassVar = (moves("child_id", _LEVELS_OF_BOTH),)

    class Meta:
        ordering = ["from_on", "recorded_at", "id"]
        indexes = [
            models.Index(
                fields=["programme_id", "child_id", "from_on"],
                include=["level", "level_before", "in_force_at", "overtaken_at"],
                condition=Q(state="in-force"),
                name="level_in_force",
            ),
            models.Index(fields=["child_id"], name="level_child"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_id", "child_id"], condition=Q(state="waiting"), name="one_waiting_level"
            ),
            models.CheckConstraint(
                condition=Q(state="in-force", in_force_at__isnull=False)
                | (~Q(state="in-force") & Q(in_force_at__isnull=True)),
                name="in_force_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.level} from {self.from_on:%F}"


class Need(models.Model):
    """One line of the needs ledger: what is needed, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child_id = models.UUIDField()
    programme_id = models.UUIDField()
    kind = models.CharField(max_length=30)  # see assessments.choices.NeedKind
    description = EncryptedTextField()
    found_on = models.DateField()
    visit_id = models.UUIDField(null=True)
    by_post_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    met_on = models.DateField(null=True)
    help_given = EncryptedTextField()
    met_recorded_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    privacy: ClassVar = declare(
        plain="child_id programme_id found_on visit_id by_post_id met_on met_recorded_at",
        sensitive="kind description help_given",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="kind", why="the needs ledger is counted by kind")
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["found_on", "id"]
        indexes = [
            models.Index(fields=["child_id"], name="need_child"),
            models.Index(fields=["programme_id", "met_on"], name="need_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.found_on:%F}"
