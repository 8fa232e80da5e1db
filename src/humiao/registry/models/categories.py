"""What stands behind a category: papers, reviews, its exit, the parents' situations, study beyond 18."""

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
from humiao.registry.models.people import Child
from humiao.registry.models.spells import CategorySpell

_OF_A_CATEGORY_THAT_STAYS = Clash(
    "category-stays",
    "o.spell_id = ANY(%(kept)s::uuid[])",
    _("The category it proves stays with the old file."),
)


class ParentSituation(models.Model):
    """A situation of a parent from the day it counts from, to its expected and its real end."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    parent = models.CharField(max_length=10)
    situation = models.CharField(max_length=30)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    voided_at = models.DateTimeField(null=True)

    privacy: ClassVar = declare(
        plain="child recorded_by voided_at", sensitive="parent situation from_on until_on ended_on"
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(to_month="from_on", why="a row needs a day it begins; what began is gone")
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.parent}: {self.situation}"


class CategoryProof(models.Model):
    """A paper that proves a category or a parent's situation."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    spell = models.ForeignKey(CategorySpell, on_delete=models.PROTECT, related_name="+", null=True)
    situation = models.ForeignKey(ParentSituation, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=30)
    number = EncryptedTextField()
    issuer = EncryptedTextField()
    issued_on = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    file_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = EncryptedTextField()

    privacy: ClassVar = declare(
        plain="child spell situation issued_on valid_to file_id recorded_by voided_at",
        personal="number void_reason",
        sensitive="kind issuer",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id", _OF_A_CATEGORY_THAT_STAYS),)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(spell__isnull=False) ^ Q(situation__isnull=False), name="proof_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return str(self.kind)


class CategoryReview(models.Model):
    """Somebody looked again and found that the category still holds."""

    id = models.UUIDField(primary_key=True, default=new_id)
    spell = models.ForeignKey(CategorySpell, on_delete=models.PROTECT, related_name="+", db_index=False)
    reviewed_on = models.DateField()
    next_on = models.DateField(null=True)
    note = EncryptedTextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    privacy: ClassVar = declare(plain="spell reviewed_on next_on recorded_by", sensitive="note")
    kept_as: ClassVar = Retention.CHILD_FILE

    class Meta:
        ordering = ["reviewed_on", "id"]
        indexes = [models.Index(fields=["spell", "reviewed_on", "id"], name="review_spell")]

    def __str__(self) -> str:
        return f"{self.reviewed_on:%F}"


class CategoryExit(models.Model):
    """A category is to end: sent, then confirmed, rejected or withdrawn. Sent again, it is another row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    spell = models.ForeignKey(CategorySpell, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=30)
    on = models.DateField()
    last_benefit = models.DateField(null=True)
    other = EncryptedTextField()
    cause = EncryptedTextField()
    handling = EncryptedTextField()
    remark = EncryptedTextField()
    file_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10)
    recorded_at = models.DateTimeField()
    sent_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decision_reason = EncryptedTextField()

    privacy: ClassVar = declare(
        plain="spell follows on last_benefit file_id state sent_by decided_at decided_by",
        sensitive="reason other cause handling remark decision_reason",
    )
    kept_as: ClassVar = Retention.CHILD_FILE
    erased_to: ClassVar = leaves(as_is="reason", why="exits are counted by reason")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["spell"], condition=Q(state="waiting"), name="one_waiting_exit")
        ]

    def __str__(self) -> str:
        return str(self.state)


class StudyNote(models.Model):
    """A child studies full-time beyond 18: it leaves the roster, benefits of some categories go on."""

    id = models.UUIDField(primary_key=True, default=new_id)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    school = EncryptedTextField()
    stage = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    privacy: ClassVar = declare(plain="child from_on until_on recorded_by", personal="school stage")
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.from_on:%F}–{self.until_on:%F}"
