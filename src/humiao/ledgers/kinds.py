"""The kinds of ledgers, each from its file in `data/`: its columns, their words, what tells rows apart."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

from humiao.foundation.bilingual import Bilingual
from humiao.registry.lists.public import LABELS, Column, Words, plain_heading

CODES = ("visits", "activities", "sign-ins", "cases", "training")
FILE_NUMBER = "file_number"
PEOPLE = (
    Column.NAME, Column.ID_NUMBER, FILE_NUMBER, Column.BORN_ON, Column.GUARDIAN, Column.PLACE, Column.TOWN,
    Column.VILLAGE,
)  # fmt: skip
_WHOM = frozenset({Column.NAME, Column.ID_NUMBER, FILE_NUMBER})


class Type(StrEnum):
    """How a column is read."""

    DAY = "day"
    TIME = "time"
    MINUTES = "minutes"
    COUNT = "count"
    YES = "yes"
    CHOICE = "choice"
    WORKER = "worker"
    TEXT = "text"
    PROSE = "prose"


@dataclass(frozen=True)
class Field:
    """A column of one kind; of a choice `words` lead to codes, `codes` name them."""

    code: str
    type: Type
    label: Bilingual
    is_required: bool = False
    default: str = ""
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    codes: Mapping[str, Bilingual] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class LedgerKind:
    """One kind. `key` are the columns a row is known again by; `from_title` may stand in a title."""

    code: str
    label: Bilingual
    ledger_label: Bilingual
    icon: str
    needs_child: bool
    needs_worker: bool
    key: tuple[str, ...]
    from_title: frozenset[str]
    fields: Mapping[str, Field]
    headings: Mapping[str, str]

    @cached_property
    def words(self) -> Words:
        """Return what such a ledger heads its columns with."""
        return Words(self.headings, tuple(frozenset(w) for w in self._wanted()), frozenset(self._bare()))

    def _wanted(self) -> list[frozenset[str]]:
        required = [
            frozenset({f.code})
            for f in self.fields.values()
            if f.is_required and f.code not in self.from_title
        ]
        whom = [_WHOM] if self.needs_child or not required else []
        return [*required, *whom]

    def _bare(self) -> list[str]:
        return [Column.PLACE, Column.TOWN, Column.VILLAGE, *(c for c in self.key if c == "started_at")]

    @cached_property
    def labels(self) -> dict[str, Any]:
        """Return the columns there are, each with its name, in order."""
        people = {c: _("File number") if c == FILE_NUMBER else LABELS[c] for c in PEOPLE}
        return {**people, **{f.code: f.label for f in self.fields.values()}}


@cache
def kinds() -> dict[str, LedgerKind]:
    """Return every kind by its code."""
    return {code: _read(code) for code in CODES}


def _read(code: str) -> LedgerKind:
    table, people = _table(code.replace("-", "_")), _table("people")
    fields = {name: _field(name, said) for name, said in table["fields"].items()}
    headings = {plain_heading(h): "" for h in people["not_kept"]["headings"]}
    headings |= {plain_heading(h): c for c, said in people["columns"].items() for h in said}
    headings |= {plain_heading(h): c for c, said in table["fields"].items() for h in said["headings"]}
    return LedgerKind(
        code,
        Bilingual(table["zh"], table["en"]),
        Bilingual(table["ledger_zh"], table["ledger_en"]),
        table["icon"],
        table["child"] == "required",
        table.get("needs_worker", False),
        tuple(table["key"]),
        frozenset(table.get("from_title", ())),
        fields,
        headings,
    )


def _field(code: str, said: dict[str, Any]) -> Field:
    return Field(
        code,
        Type(said["type"]),
        Bilingual(said["zh"], said["en"]),
        said.get("required", False),
        said.get("default", ""),
        said.get("words", {}),
        {name: Bilingual(said["words"][name][0], en) for name, en in said.get("en_words", {}).items()},
    )


def _table(name: str) -> dict[str, Any]:
    text = files("humiao.ledgers").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
