"""Check and mask what identifies a person: ID number (GB 11643-1999), disability card, phone.

Checks are pure: they take text as typed and return the parsed value or one problem with a stable code and an
English sentence that is also the gettext msgid. Where a number was first issued isn't checked: codes of old
counties and of residence permits (9xxxxx, 81–83) are all in use; a table of them would refuse real people.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Literal, NamedTuple

OLDEST_BIRTH_YEAR = 1890
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_OF_ZEROS = ord("0") * sum(_WEIGHTS)
_SEPARATORS = re.compile(r"[\s\-‐‑–—·.()（）]+")
_WHOLE = re.compile(r"[0-9]{17}[0-9X]")
_LONG_NUMBER = re.compile(r"(?<![0-9])[0-9]{11,17}[0-9Xx]?(?![0-9])")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}")
STRUCK = "〔已删除〕"  # what stands where an erased child's name stood
_HIDDEN = "*"


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation; whoever shows it calls gettext."""
    return message


PROBLEMS: dict[str, str] = {
    "empty": gettext_noop("Type the number."),
    "old_15_digits": gettext_noop(
        "This is a 15-digit number of the old kind, invalid since 2013. Ask for the 18-digit number."
    ),
    "wrong_length": gettext_noop("An ID number has 18 characters; count what was typed."),
    "wrong_characters": gettext_noop("An ID number is 17 digits and then a digit or X."),
    "no_such_birth_date": gettext_noop("Digits 7 to 14 must be a real date of birth, such as 20150307."),
    "birth_in_future": gettext_noop("The date of birth in the number lies in the future."),
    "birth_too_long_ago": gettext_noop("The date of birth in the number is before 1890."),
    "wrong_check_digit": gettext_noop(
        "The last character doesn't agree with the other 17: one of them is mistyped or two are swapped."
    ),
    "card_wrong_length": gettext_noop(
        "A disability card number has 20 characters: the ID number, the kind (1–7) and the grade (1–4)."
    ),
    "card_wrong_kind": gettext_noop("The 19th character is the kind of disability, 1 to 7."),
    "card_wrong_grade": gettext_noop("The 20th character is the grade, 1 to 4."),
    "card_wrong_reissue": gettext_noop("After the 20th character only B and a digit may follow, such as B1."),
    "phone_wrong": gettext_noop(
        "A mobile number has 11 digits and starts with 13 to 19; a landline starts with its area code."
    ),
}


@dataclass(frozen=True, slots=True)
class IdProblem:
    """Say why a number was not accepted."""

    code: str

    @property
    def reason(self) -> str:
        """Give the English sentence, which is the msgid."""
        return PROBLEMS[self.code]


class IdNumber(NamedTuple):
    """A number that satisfies GB 11643-1999; `sex` is the code of GB/T 2261.1 (1 male, 2 female)."""

    number: str
    born_on: date
    sex: Literal["1", "2"]

    @property
    def region(self) -> str:
        """Give the county code of the place of first registration."""
        return self.number[:6]


@dataclass(frozen=True, slots=True)
class DisabilityCard:
    """A third-generation card: kind 1 sight, 2 hearing, 3 speech, 4 body, 5 intellect, 6 mind, 7 several."""

    holder: IdNumber
    kind: int
    grade: int
    reissue: str = ""

    @property
    def number(self) -> str:
        """Give the number as it is printed."""
        return f"{self.holder.number}{self.kind}{self.grade}{self.reissue}"

    @property
    def is_severe(self) -> bool:
        """Tell whether it counts as severe: grade 1–2, or grade 3–4 of intellect or mind (P 三)."""
        return self.grade <= 2 or self.kind in (5, 6)


class Phone(NamedTuple):
    """A number of the right shape; whether it is in service can't be known."""

    number: str
    is_mobile: bool


def check_digit_of(first_17: str) -> str:
    """Compute the 18th character of an ID number."""
    return "10X98765432"[(sum(map(mul, first_17.encode(), _WEIGHTS)) - _OF_ZEROS) % 11]


