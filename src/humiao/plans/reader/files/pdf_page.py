"""Take the characters and ruled lines of one PDF page, with their places, upright."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.files.problems import FileProblem

_THIN: Final = 3.0  # points; a thicker bar is no ruled line
_SHORT: Final = 6.0
_MOST_RULES: Final = 6_000
_MOST_OBJECTS: Final = 40_000
_SLANTED: Final = 0.1  # radians; a watermark


class Glyph(NamedTuple):
    """A character and its box; y grows upwards."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool  # a space stands before it

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """Return how tall its box is, at least a point."""
        return max(1.0, self.top - self.bottom)


class Rule(NamedTuple):
    """A ruled line, upright or level."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_upright(self) -> bool:
        """Return whether it runs up the page."""
        return self.top - self.bottom > self.right - self.left


@dataclass(frozen=True)
class Page:
    """What stands on a page."""

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    pictures: int


Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]


def read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """Return a page's characters in drawing order, its ruled lines and the number of its pictures."""
    page = document[index]
    try:
        width, height = page.get_size()
        turn = _turn(page.get_rotation(), width, height)
        rules, pictures = _drawings(page, turn)
        return Page(width, height, list(_glyphs(page, turn)), rules, pictures)
    finally:
        page.close()


def _turn(rotation: int, width: float, height: float) -> Turn | None:
    """Return what sets a rotated page upright; `width` and `height` are those of the page as shown."""
    turns: dict[int, Turn] = {
        90: lambda left, bottom, right, top: (bottom, height - right, top, height - left),
        180: lambda left, bottom, right, top: (width - right, height - top, width - left, height - bottom),
        270: lambda left, bottom, right, top: (width - top, left, width - bottom, right),
    }
    return turns.get(rotation)


def _glyphs(page: Any, turn: Turn | None) -> Iterator[Glyph]:
    text = page.get_textpage()
    try:
        raw, box = text.raw, pdfium.FS_RECTF()
        radicals = _radicals()
        spaced = False
        count = pdfium.FPDFText_CountChars(raw)
        if count > limits.MAX_CHARACTERS:
            raise FileProblem("too-long")
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            sign = "\ufffd" if code == 0 or 0xD800 <= code < 0xE000 else chr(code)
            if sign.isspace() or not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
                spaced = True
                continue
            if turn is None and _is_slanted(pdfium.FPDFText_GetCharAngle(raw, index)):
                continue
            place = (box.left, box.bottom, box.right, box.top)
            left, bottom, right, top = turn(*place) if turn else place
            yield Glyph(radicals.get(sign, sign), left, bottom, right, top, spaced)
            spaced = False
    finally:
        text.close()


def _radicals() -> dict[str, str]:
    """Return the characters some programs write in place of the ones they look like."""
    look_alike = [chr(code) for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))]
    return dict(zip(look_alike, fold("".join(look_alike)), strict=True))


def _is_slanted(angle: float) -> bool:
    return min(angle % math.tau, -angle % math.tau) > _SLANTED


def _drawings(page: Any, turn: Turn | None) -> tuple[list[Rule], int]:
    rules: list[Rule] = []
    pictures = 0
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    for number, drawing in enumerate(page.get_objects(filter=kinds, max_depth=3)):
        if number > _MOST_OBJECTS or len(rules) > _MOST_RULES:
            break
        if drawing.type == pdfium.FPDF_PAGEOBJ_PATH:
            places = _lines_of(drawing.raw) if drawing.level == 0 else ()
            rules.extend(Rule(*(turn(*place) if turn else place)) for place in places)
        else:
            pictures += drawing.type == pdfium.FPDF_PAGEOBJ_IMAGE
    return rules, pictures


def _lines_of(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """Give the upright and level lines of a path: a thin bar is one, a stroked path has one each side."""
    numbers = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *numbers):
        return
    left, bottom, right, top = (number.value for number in numbers)
    thin, long = sorted((right - left, top - bottom))
    if thin <= _THIN:
        if long >= _SHORT:
            yield left, bottom, right, top
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if pdfium.FPDFPath_GetDrawMode(path, fill, stroke) and stroke.value:
        yield from _sides(path)


def _sides(path: Any) -> Iterator[tuple[float, float, float, float]]:
    points = list(_points(path))
    for (_, x, y), (kind, next_x, next_y) in pairwise(points):
        thin, long = sorted((abs(next_x - x), abs(next_y - y)))
        if kind == pdfium.FPDF_SEGMENT_LINETO and thin <= 1 and long >= _SHORT:
            yield min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y)


def _points(path: Any) -> Iterator[tuple[int, float, float]]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        yield kind, *point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield pdfium.FPDF_SEGMENT_LINETO, *first
