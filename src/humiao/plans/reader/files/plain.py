"""Read a text file in whatever encoding Chinese offices use: UTF-8, UTF-16, GB 18030, Big5."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import cache
from typing import Final

from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.files.problems import FileProblem

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED: Final = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs", "utf-8")
_SAMPLE: Final = 4_000
_READABLE: Final = 0.7
_BROKEN: Final = "\ufffd"


def read_plain(data: bytes) -> str:
    """Return the words of a text file, or a `FileProblem` where they are none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _readable(_decoded(data[len(mark) :], encoding))
    strict = _strict_utf8(data)
    if strict is not None and "\0" not in strict:
        return _readable(strict)
    beginning = data[: _SAMPLE * 4]
    likeliest = max(_UNMARKED, key=lambda encoding: readability(_decoded(beginning, encoding)))
    return _readable(_decoded(data, likeliest))


def readability(text: str) -> float:
    """Return how much of a text's beginning is usual Chinese, from below 0 to 1."""
    sample = text[:_SAMPLE]
    return sum(map(_worth, sample)) / len(sample) if sample else 0.0


def _readable(text: str) -> str:
    if text.strip() and readability(text) < _READABLE:
        raise FileProblem("not-text")
    return text


def _strict_utf8(data: bytes) -> str | None:
    """Decode UTF-8 that may stop inside its last character."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes, encoding: str) -> str:
    """Decode as far as it goes: what is broken is shown as broken, a character cut at the end is left out."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data, final=False)


def _worth(sign: str) -> float:
    if sign in _usual():
        return 1.0
    return -1.0 if sign == _BROKEN or not (sign.isprintable() or sign in "\u2028\u2029\ufeff\u200b") else 0.0


@cache
def _usual() -> frozenset[str]:
    """Return ASCII, Chinese punctuation, rules of tables, everyday characters, simplified and traditional."""
    everyday = set(_gb2312(range(0xB0, 0xD8)))
    traditional = {sign for sign in map(chr, range(0x4E00, 0xA000)) if fold(sign) in everyday}
    signs = set(map(chr, range(0x20, 0x7F))) | set("\t\n\r\f\v“”‘’—…·×≥≤≧≦\u00a0\u3000§°±÷")
    forms = set(map(chr, range(0xFF01, 0xFF5F))) | set(map(chr, range(0x3001, 0x301E)))
    numbers = set(map(chr, range(0x2460, 0x249C))) | set(_gb2312(range(0xA1, 0xA4)))
    rules = set(map(chr, range(0x2500, 0x25A0)))  # tables drawn with signs: ┌──┬──┐
    return frozenset(everyday | traditional | signs | forms | numbers | rules)


def _gb2312(rows: range) -> Iterator[str]:
    for row in rows:
        for column in range(0xA1, 0xFF):
            yield from bytes((row, column)).decode("gb2312", errors="ignore")
