"""Write a list number the way Word prints it in each of its formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST: Final = 9_999


def printed(number: int, style: str) -> str:
    """Return a list number in one of Word's formats (`numFmt`); plain digits for one not known."""
    if not 0 <= number <= _LONGEST:
        return str(number)
    return _STYLES.get(style, str)(number)


def _counted(number: int, digits: str, units: str) -> str:
    """Return a numeral with its units: 一百零三; 10 to 19 without the leading one."""
    zero, parts = digits[0], ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            parts += digits[digit] + units[place].strip()
        elif parts and not parts.endswith(zero):
            parts += zero
    return parts.rstrip(zero) or zero


def _counting(number: int) -> str:
    words = _counted(number, "零" + _DIGITS[1:], " 十百千")
    return words[1:] if 10 <= number < 20 else words or "〇"


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    return _counted(number, _LEGAL_DIGITS, " 拾佰仟")


def _letters(number: int) -> str:
    """Return a to z, then aa to zz, as Word does."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else "0"


def _roman(number: int) -> str:
    parts = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts += letters * count
    return parts


def _row(first: str, length: int) -> Callable[[int], str]:
    """Return a style whose signs stand in a row in Unicode, with plain digits past its end."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= length else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _circled(number: int) -> str:
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return _row("①", 20)(number)


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_STYLES: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _row("⒈", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalHalfWidth": str,
    "none": lambda _: "",
}
