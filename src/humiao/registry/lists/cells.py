"""Reading what stands in one cell. Pure: each reader returns the value, or `Bad` with the reason."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from humiao.foundation.identity_numbers import IdProblem, check_digit_of, check_phone
from humiao.programmes.public import Category
from humiao.registry.ethnicities import ETHNICITIES
from humiao.registry.lists.columns import vocabulary

_EXACT_DIGITS = 15  # as many as Excel keeps of a number
_SERIAL_FROM, _SERIAL_TO = 25_569, 73_050  # 1970 to 2099 as Excel counts days
_EPOCH = date(1899, 12, 30)
_DOTS = re.compile(r"\s*[·•・．‧∙⋅･]\s*|(?<=[㐀-鿿])\s*\.\s*(?=[㐀-鿿])")
_BETWEEN_HAN = re.compile(r"(?<=[㐀-鿿\U00020000-\U0003134f])\s+(?=[㐀-鿿\U00020000-\U0003134f])")
_NOT_IN_NUMBERS = re.compile(r"[\s\-‐‑–—·.'`‘’\"“”,，]+")
_DAY = re.compile(
    r"(\d{4})\s*[年./\\\-—–,， ]\s*(\d{1,2})\s*[月./\\\-—–,， ]\s*(\d{1,2})\s*[日号]?"
    r"(?:\s*[T ]?\d{1,2}:\d{2}.*)?"
)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:日)?")
_MONTH = re.compile(r"(\d{4})\s*[年./\\\-—–]\s*(\d{1,2})\s*月?")
_MONTH_RUN = re.compile(r"(\d{4})(\d{2})")
_PHONES = re.compile(r"[、，,;；/\\|\n]+|\s{1,}(?=1[3-9]\d)")
_GRADE = re.compile(
    r"(?P<kind>视力|听力|言语|语言|肢体|智力|精神|多重)?(?:残疾)?(?P<grade>[一二三四壹贰叁肆1-4ⅠⅡⅢⅣ])级(?:残疾|重残)?"
)
_GRADES = {c: n for n, row in enumerate(("一壹1ⅠI", "二贰2Ⅱ", "三叁3Ⅲ", "四肆4Ⅳ"), 1) for c in row}
_DIVIDES = re.compile(r"[\s、，,;；/\\|+＋和及与()（）【】\[\]:：。.\-—且兼]+")
_LETTERS = re.compile(r"[^\W\d_]", re.UNICODE)


@dataclass(frozen=True)
class Bad:
    """A cell that can't be read, and why."""

    reason: str


@dataclass(frozen=True)
class Month:
    """A date without its day."""

    year: int
    month: int


@dataclass(frozen=True)
class Disability:
    """A grade with its kind, as far as they are told; 0 where not."""

    kind: int = 0
    grade: int = 0

    @property
    def is_severe(self) -> bool:
        """Say whether it counts as severe: grades 1 and 2, or 3 and 4 of intellect or mind."""
        return 0 < self.grade <= 2 or (self.grade > 2 and self.kind in (5, 6))

    @property
    def category(self) -> Category:
        """Return the category it makes."""
        return Category.DISABLED_SEVERE if self.is_severe else Category.DISABLED_OTHER


def text_of(cell: Any) -> str:
    """Return a cell as a line of text: numbers without a useless .0, blanks made single; "" for none."""
    if isinstance(cell, str):
        if cell.isalnum() and unicodedata.is_normalized("NFKC", cell):
            return cell
        return " ".join(unicodedata.normalize("NFKC", cell).split()) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def said(cell: Any) -> str:
    """Return a cell's text, or "" where it says that there is nothing."""
    if cell == "":
        return ""
    text = text_of(cell)
    return "" if text in words("none") else text


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of words that stand for one thing."""
    return frozenset(unicodedata.normalize("NFKC", w) for w in vocabulary("values")["words"][name])


def name(cell: Any) -> str | Bad:
    """Read a person's name: no blanks between Han characters, one kind of dot."""
    text = text_of(cell)
    if text.isalpha():
        return text
    text = _BETWEEN_HAN.sub("", _DOTS.sub("·", text)).strip(" ·*")
    if not text:
        return ""
    if any(c.isdigit() for c in text) or not _LETTERS.search(text):
        return Bad(_("“%(text)s” is no name.") % {"text": text[:30]})
    return text


def id_number(cell: Any, *, is_adult: bool = False) -> str | Bad:
    """Read an ID number: bare, with a large X. Whether it agrees with itself is asked by the rules.

    A number cell of more than 15 digits has lost the last ones in Excel. An adult's old number of 15
    digits gets its century and check digit.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= 10**_EXACT_DIGITS:
        return Bad(_lost_digits())
    if isinstance(cell, str) and _is_whole(cell):
        return cell
    text = text_of(cell)
    if text in words("none"):
        return ""
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", text):
        return Bad(_lost_digits())
    number = _NOT_IN_NUMBERS.sub("", text).upper().replace("×", "X").replace("＊", "*")
    if is_adult and len(number) == 15 and number.isdecimal():
        first = f"{number[:6]}19{number[6:]}"
        return first + check_digit_of(first)
    if len(number) == 18 and number.isdecimal() and number.endswith("000") and not _agrees(number):
        return Bad(_lost_digits())
    return number


def _is_whole(text: str) -> bool:
    """Say whether a text is an ID number as it should be written, and has lost no digits."""
    is_written_so = len(text) == 18 and text.isascii() and text[:17].isdecimal() and text[17] in "0123456789X"
    return is_written_so and not text.endswith("000")


def _agrees(number: str) -> bool:
    return check_digit_of(number[:17]) == number[17]


def _lost_digits() -> str:
    return _(
        "Excel kept the ID number as a number and lost its last digits. Format the column as text and type "
        "the number again."
    )


def phone(cell: Any) -> str | Bad:
    """Read a phone; of several the first that is one."""
    text = said(cell)
    if text.isdecimal() and len(text) == 11 and text[0] == "1" and text[1] in "3456789":
        return text
    problem = ""
    for part in _PHONES.split(text):
        checked = check_phone(part) if part.strip() else None
        if isinstance(checked, IdProblem):
            problem = problem or checked.reason
        elif checked:
            return checked.number
    return Bad(_(problem)) if problem else ""


def day(cell: Any) -> date | Month | Bad | None:
    """Read a day in any of the usual styles, a month where no day is told, None where nothing is."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and _SERIAL_FROM <= cell < _SERIAL_TO:
        return _EPOCH + timedelta(days=int(cell))
    return _day_of_text(said(cell))


