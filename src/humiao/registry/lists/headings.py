"""Finding the heading rows of a sheet and what each column says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from humiao.registry.lists.columns import (
    FLAG,
    Column,
    Words,
    is_column,
    plain_heading,
    roster_words,
)
from humiao.registry.lists.workbook import Cell, Range, Sheet, is_blank

_LOOKED_AT = 40  # rows in which a heading is looked for
_NEAR = 75.0
_OF_PERSON = {
    "name": {"guardian": "guardian", "father": "father", "mother": "mother"},
    "id_number": {"guardian": "guardian_id", "father": "father_id", "mother": "mother_id"},
    "guardian_phone": {
        "guardian": "guardian_phone", "father": "father_phone", "mother": "mother_phone", "child": "phone",
    },
}  # fmt: skip
_OPENS = {"guardian": "guardian", "father": "father", "mother": "mother", "name": "child"}
# Of a person beside the child nothing else is kept: a guardian's sex isn't the child's.
_CHILDS_OWN = frozenset({"sex", "born_on", "ethnicity", "health", "disability_card", "school", "grade"})


@dataclass(frozen=True)
class Heading:
    """One column: where it stands, how it is headed, and what it says ("" where that isn't known)."""

    at: int
    text: str
    column: str = ""
    is_guess: bool = False


@dataclass(frozen=True)
class Head:
    """The heading of a sheet: its first row and the first row after it (both from 0), and its columns."""

    top: int
    below: int
    headings: tuple[Heading, ...] = field(default=())

    @property
    def columns(self) -> dict[str, int]:
        """Return where each column stands; of two alike the first."""
        found: dict[str, int] = {}
        for heading in self.headings:
            if heading.column:
                found.setdefault(heading.column, heading.at)
        return found

    @property
    def texts(self) -> dict[int, str]:
        """Return how each column is headed."""
        return {h.at: h.text for h in self.headings}

    @property
    def is_of_children(self) -> bool:
        """Say whether the sheet lists children: a name, and what tells one from another."""
        known = self.columns
        return Column.NAME in known and (Column.ID_NUMBER in known or Column.BORN_ON in known)


def signature(headings: Sequence[Heading]) -> str:
    """Return what tells one set of headings from another, whatever their order."""
    return "|".join(sorted(plain_heading(h.text) for h in headings if h.text))


def find_head(
    sheet: Sheet, chosen: Mapping[str, str] | None = None, words: Words | None = None
) -> Head | None:
    """Return the heading of a sheet, None where it has none; `chosen` names columns of headings by hand.

    `words` are those of the kind of list looked for: of children, if not given.
    """
    words = words or roster_words()
    chosen = {plain_heading(text): column for text, column in (chosen or {}).items()}
    best: tuple[int, Head] | None = None
    for top in range(min(len(sheet.rows), _LOOKED_AT)):
        if sum(not is_blank(c) for c in sheet.rows[top]) < 2:
            continue
        for depth in _depths(sheet, top):
            head = _head_at(sheet, top, depth, chosen, words)
            score = _score(head, words)
            if score >= 2 and (best is None or score > best[0]):
                best = score, head
    return best[1] if best else None


def guessed_head(sheet: Sheet, words: Words | None = None) -> Head | None:
    """Return the fullest of the first rows as a heading nobody understands, to be mapped by hand."""
    filled = [
        (sum(isinstance(c, str) and not is_blank(c) for c in row), -at)
        for at, row in enumerate(sheet.rows[:_LOOKED_AT])
    ]
    if not filled or max(filled)[0] < 2:
        return None
    return _head_at(sheet, -max(filled)[1], 1, {}, words or roster_words())


def _depths(sheet: Sheet, top: int) -> tuple[int, ...]:
    """Return how many rows a heading from here may have: merged groups over single headings make two."""
    if top + 1 >= len(sheet.rows):
        return (1,)
    if sheet.merged is None:
        return (1, 2)
    spans = any(
        first[0] <= top <= last[0] and (last[1] > first[1] or last[0] > top) for first, last in sheet.merged
    )
    return (1, 2) if spans else (1,)


def _score(head: Head, words: Words) -> int:
    """Count what is recognised; what must be there weighs more, so that a title row never wins."""
    known = {h.column for h in head.headings if h.column}
    told = sum(2 if not h.is_guess else 1 for h in head.headings if h.column in known)
    if not known - words.bare:
        return 0
    return told + 3 * sum(not one.isdisjoint(known) for one in words.identity)


def _head_at(sheet: Sheet, top: int, depth: int, chosen: Mapping[str, str], words: Words) -> Head:
    rows = sheet.rows[top : top + depth]
    width = max(len(row) for row in rows)
    groups = _spread(sheet, top, rows[0], width) if depth > 1 else []
    headings: list[Heading] = []
    for at in range(width):
        texts = [_text(row[at]) if at < len(row) else "" for row in rows]
        group = groups[at] if groups else ""
        shown = texts[-1] or texts[0]
        if shown and len(shown) <= 60:
            headings.append(_read(at, group if texts[-1] and depth > 1 else "", shown, chosen, words))
    return Head(top, top + depth, _without_repeats(headings, words))


def _spread(sheet: Sheet, top: int, row: list[Cell], width: int) -> list[str]:
    """Return for each column the group it stands under."""
    groups = [_text(c) for c in row] + [""] * (width - len(row))
    if sheet.merged is None:
        last = ""
        for at, text in enumerate(groups):
            last = groups[at] = text or last
        return groups
    for first, last_cell in sheet.merged:
        if first[0] == top:
            for at in range(first[1], min(last_cell[1] + 1, width)):
                groups[at] = groups[first[1]] if first[1] < width else ""
    return groups


def _read(at: int, group: str, text: str, chosen: Mapping[str, str], words: Words) -> Heading:
    shown = text if not group or group == text else f"{group}{text}"
    for said in (text, shown):
        if plain_heading(said) in chosen:
            return Heading(at, text, chosen[plain_heading(said)])
    if shown == text:
        return Heading(at, text, *column_of(text, words))
    owner, (alone, is_guess) = _person_in(group, words), column_of(text, words)
    if owner in ("", "child"):
        return Heading(at, text, alone, is_guess) if alone else Heading(at, text, *column_of(shown, words))
    whole, guessed = column_of(shown, words)
    if whole and not guessed:
        return Heading(at, text, whole)
    return Heading(at, text, _belonging(alone, owner), is_guess)


def _without_repeats(headings: list[Heading], words: Words) -> tuple[Heading, ...]:
    """Let each column stand once: a second name, number or phone belongs to the person before it."""
    sure = {h.column for h in headings if not h.is_guess}
    taken: set[str] = set()
    person, made = "", []
    for heading in headings:
        column = "" if heading.is_guess and heading.column in sure else heading.column
        if column in taken and column not in (Column.INDEX, Column.REMARK):
            column = _OF_PERSON.get(column, {}).get(person, "")
            column = column if column in words.columns - taken else ""
        taken.add(column)
        person = _OPENS.get(column, person)
        made.append(replace(heading, column=column))
    return tuple(made)


@lru_cache(maxsize=4096)
def column_of(text: str, words: Words | None = None) -> tuple[str, bool]:
    """Return the column a heading names, and whether that is a guess; ("", False) where it says nothing."""
    words = words or roster_words()
    known = words.known
    whole, bare = plain_heading(text), plain_heading(text, without_brackets=True)
    for said in (whole, bare):
        if said in known:
            return known[said], False
    if not bare:
        return "", False
    owner = _person_in(bare, words)
    held = _held_in(bare, owner, words)
    if held:
        return held, True
    if len(bare) < 3 or len(bare) > 20:
        return "", False
    found = process.extractOne(bare, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if found is None or (owner and owner != "child" and owner != _person_in(found[0], words)):
        return "", False
    return known[found[0]], True


def _held_in(bare: str, owner: str, words: Words) -> str:
    """Return the column whose longest heading stands within this one, turned to the person it names."""
    known = words.known
    within = [h for h in known if len(h) > 1 and h in bare and not known[h].startswith(FLAG)]
    if owner:
        within = [h for h in within if h not in words.persons.get(owner, ())] or within
    if not within or len(bare) > 3 * len(max(within, key=len)):
        return ""
    best = max(within, key=lambda h: (len(h), bare.rfind(h) + len(h)))
    return _belonging(known[best], owner) if owner else known[best]


def _belonging(column: str, owner: str) -> str:
    """Return the like column of another person; what isn't kept of that person is no column."""
    if owner in ("", "child"):
        return _OF_PERSON.get(column, {}).get(owner, column)
    if column in _OF_PERSON:
        return _OF_PERSON[column].get(owner, "")
    return "" if column in _CHILDS_OWN else column


def _person_in(text: str, words: Words) -> str:
    """Return whom a heading speaks of: guardian, father, mother, child, or nobody named."""
    persons = words.persons
    return next((who for who in ("child", *persons) if _speaks_of(text, who, persons)), "")


def _speaks_of(text: str, who: str, persons: Mapping[str, Sequence[str]]) -> bool:
    if who == "child" and "被监护人" in text:
        return True
    if who == "child":
        return any(text.startswith(word) for word in persons.get(who, ()))
    return any(word in text for word in persons[who])


def spans_below(sheet: Sheet, below: int) -> tuple[Range, ...]:
    """Return the merged ranges that go down over several rows of the list itself."""
    return tuple(
        (first, last) for first, last in sheet.merged or () if first[0] >= below and last[0] > first[0]
    )


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if not is_blank(cell) else ""


def parse_mapping(text: str, columns: Collection[str] | None = None) -> dict[str, str]:
    """Read `heading=column,…`; raises `ValueError` naming what isn't understood.

    `columns` are those there are: a roster's, if not given.
    """
    made: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        heading, divided, column = part.rpartition("=")
        column = column.strip()
        is_known = is_column(column) if columns is None else column in columns
        if not divided or not heading.strip() or not (column in ("", "-") or is_known):
            raise ValueError(part)
        made[heading.strip()] = "" if column == "-" else column
    return made
