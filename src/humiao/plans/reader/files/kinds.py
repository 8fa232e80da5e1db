"""Tell what a file is by its content."""

from __future__ import annotations

import re
from typing import Final

from humiao.plans.reader.files.packages import Package
from humiao.plans.reader.files.word_parts import main_part

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 2_048
_STARTS: Final = (
    (b"PK\x05\x06", "damaged"),  # an empty archive
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_OLE_STREAMS: Final = (  # in the order they decide
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "spreadsheet"),
    ("PowerPoint Document", "presentation"),
    ("Book", "spreadsheet"),
)
_WEB: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html[\s>]|mime-version:)", re.IGNORECASE
)
_WORD_XML: Final = b"schemas.microsoft.com/office/word/2003/wordml"
_FLAT_WORD: Final = b"schemas.microsoft.com/office/2006/xmlPackage"


def kind_of(data: bytes) -> str:
    """Return docx, pdf, text, what LibreOffice converts (doc, rtf, odt, word-xml), or a problem's code."""
    head = data[:_HEAD]
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if head.startswith(_OLE):
        return _ole_kind(data)
    if b"%PDF-" in head[:1_024]:
        return "pdf"
    return _kind_by_start(head)


def _kind_by_start(head: bytes) -> str:
    for start, kind in _STARTS:
        if head.startswith(start) and not (kind == "program" and b"\0" not in head):
            return kind
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] in (b"ftypheic", b"ftypavif"):
        return "image"
    if head.startswith(b"BM") and b"\0" in head[2:14]:
        return "image"
    if _WORD_XML in head or _FLAT_WORD in head:
        return "word-xml"
    return "web-page" if _WEB.match(head.removeprefix(b"\xef\xbb\xbf")) else "text"


def _ole_kind(data: bytes) -> str:
    return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), "damaged")


def _zip_kind(data: bytes) -> str:
    with Package(data) as package:
        main = main_part(package)
        folder = main.partition("/")[0]
        if folder in ("xl", "ppt"):
            return "spreadsheet" if folder == "xl" else "presentation"
        if main:
            return "docx"
        if "OFD.xml" in package.names:
            return "ofd"
        return _open_document_kind(package) if "mimetype" in package.names else "archive"


def _open_document_kind(package: Package) -> str:
    kind = package.read("mimetype")[:100].rpartition(b".")[2]
    return {b"text": "odt", b"spreadsheet": "spreadsheet", b"presentation": "presentation"}.get(
        kind, "archive"
    )
