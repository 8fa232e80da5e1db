"""What erasing a child leaves of its rows: figures, and nothing a person could read.

Every PERSONAL or SENSITIVE column of every row of the child is blanked, with keyed hashes and fingerprints
it could be found again by. Nothing is listed here: rows are found by `holds_child` and the relations between
models, columns by `privacy`. What a model must keep for figures it says beside its columns, with the reason:

    erased_to: ClassVar = leaves(as_is="sex", to_month="born_on", why="counts of past months ask them")

Rows shared with others (a home, a visit of two siblings, a row of an activity's list) stay; where they and
the rows of children of the same home name the child, its name and numbers are struck out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.identity_numbers import STRUCK
from humiao.foundation.privacy import Privacy

CHILD = "registry.Child"  # whose rows are the children themselves; known by name, as it stands above
_HASHES = ("_hash", "_hashes", "_keys", "fingerprint", "sha256")


@dataclass(frozen=True)
class Leaving:
    """What erasing leaves of a row: columns as they are, dates as their month, or that there was text.

    `destroyed` are columns emptied even where other children's data stand in them too: source files.
    """

    as_is: frozenset[str] = frozenset()
    to_month: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    destroyed: frozenset[str] = frozenset()
    why: str = ""


_NOTHING = Leaving()


def leaves(
    *, as_is: str = "", to_month: str = "", present: str = "", destroyed: str = "", why: str
) -> Leaving:
    """Declare what erasing leaves, from lists of field names separated by blanks, and why."""
    kept, months, there, gone = (frozenset(n.split()) for n in (as_is, to_month, present, destroyed))
    return Leaving(kept, months, there, gone, why)


def leaving_of(model: Any) -> Leaving:
    """Return what a model declares."""
    found: Leaving = getattr(model, "erased_to", _NOTHING)
    return found


def blanked_fields(model: Any) -> list[Any]:
    """Return the columns erasing changes: personal and sensitive ones, keyed hashes and fingerprints."""
    if getattr(model, "append_only", False) or model._meta.app_label == "trail":
        return []  # closed months and the trail: what was said there is sealed under the child's key
    table, left = getattr(model, "privacy", {}), leaving_of(model)
    return [
        f
        for f in model._meta.concrete_fields
        if f.name not in left.as_is and (table.get(f.name) in _PERSONAL or _is_hash(f))
    ]


_PERSONAL = (Privacy.PERSONAL, Privacy.SENSITIVE)


def _is_hash(field: Any) -> bool:
    return field.name.endswith(_HASHES) and not isinstance(field, models.CharField)


def blank_of(field: Any) -> str:
    """Return as SQL what a column holds after an erasure; raises `TypeError` for one that can't be blank."""
    if field.null:
        return "NULL"
    for kind, blank in _BLANKS:
        if isinstance(field, kind):
            return blank
    raise TypeError(f"{field}: say what erasing leaves of it (foundation.blanking.leaves)")


_BLANKS: tuple[tuple[type, str], ...] = (
    (EncryptedTextField, "NULL"),
    (ArrayField, "'{}'"),
    (models.CharField, "''"),
    (models.TextField, "''"),
    (models.BinaryField, "''::bytea"),
    (models.BooleanField, "false"),
    (models.IntegerField, "0"),
    (models.JSONField, "'{}'::jsonb"),
)


def texts_of(model: Any) -> list[Any]:
    """Return the encrypted columns of a model, in which others' rows may name the child."""
    destroyed = leaving_of(model).destroyed
    return [f for f in blanked_fields(model) if isinstance(f, EncryptedTextField) and f.name not in destroyed]


def struck(text: str, words: tuple[str, ...]) -> str:
    """Return a text with these words struck out, the longest first."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, STRUCK)
    return text
