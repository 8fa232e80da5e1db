"""Books and statistics ready to print: words for codes, names masked unless asked for, tables by town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import ROLES, Role
from humiao.foundation.bilingual import readers_language
from humiao.foundation.identity_numbers import mask_name
from humiao.programmes.public import Category
from humiao.registry.choices import SEALED, Sex
from humiao.registry.labels import category_name, label, leave_reason_name, restricted_words
from humiao.registry.months.values import (
    RECORD_CORRECTED,
    RECORD_REMOVED,
    RECORD_RESTORED,
    Entry,
    EntryValue,
    Kind,
    Named,
    RosterLine,
)
from humiao.registry.queries.snapshot import AGE_BANDS, ONLY_BESIDE, Cells


@dataclass(frozen=True)
class Column:
    """A column of a table by town."""

    key: str
    label: str


@dataclass(frozen=True)
class Cell:
    """One figure and the address of its children."""

    value: int
    url: str = ""


@dataclass(frozen=True)
class TableRow:
    """A town's row, or the sum's."""

    label: str
    cells: tuple[Cell, ...]
    total: Cell
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    """Towns by one dimension; `adds_up` where its columns sum to the total."""

    dimension: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    adds_up: bool


@dataclass(frozen=True)
class ShownLine:
    """A child's line of a book."""

    number: int | str
    name: str
    file_number: str
    sex: str
    age: int | str
    town: str
    village: str
    count_class: str
    categories: str
    level: str
    level_name: str
    guardian: str = ""


@dataclass(frozen=True)
class ShownEntry:
    """An addition, exit or change of a book."""

    kind: str
    name: str
    file_number: str
    town: str
    village: str
    on: date | None
    what: str
    reason: str
    belongs_to: date | None


def word(named: Named) -> str:
    """Name a class or level in the language of the page."""
    return named.label_en if readers_language() == "en" else named.label


def role_name(code: str) -> str:
    """Name a role; the system has none."""
    return str(ROLES[Role(code)].name) if code in {r.value for r in Role} else ""


def tables_of(
    cells: Cells,
    names: Mapping[str, str],
    *,
    classes: Sequence[Named],
    beside: Sequence[Named],
    levels: Sequence[Named],
    url: Any = None,
) -> tuple[Table, ...]:
    """Lay counts out as tables of towns by class, beside, category, sex, age and level."""
    towns = sorted(town for town, _key in cells["total"])
    made = [
        _table("class", _("By class"), _class_columns(cells, classes), True),
        _table("beside", _("Counted beside"), [(b.code, word(b)) for b in beside], False),
        _table("category", _("By category; a child may hold several"), _category_columns(cells), False),
        _table("sex", _("By sex"), _used(cells, "sex", [(s.value, label(Sex, s.value)) for s in Sex]), True),
        _table("age", _("By age"), [(str(a), band_name(n)) for n, a in enumerate(AGE_BANDS)], True),
        _table("level", _("By level"), _level_columns(levels), True),
    ]
    return tuple(
        Table(dimension, title, columns, tuple(_rows(cells, dimension, columns, towns, names, url)), adds_up)
        for dimension, title, columns, adds_up in made
        if columns and (dimension != "level" or levels)
    )


def _table(
    dimension: str, title: str, columns: Iterable[tuple[str, str]], adds_up: bool
) -> tuple[str, str, tuple[Column, ...], bool]:
    return dimension, title, tuple(Column(*c) for c in columns), adds_up


def band_name(number: int) -> str:
    """Name a band of ages, such as 6–11."""
    begin = AGE_BANDS[number]
    if number + 1 == len(AGE_BANDS):
        return _("%(age)s and over") % {"age": begin}
    return f"{begin}–{AGE_BANDS[number + 1] - 1}"


def _class_columns(cells: Cells, classes: Sequence[Named]) -> list[tuple[str, str]]:
    more = {ONLY_BESIDE: _("Only beside"), "": _("In no class")}
    found = {key for _town, key in cells["class"]}
    return [(c.code, word(c)) for c in classes] + [(k, name) for k, name in more.items() if k in found]


def _category_columns(cells: Cells) -> list[tuple[str, str]]:
    return _used(cells, "category", [(c.value, category_name(c.value)) for c in Category])


def _level_columns(levels: Sequence[Named]) -> list[tuple[str, str]]:
    return [*((level.code, word(level)) for level in levels), ("", _("Without a level"))]


