"""Vocabularies of the field: known words as data, found in the folded text longest first.

A vocabulary is one TOML file of `[[entry]]` tables: `key`, `names`, and what the entry says about itself
(`code`, `measure`, `units` …). Four optional guards tell a word from the same letters inside another:
`not_after`, `not_before` (words that may not stand just before, just after it), `only_after`, `only_before`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from humiao.plans.reader.reading import Mention

FOLDER = Path(__file__).parent
GUARDS = ("not_after", "not_before", "only_after", "only_before")


class WordsError(ValueError):
    """A vocabulary file that can't be used, and why."""


@dataclass(frozen=True)
class Entry:
    """One thing the field has words for; `fields` holds what the file says besides key and names."""

    key: str
    names: tuple[str, ...]
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)

    def text(self, name: str) -> str:
        """Return a field of words; empty where the entry has none."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of words; empty where the entry has none."""
        value = self.fields.get(name, ())
        if isinstance(value, str):
            return (value,)
        return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()

    def flag(self, name: str) -> bool:
        """Return a yes-or-no field; no where the entry has none."""
        return self.fields.get(name) is True


class Vocabulary:
    """The entries of one kind, and where their names stand in a text."""

    def __init__(self, kind: str, entries: Iterable[Entry]) -> None:
        self.kind = kind
        self.entries = tuple(entries)
        self._by_key = {entry.key: entry for entry in self.entries}
        self._by_name: dict[str, Entry] = {}
        for entry in self.entries:
            for name in entry.names:
                if name in self._by_name:
                    raise WordsError(f"{kind}: the name {name} is given twice")
                self._by_name[name] = entry
        if len(self._by_key) != len(self.entries):
            raise WordsError(f"{kind}: a key is given twice")
        self.pattern = re.compile(self._alternatives())

    def _alternatives(self) -> str:
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        return "|".join(_guarded(name, self._by_name[name]) for name in names) or r"(?!)"

    def entry(self, key: str) -> Entry:
        """Return the entry of a key; `KeyError` where there is none."""
        return self._by_key[key]

    def named(self, name: str) -> Entry | None:
        """Return the entry that has exactly this name, guards aside."""
        return self._by_name.get(name)

    def find(self, folded: str) -> list[Mention]:
        """Return where its words stand: in order, none inside another, the longest first."""
        return [self._mention(found) for found in self.pattern.finditer(folded)]

    def match(self, folded: str, start: int) -> tuple[Entry, int] | None:
        """Return the entry whose name starts exactly here, and where it ends."""
        found = self.pattern.match(folded, start)
        return (self._by_name[found.group()], found.end()) if found else None

    def __iter__(self) -> Iterator[Entry]:
        """Give the entries in the file's order."""
        return iter(self.entries)

    def _mention(self, found: re.Match[str]) -> Mention:
        entry = self._by_name[found.group()]
        return Mention(found.start(), found.end(), self.kind, entry.key, found.group())


def _guarded(name: str, entry: Entry) -> str:
    """Give the pattern of a name: its letters first, so that a search can skip to its first letter."""
    letters = re.escape(name)
    parts = [letters]
    parts += [f"(?<!{re.escape(word)}{letters})" for word in entry.texts("not_after")]
    if entry.texts("only_after"):
        before = "|".join(f"(?<={re.escape(word)}{letters})" for word in entry.texts("only_after"))
        parts.append(f"(?:{before})")
    for guard, sign in (("not_before", "!"), ("only_before", "=")):
        words = "|".join(re.escape(word) for word in entry.texts(guard))
        if words:
            parts.append(f"(?{sign}{words})")
    return "".join(parts)


def _entry(kind: str, table: Mapping[str, object]) -> Entry:
    key, names = table.get("key"), table.get("names")
    if not isinstance(key, str) or not isinstance(names, list) or not all(names):
        raise WordsError(f"{kind}: an entry needs a key and names, not {table}")
    fields = {name: value for name, value in table.items() if name not in ("key", "names")}
    return Entry(key, tuple(str(name) for name in names), fields)


@cache
def load(kind: str) -> Vocabulary:
    """Return a vocabulary by its kind, which is its file's name; `WordsError` where it can't be used."""
    path = FOLDER / f"{kind}.toml"
    if not path.is_file():
        raise WordsError(f"there is no vocabulary {kind}")
    tables = tomllib.loads(path.read_text(encoding="utf-8")).get("entry", [])
    return Vocabulary(kind, (_entry(kind, table) for table in tables))
