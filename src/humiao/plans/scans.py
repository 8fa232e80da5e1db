"""Pages of a scan as pictures: drawn anew by PDFium, so that nothing of the file itself reaches a browser."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from humiao.plans.reading_in import Unreadable

MOST_PAGES = 60
_WIDTH = 1240  # A4 at 150 dots an inch
_ONE_AT_A_TIME = threading.Lock()  # PDFium isn't made for several threads


def is_scan(data: bytes) -> bool:
    """Say whether these bytes are of a kind whose pages can be shown: PDF or JPEG."""
    return data[:1024].lstrip().startswith(b"%PDF-") or data.startswith(b"\xff\xd8\xff")


def page_count(data: bytes) -> int:
    """Count the pages; raises `Unreadable` for what can't be opened or is too long."""
    with _opened(data) as document:
        count = len(document)
    if count == 0 or count > MOST_PAGES:
        zh, en = (
            f"扫描件应有 1 至 {MOST_PAGES} 页，这份有 {count} 页。",
            f"A scan has 1 to {MOST_PAGES} pages; this one has {count}.",
        )
        raise Unreadable("page-limit", zh, en)
    return count


def page_png(data: bytes, number: int) -> bytes:
    """Draw one page, counted from 1, as PNG; raises `LookupError` for a page there isn't."""
    with _opened(data) as document:
        if not 1 <= number <= len(document):
            raise LookupError(f"no page {number}")
        page = document[number - 1]
        bitmap = page.render(scale=min(_WIDTH / max(page.get_width(), 1), 4), rev_byteorder=True)
        return _png(bitmap)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    with _ONE_AT_A_TIME:
        try:
            document = _of_picture(data) if data.startswith(b"\xff\xd8\xff") else pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            zh, en = (
                "文件打不开：不是完好的 PDF 或 JPEG，或设有密码。",
                "The file can't be opened: no sound PDF or JPEG, or it has a password.",
            )
            raise Unreadable("broken-file", zh, en) from error
        try:
            yield document
        finally:
            document.close()


def _of_picture(data: bytes) -> Any:
    """Put a JPEG on a page of its own size, so that one way of drawing serves all."""
    document = pdfium.PdfDocument.new()
    image = pdfium.PdfImage.new(document)
    image.load_jpeg(BytesIO(data), inline=True)
    width, height = image.get_px_size()
    image.set_matrix(pdfium.PdfMatrix().scale(width, height))
    page = document.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()
    return document


def _png(bitmap: Any) -> bytes:
    """Write a bitmap as PNG without an image library: each row unfiltered, compressed once."""
    colours = {
        raw.FPDFBitmap_Gray: (0, 1),
        raw.FPDFBitmap_BGR: (2, 3),
        raw.FPDFBitmap_BGRA: (6, 4),
        raw.FPDFBitmap_BGRx: (6, 4),
    }
    kind, size = colours[bitmap.format]
    pixels, row = bytes(bitmap.buffer), bitmap.width * size
    rows = b"".join(b"\0" + pixels[y * bitmap.stride : y * bitmap.stride + row] for y in range(bitmap.height))
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, body) for name, body in parts)


def _part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