def _used(cells: Cells, dimension: str, columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    found = {key for _town, key in cells[dimension]}
    return [c for c in columns if c[0] in found]


def _rows(
    cells: Cells,
    dimension: str,
    columns: Sequence[Column],
    towns: Sequence[str],
    names: Mapping[str, str],
    url: Any,
) -> Iterable[TableRow]:
    counts = cells[dimension]

    def cell(town: str, key: str, value: int) -> Cell:
        return Cell(value, url(town, dimension, key) if url and value else "")

    for town in towns:
        yield TableRow(
            names.get(town, town),
            tuple(cell(town, c.key, counts.get((town, c.key), 0)) for c in columns),
            Cell(cells["total"][town, ""], url(town, "total", "") if url else ""),
        )
    sums = {c.key: sum(counts.get((town, c.key), 0) for town in towns) for c in columns}
    yield TableRow(
        _("Sum"),
        tuple(cell("", c.key, sums[c.key]) for c in columns),
        Cell(sum(cells["total"].values()), url("", "total", "") if url else ""),
        True,
    )


def show_lines(
    rows: Iterable[Mapping[str, Any]],
    places: Mapping[str, str],
    *,
    classes: Mapping[str, str],
    levels: Mapping[str, str],
    names: bool,
    first: int = 1,
) -> list[ShownLine]:
    """Make lines of a roster ready to print; `names` shows whole names, else they are masked."""
    return [
        ShownLine(
            row.get("number") or n,
            shown_name(row.get("name") or "", row["file_number"], names=names),
            row["file_number"],
            label(Sex, row["sex"]),
            row["age"],
            places.get(row["town_code"], row["town_code"]),
            places.get(row["village_code"], row["village_code"]),
            classes.get(row["class_code"], row["class_code"]),
            "、".join(category_name(c) for c in sorted(row["categories"]) if c not in SEALED),
            row["level"],
            levels.get(row["level"], ""),
            shown_name(row.get("guardian") or "", "", names=names),
        )
        for n, row in enumerate(rows, first)
    ]


def restricted_line(number: int) -> ShownLine:
    """Stand for the restricted files of a page that are not open to the reader: how many, and no more."""
    return ShownLine("", restricted_words(number), "", "", "", "", "", "", "", "", "")


def restricted_entry(number: int) -> ShownEntry:
    """Stand for the entries about restricted files that are not open to the reader."""
    return ShownEntry("", restricted_words(number), "", "", "", None, "", "", None)


def shown_name(name: str, otherwise: str, *, names: bool) -> str:
    """Show a name whole or masked, and the file number where it can't be read any more."""
    if not name:
        return otherwise
    return name if names else mask_name(name)


def line_row(line: RosterLine) -> dict[str, Any]:
    """Turn a line of a draft to what lines of a closed book are read as."""
    return {
        "child_id": line.child_id, "name": line.name,
        "file_number": line.file_number, "sex": line.sex, "age": line.age,
        "town_code": line.town_code, "village_code": line.village_code, "class_code": line.class_code,
        "categories": line.categories, "level": line.level, "guardian": line.guardian,
    }  # fmt: skip


def show_entries(
    entries: Iterable[Entry | EntryValue],
    places: Mapping[str, str],
    *,
    classes: Mapping[str, str],
    levels: Mapping[str, str],
    names: bool,
) -> list[ShownEntry]:
    """Make entries of a book ready to print."""
    words = {Kind.CLASS: classes, Kind.LEVEL: levels, Kind.PLACE: _long_places(places)}
    return [
        ShownEntry(
            kind_name(e.kind),
            shown_name(e.name, e.file_number, names=names),
            e.file_number,
            places.get(e.town_code, e.town_code),
            places.get(e.village_code, e.village_code),
            e.on,
            _what(e, words.get(Kind(e.kind), {})),
            reason_name(e.reason),
            e.belongs_to,
        )
        for e in entries
    ]


def _long_places(places: Mapping[str, str]) -> dict[str, str]:
    return {
        code: f"{places.get(code[:9], '')}{name}" if len(code) > 9 else name for code, name in places.items()
    }


def _what(entry: Entry | EntryValue, words: Mapping[str, str]) -> str:
    """Say what changed from what to what."""
    if entry.kind == Kind.CATEGORY:
        code, text = (entry.new, _("%(what)s begun")) if entry.new else (entry.old, _("%(what)s ended"))
        name = _("A protected category") if code in SEALED else category_name(code)
        return text % {"what": name}
    if entry.kind == Kind.CORRECTED:
        fields = {"name": _("Name"), "sex": _("Sex"), "born_on": _("Date of birth"),
                  "id_number": _("ID number"), "roster": _("Days on the roster")}  # fmt: skip
        return _("Corrected: %(fields)s") % {
            "fields": "、".join(fields.get(f, f) for f in entry.new.split(","))
        }
    if not entry.old and not entry.new:
        return ""
    old, new = (words.get(code, code) or _("none") for code in (entry.old, entry.new))
    return f"{old} → {new}"


def kind_name(kind: str) -> str:
    """Name a kind of entry."""
    return {
        Kind.ADDITION: _("Addition"), Kind.EXIT: _("Exit"), Kind.PLACE: _("Moved within the county"),
        Kind.CATEGORY: _("Category"), Kind.CLASS: _("Counted as"), Kind.LEVEL: _("Level"),
        Kind.CORRECTED: _("Correction"),
    }[Kind(kind)]  # fmt: skip


def reason_name(reason: str) -> str:
    """Say a reason: one for leaving, one of the book's own, or the paper that was given."""
    own = {
        RECORD_REMOVED: _("The file was taken off by merging or voiding"),
        RECORD_RESTORED: _("The file was restored, or recorded while the month before was being closed"),
        RECORD_CORRECTED: _("Corrected in the file"),
    }
    return own.get(reason) or leave_reason_name(reason)
