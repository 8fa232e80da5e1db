"""Finding the county's town and village in what a list calls them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from humiao.foundation.places.public import DivisionValue
from humiao.registry.lists.cells import Bad

_TOWN_ENDS = re.compile(r"(街道办事处|街道办|办事处|人民政府|街道|镇|乡|民族乡|回族乡)$")
_VILLAGE_ENDS = re.compile(
    r"(社区居民委员会|村民委员会|居民委员会|村委会|居委会|民委员会|社区居委会|社区|行政村|村|居)$"
)
_BLANKS = re.compile(r"[\s()（）、，,/]+")
_NEAR = 50.0


@dataclass(frozen=True)
class Found:
    """A town and a village by their codes; "" where one wasn't told."""

    town: str = ""
    village: str = ""


class Gazetteer:
    """The towns and villages of one county by all the names a list may call them."""

    def __init__(self, divisions: Sequence[DivisionValue], county_name: str = "") -> None:
        self._county = county_name
        self._names = {d.code: d.name for d in divisions}
        self._parents = {d.code: d.parent_code for d in divisions if len(d.code) == 12}
        self._towns: dict[str, list[str]] = defaultdict(list)
        self._villages: dict[str, list[str]] = defaultdict(list)
        for d in divisions:
            table = self._towns if len(d.code) == 9 else self._villages
            for called in _calls(d.name, is_town=len(d.code) == 9):
                if d.code not in table[called]:
                    table[called].append(d.code)
        self.town = lru_cache(maxsize=4096)(self._town)
        self.village = lru_cache(maxsize=16384)(self._village)
        self.within = lru_cache(maxsize=16384)(self._within)

    def parent(self, village: str) -> str:
        """Return the town a village lies in."""
        return self._parents[village]

    def _town(self, text: str) -> str | Bad:
        """Return the code of a town called so."""
        text = _plain(text)
        if text[:9] in self._names and len(text[:9]) == 9 and text.isdecimal():
            return text[:9]
        codes = self._called(self._towns, text, is_town=True)
        if len(codes) == 1:
            return codes[0]
        within = self._within(text)
        if within.town:
            return within.town
        return Bad(
            self._unknown(
                _("This county has no town or street “%(text)s”") % {"text": text[:30]}, text, 9, ""
            )
        )

    def _village(self, text: str, town: str) -> str | Bad:
        """Return the code of a village called so, in the town where one is told."""
        text = _plain(text)
        if text.isdecimal() and text in self._parents:
            return text
        codes = [
            c for c in self._called(self._villages, text, is_town=False) if self._parents[c].startswith(town)
        ]
        if len(codes) == 1:
            return codes[0]
        if len(codes) > 1:
            where = "、".join(f"{self._names.get(self._parents[c], '')}{self._names[c]}" for c in codes[:4])
            said = _("“%(text)s” may be any of %(where)s; write the town and the whole name.")
            return Bad(said % {"text": text[:30], "where": where})
        within = self._within(text, town)
        if within.village:
            return within.village
        said_ = {"text": text[:30]}
        if town:
            head = _("%(town)s has no village or community “%(text)s”") % {"town": self._names[town], **said_}
        else:
            head = _("This county has no village or community “%(text)s”") % said_
        return Bad(self._unknown(head, text, 12, town))

    def _within(self, text: str, town: str = "") -> Found:
        """Return the town and village named somewhere in a text, as far as each is one alone."""
        text = _plain(text)
        if not town:
            towns = _longest(self._towns, text)
            town = towns[0] if len(towns) == 1 else ""
        villages = [c for c in _longest(self._villages, text) if not town or self._parents[c] == town]
        if not villages and town:
            villages = self._villages_of_town_in(text, town)
        village = villages[0] if len(villages) == 1 else ""
        return Found(town or (self._parents[village] if village else ""), village)

    def _villages_of_town_in(self, text: str, town: str) -> list[str]:
        """Return the villages of one town named in a text; a name of another town may have been longer."""
        table = {c: v for c, v in self._villages.items() if any(self._parents[x] == town for x in v)}
        return [c for c in _longest(table, text) if self._parents[c] == town]

    def _called(self, table: dict[str, list[str]], text: str, *, is_town: bool) -> list[str]:
        if text in table:
            return table[text]
        for called in _calls(text, is_town=is_town):
            if called in table:
                return table[called]
        after = text.rpartition(self._county)[2] if self._county else ""
        return table.get(after, [])

    def _unknown(self, head: str, text: str, length: int, town: str) -> str:
        names = [n for c, n in self._names.items() if len(c) == length and c.startswith(town)]
        near = process.extractOne(text, names, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near is None:
            return head
        return head + _("; the nearest is “%(near)s”.") % {"near": near[0]}


def _longest(table: dict[str, list[str]], text: str) -> list[str]:
    """Return the codes of the longest name of a table that stands in a text."""
    best = max((n for n in table if len(n) > 1 and n in text), key=len, default="")
    return table[best] if best else []


def _calls(name: str, *, is_town: bool) -> tuple[str, ...]:
    """Return a place's name, and the name without what kind of place it is, if two characters are left."""
    name = _plain(name)
    ends = _TOWN_ENDS if is_town else _VILLAGE_ENDS
    bare = ends.sub("", name)
    bare = ends.sub("", bare) if len(bare) > 2 else bare
    kinds = (name, bare) if len(bare) > 1 else (name,)
    if is_town:
        return kinds
    return tuple(dict.fromkeys((*kinds, *_with_kind(name))))


def _with_kind(name: str) -> tuple[str, ...]:
    """Return the short official names: 东湖村民委员会 is 东湖村, 东湖社区居民委员会 is 东湖社区."""
    for ending, short in (
        ("社区居民委员会", "社区"),
        ("社区居委会", "社区"),
        ("村民委员会", "村"),
        ("村委会", "村"),
        ("居民委员会", "社区"),
        ("居委会", "社区"),
    ):
        if name.endswith(ending):
            return (name.removesuffix(ending) + short,)
    return ()


def _plain(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))