@lru_cache(maxsize=16384)
def _day_of_text(text: str) -> date | Month | Bad | None:
    if not text:
        return None
    found = _DAY.fullmatch(text) or _RUN.fullmatch(text)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return Bad(_("There is no day “%(text)s”.") % {"text": text[:30]})
    if text.isdecimal() and len(text) == 5 and _SERIAL_FROM <= int(text) < _SERIAL_TO:
        return _EPOCH + timedelta(days=int(text))
    found = _MONTH.fullmatch(text) or _MONTH_RUN.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12 and 1890 <= int(found[1]) <= 2100:
        return Month(int(found[1]), int(found[2]))
    return Bad(_("“%(text)s” can't be read as a day; write it as 2015-03-07.") % {"text": text[:30]})


@cache
def _codes(kind: str) -> dict[str, str]:
    table = vocabulary("values")[kind]
    return {unicodedata.normalize("NFKC", w): code for code, said_ in table.items() for w in said_}


def sex(cell: Any) -> str | Bad:
    """Read the sex as its code; "" where the cell is empty."""
    text = text_of(cell).upper()
    if not text or text in words("none") - {"0", "未知", "不详"}:
        return ""
    code = _codes("sex").get(text)
    return code or Bad(_("“%(text)s” is no sex; write 男 or 女.") % {"text": text[:30]})


@lru_cache(maxsize=512)
def ethnicity(text: str) -> str | Bad:
    """Read a people by its name, with or without 族, or by its code."""
    bare = text.removesuffix("族")
    for code, (zh, en) in ETHNICITIES.items():
        if bare in (zh.removesuffix("族"), code, code.lstrip("0")) or text.casefold() == en.casefold():
            return code
    return Bad(_("“%(text)s” is none of the peoples of China.") % {"text": text[:30]})


@lru_cache(maxsize=1024)
def relation(text: str) -> str | Bad:
    """Read what a guardian is to the child."""
    known = _codes("relation")
    bare = _NOT_IN_NUMBERS.sub("", text).removesuffix("关系")
    if bare in known:
        return known[bare]
    within = [w for w in known if len(w) > 1 and w in bare]
    if within:
        return known[max(within, key=len)]
    return Bad(_("“%(text)s” is no relation of a guardian that is known here.") % {"text": text[:30]})


def is_yes(cell: Any) -> bool | Bad:
    """Read a tick."""
    text = text_of(cell)
    if not text or text in words("none"):
        return False
    if text.upper() in words("yes") or cell is True:
        return True
    return False if cell is False else Bad(_("“%(text)s” is neither yes nor no.") % {"text": text[:30]})


@lru_cache(maxsize=1024)
def disability(text: str) -> Disability:
    """Read kind and grade of a disability out of a text; nothing where nothing is told."""
    found = _GRADE.search(text)
    kinds = _codes("disability_kind")
    kind = next((int(code) for word, code in kinds.items() if word in text), 0)
    grade = _GRADES[found["grade"]] if found else _GRADES.get(text.strip(), 0)
    return Disability(kind, grade)


@lru_cache(maxsize=4096)
def categories(text: str) -> tuple[tuple[str, ...], bool, str]:
    """Read categories written in any manner: their codes, whether a disability has no grade, what is left.

    `低保、重残`, `低保重残`, `残疾（肢体二级）`, `困境儿童（低保家庭）`.
    """
    found: dict[str, None] = {}
    rest = unicodedata.normalize("NFKC", text)
    grade = disability(rest) if "级" in rest else Disability()
    if grade.grade:
        found[grade.category] = None
        rest = _GRADE.sub(" ", rest)
        rest = re.sub(r"视力|听力|言语|语言|肢体|智力|精神|多重", " ", rest)
    known, loose = _codes("category"), False
    for word in _longest_first():
        if word in rest:
            code = "" if word in _GENERIC else known[word]
            found.setdefault(code)
            rest = rest.replace(word, " ")
    if "残疾" in rest or "残" in _DIVIDES.sub(" ", rest).split():
        loose, rest = not grade.grade, rest.replace("残疾", " ")
        rest = re.sub(r"视力|听力|言语|语言|肢体|智力|精神|多重", " ", rest)
    left = [w for w in _DIVIDES.split(rest) if w and w not in words("none") and w not in _FILLERS]
    named = tuple(code for code in found if code)
    return named or ((Category.OTHER_LOCAL,) if "" in found else ()), loose, "、".join(left)


# 困境儿童 beside a category of its own says nothing more.
_GENERIC = frozenset({"困境儿童", "困境", "自身困境", "家庭困境"})
_FILLERS = frozenset({"儿童", "家庭", "类", "户", "对象", "残", "是", "的", "等", "人员", "孩子", "享受"})


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(_codes("category"), key=len, reverse=True))
