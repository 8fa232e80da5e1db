"""Lists of other departments: the file, what each row is to the roster, and what people decided about it."""

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


class DepartmentList(models.Model):
    """One file of a department, from the first look at it on; its comparison is kept in its rows."""

    id = models.UUIDField(primary_key=True, default=new_id)
    department = models.CharField(max_length=20)  # departments.choices.Department
    means = models.CharField(max_length=30, blank=True)  # the category of everybody on it, "" for none
    town_code = models.CharField(max_length=9, blank=True)  # the town it is of, "" for the whole county
    layout = models.CharField(max_length=30, blank=True)  # exchange.layouts.LAYOUTS, of the national system's
    as_of = models.DateField()
    file_name = models.CharField(max_length=200)
    content = EncryptedTextField()  # the bytes in base64
    digest = models.CharField(max_length=64)  # keyed, of all cells: the same again is the same list
    mapping = models.JSONField(default=dict)  # heading → column, as far as a person set it
    state = models.CharField(max_length=10, default="open")  # departments.choices.State
    counts = models.JSONField(default=dict)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    by_account = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {
        "digest": Lasting("department:{county}"),
    }
    privacy: ClassVar = declare(
        plain="department means town_code layout as_of digest mapping state counts previous by_account "
        "compared_at",
        personal="file_name content by_name",
    )
    kept_as: ClassVar = Retention.SOURCE
    erased_to: ClassVar = leaves(
        as_is="by_name", destroyed="content file_name", why="an official named in a step stays named"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "town_code", "means", "digest"],
                condition=~Q(state="dropped"),
                name="one_list_of_a_file",
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.as_of} {self.state}"


class DepartmentDecision(models.Model):
    """One decision about one or many rows of a list: what, why, and who was left out."""

    id = models.UUIDField(primary_key=True, default=new_id)
    listed = models.ForeignKey(DepartmentList, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=10)
    outcome = models.CharField(max_length=10)
    reason = EncryptedTextField()
    fields = models.JSONField(default=list)  # which facts were taken
    rows = models.IntegerField(default=0)
    exceptions = models.JSONField(default=list)  # ids of the waiting rows it left out
    by_account = models.UUIDField(null=True)
    by_role = models.CharField(max_length=30)
    by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)  # when the facts it took were taken back

    privacy: ClassVar = declare(
        plain="listed group outcome fields rows exceptions by_account by_role undone_at",
        personal="reason by_name",
    )
    kept_as: ClassVar = Retention.SOURCE
    erased_to: ClassVar = leaves(as_is="by_name", why="an official named in a step stays named")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.group} {self.outcome} {self.rows}"


class TakenChild(models.Model):
    """A child whose file a decision changed, with what is needed to take that back."""

    id = models.UUIDField(primary_key=True, default=new_id)
    decision = models.ForeignKey(DepartmentDecision, on_delete=models.PROTECT, related_name="+")
    child_id = models.UUIDField()
    version_after = models.IntegerField()
    before = EncryptedTextField()  # JSON of what stood

    privacy: ClassVar = declare(plain="decision child_id version_after", sensitive="before")
    kept_as: ClassVar = Retention.SOURCE
    holds_child: ClassVar = (stays("child_id", "it tells which file the decision changed"),)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "child_id"], name="once_in_a_decision")]

    def __str__(self) -> str:
        return f"{self.child_id}"


class DepartmentRow(models.Model):
    """One row of a list as it was compared; also a child of the last list that this one has no more.

    `child_id` is the file it is, or may be where the group is `unclear` or `new`. `said` and `found` are
    JSON: what the row says, and what differs or why it is where it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    listed = models.ForeignKey(DepartmentList, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.CharField(max_length=10)  # departments.choices.Group
    sheet = models.CharField(max_length=100, blank=True)
    number = models.IntegerField(default=0)  # as Excel shows it; 0 where the child is gone from the list
    child_id = models.UUIDField(null=True)
    name = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True)
    id_number_hash = models.BinaryField(null=True)
    said = EncryptedTextField()
    found = EncryptedTextField()
    facts = ArrayField(models.CharField(max_length=20), default=list)  # which of them differ
    fingerprint = models.BinaryField()  # keyed: the same thing on a later list is recognised by it
    answer = models.CharField(max_length=5, blank=True)  # of an unclear one: same or other
    outcome = models.CharField(max_length=10, blank=True)  # departments.choices.Outcome, "" while it waits
    decision = models.ForeignKey(DepartmentDecision, on_delete=models.PROTECT, related_name="+", null=True)
    is_carried = models.BooleanField(default=False)  # decided on an earlier list
    decided_at = models.DateTimeField(null=True)
    intake_id = models.UUIDField(null=True)
    spell_id = models.UUIDField(null=True)  # of one that is gone: the category to review
    recorded_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    under_keys: ClassVar = {
        "id_number_hash": Hashed("said", "humiao.registry.rehashing.of_department_row"),
        "fingerprint": Lasting("department:{county}"),
    }
    privacy: ClassVar = declare(
        plain="listed group sheet number child_id facts fingerprint answer outcome decision is_carried "
        "decided_at intake_id spell_id",
        personal="name born_on id_number_hash",
        sensitive="said found",
    )
    kept_as: ClassVar = Retention.SOURCE
    holds_child: ClassVar = (moves("child_id"),)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["listed", "group", "id"], name="department_row_group"),
            models.Index(fields=["fingerprint"], name="department_row_finger"),
            models.Index(
                fields=["spell_id"], name="department_row_spell", condition=Q(spell_id__isnull=False)
            ),
            models.Index(
                fields=["child_id"], name="department_row_child", condition=Q(child_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}"
