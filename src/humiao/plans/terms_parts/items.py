"""What every part shares: clauses, names in both languages, stable codes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from typing import Any

from humiao.plans.reader.draft import Read

DEFAULT = "默认"
WHOLE = "全文"
_CLAUSE_LENGTH = 40
Data = dict[str, Any]


def clause_of(read: Read | None, otherwise: str = WHOLE) -> str:
    """Return the clause of a fact; where it has none, `otherwise`."""
    clause = read.clause.strip() if read is not None else ""
    return clause[:_CLAUSE_LENGTH] or otherwise


def both(name: str, name_en: str = "") -> Data:
    """Name in both languages; a name without an English one stands in Chinese on English pages too."""
    return {"name": name, "name_en": name_en or name}


def text_both(text: str, text_en: str = "") -> Data:
    """Give a sentence in both languages, as `both` does."""
    return {"text": text, "text_en": text_en or text}


def fen(yuan: int) -> int:
    """Turn yuan into fen."""
    return yuan * 100


def whole_date(value: str | None, year: int | None, *, last: bool = False) -> str | None:
    """Make a day of a loose date: the year from the programme, the first or last day of a month."""
    if not value:
        return None
    if found := re.fullmatch(r"--(\d\d-\d\d)", value):
        return f"{year}-{found[1]}" if year else None
    if re.fullmatch(r"\d{4}-\d\d", value):
        month = (int(value[:4]), int(value[5:]))
        return f"{value}-{calendar.monthrange(*month)[1] if last else 1:02}"
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-12-31" if last else f"{value}-01-01"
    return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


class Codes:
    """Hand out codes that nobody else has in one list."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def take(self, wanted: str) -> str:
        """Return `wanted`, or with the first free number after it."""
        stem = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-") or "item"
        stem = stem if stem[0].isalpha() else f"n{stem}"
        code, number = stem, 1
        while code in self._taken:
            number += 1
            code = f"{stem}-{number}"
        self._taken.add(code)
        return code


def keep_codes(
    items: list[Data], earlier: list[Data] | None, same: tuple[tuple[str, ...], ...]
) -> list[Data]:
    """Give an item the code and English name of the earlier one it is: records and answers refer to them.

    `same` lists what makes two items the same, the surest first, e.g. their name, or measure and tier.
    """
    free = list(earlier or ())
    for fields in same:
        for item in items:
            if item.get("_kept"):
                continue
            wanted = tuple(item.get(f) for f in fields)
            match = next(
                (e for e in free if None not in wanted and tuple(e.get(f) for f in fields) == wanted), None
            )
            if match:
                free.remove(match)
                _take_over(item, match)
    _settle_codes(items)
    return items


_OURS = (
    "denominator",
    "denominator_en",
    "object",
    "grows",
    "note_en",
)  # what no document says in these words


def _take_over(item: Data, earlier: Data) -> None:
    """Take what no document says from the earlier item: its code, English, weight, how it is counted."""
    same_measure = item.get("measure") == earlier.get("measure")
    for field, value in earlier.items():
        says_nothing = item.get(field) in (None, "", [], ())
        if says_nothing or (same_measure and field in _OURS):
            item[field] = value
    if item.get("name") == earlier.get("name") and earlier.get("name_en"):
        item["name_en"] = earlier["name_en"]
    item["code"], item["_kept"] = earlier["code"], True


def _settle_codes(items: list[Data]) -> None:
    """Give a new item another code where an earlier one now has it."""
    codes = Codes(item["code"] for item in items if item.get("_kept"))
    for item in items:
        if not item.pop("_kept", False):
            item["code"] = codes.take(item["code"])
