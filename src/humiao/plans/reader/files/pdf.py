"""Read the text layer of a PDF: lines to paragraphs, ruled tables to rows, repeated headers and footers out.

PDFium draws nothing, runs no script and opens no link here. It is not made for threads, so one file is read
at a time.
"""

from __future__ import annotations

from threading import Lock
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.layout import Layout
from humiao.plans.reader.files.pdf_flow import flow
from humiao.plans.reader.files.pdf_lines import Line, in_lines
from humiao.plans.reader.files.pdf_page import Page, read_page
from humiao.plans.reader.files.pdf_running import without_running_heads
from humiao.plans.reader.files.pdf_tables import Grid, cut_out_tables
from humiao.plans.reader.files.plain import readability
from humiao.plans.reader.files.problems import FileProblem

_ONE_AT_A_TIME: Final = Lock()
_FEW: Final = 20  # characters on a page that is only a picture with a stamp or page number
_READABLE: Final = 0.6


def read_pdf(data: bytes, layout: Layout) -> tuple[str, ...]:
    """Lay a PDF out; return codes of what was left out."""
    with _ONE_AT_A_TIME:
        pages = _pages(data)
    scans = [number for number, page in enumerate(pages, 1) if page.pictures and len(page.glyphs) < _FEW]
    _refuse_unreadable(pages, scans)
    laid = [_laid(page) for page in pages]
    kept, dropped = without_running_heads([lines for lines, _ in laid], [page.height for page in pages])
    flow(
        [(lines, tables, page.width) for lines, (_, tables), page in zip(kept, laid, pages, strict=True)],
        layout,
    )
    notes = ["headers-footers"] if dropped else []
    return (*notes, f"pages:{','.join(map(str, scans))}") if scans else tuple(notes)


def _laid(page: Page) -> tuple[list[Line], list[Grid]]:
    tables, rest = cut_out_tables(page.rules, page.glyphs)
    return in_lines(rest), tables


def _pages(data: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise FileProblem("encrypted" if locked else "damaged") from error
    try:
        if len(document) > limits.MAX_PAGES:
            raise FileProblem("too-long")
        pages, length = [], 0
        for index in range(len(document)):
            pages.append(read_page(document, index))
            length += len(pages[-1].glyphs)
            if length > limits.MAX_CHARACTERS:
                raise FileProblem("too-long")
        return pages
    except pypdfium2.PdfiumError as error:
        raise FileProblem("damaged") from error
    finally:
        document.close()


def _refuse_unreadable(pages: list[Page], scans: list[int]) -> None:
    signs = "".join(glyph.sign for page in pages for glyph in page.glyphs)
    if scans and len(signs) < _FEW * len(pages) and len(scans) * 2 >= len(pages):
        raise FileProblem("image-only")
    if not signs:
        raise FileProblem("image-only" if any(page.pictures for page in pages) else "empty")
    if readability(signs) < _READABLE:
        raise FileProblem("garbled")
