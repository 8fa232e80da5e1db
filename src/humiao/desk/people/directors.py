"""A list of village child directors, read and checked row by row before anybody is invited."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.places.public import DivisionValue
from humiao.registry.lists.workbook import read_workbook

MOST = 500
_HEADS = {
    "name": ("姓名", "儿童主任", "名字", "name"),
    "village": ("村", "社区", "所在村", "village"),
    "phone": ("电话", "手机", "联系方式", "phone"),
}
_PHONE = re.compile(r"\A(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?)\Z")
_TAIL = re.compile(r"(村民委员会|居民委员会|村委会|居委会|社区|村)\Z")


@dataclass(frozen=True)
class DirectorRow:
    """One row: who, for which village, and what is wrong with it; nothing wrong is ready."""

    number: int
    name: str
    village: str
    phone: str
    village_code: str = ""
    problem: str = ""
    note: str = ""  # worth knowing, stops nothing


def rows_of(data: bytes | None, name: str, pasted: str) -> list[list[str]]:
    """Return the cells of a spreadsheet or of pasted rows as text; `Refused` for what can't be read."""
    if data is None:
        return _of_text(pasted)
    if name.lower().endswith((".csv", ".txt")):
        return _of_text(_decoded(data))
    sheets = read_workbook(data).sheets
    return [[_text(cell) for cell in row] for row in (sheets[0].rows if sheets else [])]


def check_rows(
    rows: Iterable[Sequence[str]],
    places: Sequence[DivisionValue],
    *,
    taken: dict[str, str],
    invited: Iterable[str] = (),
) -> list[DirectorRow]:
    """Say for each row whether somebody can be invited by it; `taken` names who holds a village's post."""
    told = [[cell.strip() for cell in row] for row in rows]
    numbered = [(n, row) for n, row in enumerate(told, 1) if any(row)]
    if not numbered:
        raise Refused(Decision.no("no-rows", _("There is no row to read.")))
    if len(numbered) > MOST:
        text = _("The list has %(count)s rows; invite at most %(most)s at once.")
        raise Refused(Decision.no("too-many", text % {"count": len(numbered), "most": MOST}))
    columns = _columns(numbered[0][1])
    body = numbered[1:] if columns else numbered
    at = columns or {"name": 0, "village": 1, "phone": 2}
    by_name, seen = _by_name(places), dict[str, int]()
    asked = set(invited)
    found = []
    for number, row in body:
        given = {key: row[place] if place < len(row) else "" for key, place in at.items()}
        made = _row(number, given, by_name)
        if not made.problem and made.village_code in seen:
            text = _("Row %(row)s is for the same village.") % {"row": seen[made.village_code]}
            made = _with(made, problem=text)
        seen.setdefault(made.village_code, number)
        if not made.problem and made.village_code in asked:
            made = _with(made, problem=_("Somebody is invited for this village already."))
        elif not made.problem and made.village_code in taken:
            text = _("%(name)s holds this post now; both will.") % {"name": taken[made.village_code]}
            made = _with(made, note=text)
        found.append(made)
    return found


def _row(number: int, given: dict[str, str], by_name: dict[str, list[DivisionValue]]) -> DirectorRow:
    name, village = given.get("name", ""), given.get("village", "")
    phone = given.get("phone", "").replace(" ", "").removesuffix(".0")
    matching = by_name.get(_bare(village), []) or by_name.get(village, [])
    problem, code = "", ""
    if not name or len(name) > 60:
        problem = _("The name is missing or too long.")
    elif not village:
        problem = _("The village is missing.")
    elif not matching:
        problem = _("No village or community of this county is called so.")
    elif len(matching) > 1:
        problem = _("%(count)d villages are called so: write the town before it.") % {"count": len(matching)}
    elif phone and not _PHONE.match(phone):
        problem = _("This is no phone number.")
    else:
        code = matching[0].code
    return DirectorRow(number, name, village, phone, code, problem)


def _with(row: DirectorRow, *, problem: str = "", note: str = "") -> DirectorRow:
    return DirectorRow(row.number, row.name, row.village, row.phone, row.village_code, problem, note)


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Return where name, village and phone stand, by the words of a heading; empty where it is none."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        for key, words in _HEADS.items():
            if key not in found and any(word in cell.lower() for word in words) and len(cell) <= 12:
                found[key] = place
                break
    return found if {"name", "village"} <= found.keys() else {}


def _by_name(places: Sequence[DivisionValue]) -> dict[str, list[DivisionValue]]:
    """Return villages by code, by name and by name with the town before it, without their endings."""
    town_of = {d.code: d.name for d in places if not d.parent_code}
    found: dict[str, list[DivisionValue]] = {}
    for one in (d for d in places if d.parent_code):
        town = town_of.get(one.parent_code, "")
        short = re.sub(r"(街道|镇|乡)\Z", "", town)
        names = {one.code, _bare(one.name), _bare(town + one.name), _bare(short + one.name)}
        for name in names:
            found.setdefault(name, []).append(one)
    return found


def _bare(name: str) -> str:
    """Leave off what a place is called besides its name: 东湖社区居民委员会 is 东湖."""
    bare = re.sub(r"\s", "", name)
    while (shorter := _TAIL.sub("", bare)) and shorter != bare:
        bare = shorter
    return bare


def _of_text(text: str) -> list[list[str]]:
    lines = text.splitlines()
    if "\t" in text:
        return [line.split("\t") for line in lines]
    try:
        return list(csv.reader([re.sub("[，、；;]", ",", line) for line in lines], strict=False))
    except csv.Error:
        raise _unreadable() from None


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _unreadable() -> Refused:
    return Refused(Decision.no("unreadable", _("This text can't be read; save it as a spreadsheet.")))


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
