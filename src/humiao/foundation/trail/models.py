"""The trail: who did what to which row, appended in the change's own transaction, sealed in batches."""

from typing import ClassVar

from django.db import models

from humiao.foundation.holding import stays
from humiao.foundation.ids import new_id
from humiao.foundation.keys.under import Mac, NotKeyed, OwnKey, Wrapped
from humiao.foundation.privacy import Privacy
from humiao.foundation.retention.classes import Retention


class TrailEntry(models.Model):
    """One act: a change, a read that must be logged, an export, a refusal, a sign-in."""

    id = models.UUIDField(primary_key=True, default=new_id)
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    plain = models.JSONField(default=dict)
    # Values about a child, sealed under that child's own key: destroying the key erases them, and the
    # chain, which covers the ciphertext, still verifies.
    personal = models.BinaryField(null=True)
    batch = models.BigIntegerField(null=True)
    position = models.IntegerField(null=True)

    under_keys: ClassVar = {
        "personal": OwnKey("trail.ChildKey"),
    }
    privacy: ClassVar = {
        **dict.fromkeys(("at", "written_at", "actor", "actor_role", "action", "subject_type"), Privacy.PLAIN),
        **dict.fromkeys(("subject_id", "child_id", "plain", "batch", "position"), Privacy.PLAIN),
        "personal": Privacy.SENSITIVE,
    }
    kept_as: ClassVar = Retention.TRAIL
    holds_child: ClassVar = (stays("child_id", "what was said is sealed under that child's own key"),)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["child_id", "at", "id"], name="trail_child"),
            models.Index(fields=["actor", "at", "id"], name="trail_actor"),
            models.Index(fields=["at", "id"], name="trail_refused", condition=models.Q(action="refused")),
            models.Index(fields=["at", "id"], name="trail_at"),
            models.Index(fields=["batch", "position"], name="trail_batch_position"),
            models.Index(fields=["id"], name="trail_unsealed", condition=models.Q(batch__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.action}"


class TrailBatch(models.Model):
    """A sealed run of entries: their digests in order, chained to the batch before by a keyed hash."""

    number = models.BigIntegerField(primary_key=True)
    entries = models.IntegerField()
    digests = models.BinaryField()  # 16 bytes an entry, in order of position
    previous_mac = models.BinaryField()
    mac = models.BinaryField()
    sealed_at = models.DateTimeField()

    under_keys: ClassVar = {
        "digests": NotKeyed("what the keyed hash is over"),
        "previous_mac": Mac("trail:{county}"),
        "mac": Mac("trail:{county}"),
    }
    privacy: ClassVar = dict.fromkeys(
        ("number", "entries", "digests", "previous_mac", "mac", "sealed_at"), Privacy.PLAIN
    )
    kept_as: ClassVar = Retention.TRAIL

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"batch {self.number}"


class ChildKey(models.Model):
    """A child's own key, wrapped by the county's; destroyed on erasure."""

    child_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    under_keys: ClassVar = {
        "wrapped": Wrapped("child-keys:{county}", "child|{pk}"),
    }
    privacy: ClassVar = {
        "child_id": Privacy.PLAIN,
        "wrapped": Privacy.SENSITIVE,
        "destroyed_at": Privacy.PLAIN,
    }
    kept_as: ClassVar = Retention.CHILD_FILE
    holds_child: ClassVar = (stays("child_id", "each child keeps its own key"),)

    def __str__(self) -> str:
        return str(self.child_id)
