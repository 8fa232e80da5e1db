"""What forms of every room need and Django's types don't say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

# A value with its words, or the heading of a group with its pairs.
Choice = tuple[Any, Any]


def offer(form: forms.BaseForm, name: str, choices: Iterable[Choice]) -> None:
    """Give a field the choices known when its form is made; raises `TypeError` where none are made."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no field to choose from")
    field.choices = list(choices)
