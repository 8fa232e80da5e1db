"""What of a model stands under a key, declared beside its columns, so that a rotation forgets none.

Every `EncryptedTextField` is known by its type. Every other binary column says what it is:

    under_keys: ClassVar = {
        "wrapped": Wrapped("child-keys:{county}", "child|{pk}"),
        "id_number_hash": Hashed("id_number", "humiao.registry.search.id_index"),
    }

A test fails on a binary column that says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.module_loading import import_string

from humiao.foundation.fields import EncryptedTextField


@dataclass(frozen=True)
class Wrapped:
    """A value sealed under a derived key: made anew in a rotation. `{county}` and `{pk}` are put in."""

    purpose: str
    place: str


@dataclass(frozen=True)
class Hashed:
    """A keyed hash that is made anew from a sealed column of the row by a function of its opened text."""

    of: str
    by: str
    length: int = 32

    def anew(self, text: str) -> Any:
        """Return what the column holds for a text, under the active version."""
        made: Callable[[str], Any] = import_string(self.by)
        return made(text)


@dataclass(frozen=True)
class Lasting:
    """A keyed hash whose text nobody keeps: it stays under its version, and is looked up under every one.

    Its key outlives a destroyed version by itself; it opens nothing. `also` names what is derived from the
    hash by a key of the same version.
    """

    purpose: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mac:
    """A keyed hash that seals something written once: it verifies for ever under the version it says.

    Its key outlives a destroyed version by itself; it opens nothing.
    """

    purpose: str


@dataclass(frozen=True)
class OwnKey:
    """A value under a key of its own, which is wrapped elsewhere: wrapping that anew is enough."""

    wrapped_in: str


@dataclass(frozen=True)
class NotKeyed:
    """Bytes that stand under no key, and why."""

    why: str


# Of seals in no binary column: codes printed on what was taken out, lines of the list of erased children.
_BESIDE = ("exports:{county}", "erased-list:{county}")

Kind = EncryptedTextField | Wrapped | Hashed | Lasting | Mac | OwnKey | NotKeyed


class Undeclared(TypeError):  # noqa: N818
    """A model has a binary column that doesn't say which key it stands under."""


@dataclass(frozen=True)
class Column:
    """One column under a key."""

    name: str
    kind: Kind
    is_array: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class Table:
    """The columns of one table that stand under keys."""

    model: Any
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """Return the table's name."""
        return str(self.model._meta.db_table)

    @property
    def renewed(self) -> tuple[Column, ...]:
        """Return the columns a rotation writes anew."""
        return tuple(c for c in self.columns if isinstance(c.kind, EncryptedTextField | Wrapped | Hashed))


def tables(*, shared: bool) -> tuple[Table, ...]:
    """Return every table of the shared schema or of a county's that has columns under keys."""
    from humiao.foundation.tenancy import SHARED_APPS

    every = (m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy)
    ours = (m for m in every if (m._meta.app_label in SHARED_APPS) == shared)
    found = (Table(m, tuple(_columns(m))) for m in sorted(ours, key=lambda m: m._meta.db_table))
    return tuple(t for t in found if t.columns)


def outliving_purposes(county: str) -> list[str]:
    """Return the purposes whose key has to outlive a destroyed version: seals and lasting hashes."""
    kinds = (c.kind for is_shared in (True, False) for t in tables(shared=is_shared) for c in t.columns)
    kept = [k for k in kinds if isinstance(k, Lasting | Mac)]
    purposes = [p for k in kept for p in (k.purpose, *getattr(k, "also", ()))]
    return sorted({p.format(county=county) for p in (*purposes, *_BESIDE)})


def _columns(model: Any) -> Iterator[Column]:
    declared: dict[str, Kind] = getattr(model, "under_keys", {})
    for field in model._meta.concrete_fields:
        if isinstance(field, EncryptedTextField):
            yield Column(str(field.column), field)
            continue
        base = field.base_field if isinstance(field, ArrayField) else field
        kind = declared.get(field.name)
        if kind is not None:
            is_text = not isinstance(base, models.BinaryField)
            yield Column(str(field.column), kind, isinstance(field, ArrayField), is_text)
        elif isinstance(base, models.BinaryField):
            raise Undeclared(f"{model.__name__}.{field.name} says nothing in under_keys")
