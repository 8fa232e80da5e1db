"""A text column that is ciphertext in the database and opens only when somebody reads the attribute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from humiao.foundation import crypto
from humiao.foundation.context import current_county


class Sealed(bytes):
    """Ciphertext: from the database and not opened yet, or made here for it."""


class _Opening:
    """Open the sealed value on first reading, so that a list that does not show it never pays for it."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = open_value(bytes(value), self.field, instance.pk)
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Text sealed under the county's key, bound to table, column and row. Empty text is kept as NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Put the opening attribute on the model."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def from_db_value(self, value: Any, *_: Any) -> Any:
        """Mark what the database returned as not opened."""
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Any:
        """Leave the text as it is when a model is validated; a binary column would decode it as base64."""
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal the text under the row's own place."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or value == "":
            return None
        if isinstance(value, Sealed):
            if add:
                raise TypeError(f"{self.name}: read the text before copying it to a new row")
            return self._under_the_active_key(value, model_instance.pk)
        if model_instance.pk is None:
            raise TypeError(f"{self.name}: the row needs its id before its text is sealed")
        return seal_text(str(value), self.model._meta.db_table, self.column, model_instance.pk)

    def _under_the_active_key(self, value: Sealed, row: Any) -> Sealed:
        """Leave a value that was not read as it is, unless a rotation has begun since it was written."""
        if value[1:2] == crypto.sealed_as()[1:]:
            return value
        text = open_value(bytes(value), self, row)
        return seal_text(text, self.model._meta.db_table, self.column, row)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Refuse what was not sealed here, text or bytes: it would be stored in the clear."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name}: plain text can't be stored or compared; save the row instead")
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002
        """Refuse serialising: exports go through commands that log them."""
        raise TypeError(f"{self.name} is encrypted and is not serialised")


def _place(table: str, column: str | None, row: Any) -> str:
    return f"{table}|{column}|{row}"


def seal_text(text: str, table: str, column: str | None, row: Any) -> Sealed:
    """Seal one text for a column and row of the open county."""
    key = crypto.derived_key(f"county:{current_county()}")
    return Sealed(crypto.seal(text.encode(), key, _place(table, column, row)))


def text_sealer() -> Callable[[str, str, Any, Any], Sealed]:
    """Return `seal_text` of the open county, for sealing many texts: text, table, column, row."""
    sealer = crypto.Sealer(crypto.derived_key(f"county:{current_county()}"))

    def sealed(text: str, table: str, column: str | None, row: Any) -> Sealed:
        return Sealed(sealer.seal(text.encode(), _place(table, column, row)))

    return sealed


def open_value(sealed: bytes, field: models.Field[Any, Any], row: Any) -> str:
    """Open a column's sealed value in the open county; raises `crypto.CannotOpen`."""
    key = crypto.derived_key(f"county:{current_county()}")
    place = _place(field.model._meta.db_table, field.column, row)
    return crypto.unseal(sealed, key, place).decode()