def check_id_number(text: str, *, today: date) -> IdNumber | IdProblem:
    """Parse an 18-digit ID number; spaces, hyphens, full-width digits and a small x are put right."""
    number = _compact(text)
    if not _WHOLE.fullmatch(number):
        return IdProblem(_shape_problem(number))
    born_on = _birth_date(number)
    if born_on is None:
        return IdProblem("no_such_birth_date")
    if born_on > today:
        return IdProblem("birth_in_future")
    if born_on.year < OLDEST_BIRTH_YEAR:
        return IdProblem("birth_too_long_ago")
    if number[17] != check_digit_of(number[:17]):
        return IdProblem("wrong_check_digit")
    return IdNumber(number, born_on, "1" if int(number[16]) % 2 else "2")


def disability_card(text: str, *, today: date) -> DisabilityCard | IdProblem:
    """Parse a disability card number: ID number, kind, grade, and `B1`… when the card was issued again."""
    number = _compact(text)
    if not number:
        return IdProblem("empty")
    if len(number) < 20:
        return IdProblem("card_wrong_length")
    holder = check_id_number(number[:18], today=today)
    if isinstance(holder, IdProblem):
        return holder
    kind, grade, reissue = number[18], number[19], number[20:]
    if kind not in "1234567":
        return IdProblem("card_wrong_kind")
    if grade not in "1234":
        return IdProblem("card_wrong_grade")
    if reissue and not re.fullmatch(r"B[1-9]", reissue):
        return IdProblem("card_wrong_reissue")
    return DisabilityCard(holder, int(kind), int(grade), reissue)


def check_phone(text: str) -> Phone | IdProblem:
    """Parse a mobile or landline number of mainland China; +86 and separators are dropped."""
    if len(text) == 11 and _MOBILE.fullmatch(text):
        return Phone(text, is_mobile=True)
    number = re.sub(r"^(?:\+|00)86", "", _compact(text))
    if not number:
        return IdProblem("empty")
    if _MOBILE.fullmatch(number):
        return Phone(number, is_mobile=True)
    if _LANDLINE.fullmatch(number):
        return Phone(number, is_mobile=False)
    return IdProblem("phone_wrong")


def mask_id(number: str) -> str:
    """Hide the date of birth: `330482********123X`. Only where the date of birth isn't shown beside it."""
    return _masked(number, 6, 4)


def mask_child_id(number: str) -> str:
    """Hide the date of birth and the order number: `330482***********X`.

    A child's list shows the age or the date of birth, which with the last four would be the whole number.
    """
    return _masked(number, 6, 1)


def mask_phone(number: str) -> str:
    """Hide the middle: `138****5678`."""
    return _masked(number, 3, 4)


def mask_name(name: str) -> str:
    """Keep the first character and show at most three stars: `王**`, `阿***`; an erased name stays."""
    if name == STRUCK:
        return name
    return name[:1] + _HIDDEN * min(len(name) - 1, 3) if len(name) > 1 else _HIDDEN * len(name)


def mask_numbers(text: str) -> str:
    """Hide what may be a phone or an ID number within a text."""
    return _LONG_NUMBER.sub(lambda found: _masked(found[0], 3, 2), text)


def _masked(text: str, head: int, tail: int) -> str:
    """Hide all but head and tail; hide everything where that would hide fewer than three characters."""
    hidden = len(text) - head - tail
    return text[:head] + _HIDDEN * hidden + text[-tail:] if hidden >= 3 else _HIDDEN * len(text)


def _compact(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.upper()
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _shape_problem(number: str) -> str:
    if not number:
        return "empty"
    is_digits = number.isascii() and number[:17].isdecimal()
    if is_digits and len(number) == 15:
        return "old_15_digits"
    if len(number) != 18:
        return "wrong_length"
    return "wrong_characters"


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
