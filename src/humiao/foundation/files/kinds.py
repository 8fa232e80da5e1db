"""Tell what a file is by its content, and refuse what is none of the kinds taken or two at once."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.files import limits
from humiao.foundation.labelled import Labelled


class Kind(Labelled):
    """A kind of file that is taken; the value is also the extension it is handed out with."""

    JPG = "jpg", "照片（JPG）", "Photograph (JPG)"
    PNG = "png", "图片（PNG）", "Picture (PNG)"
    WEBP = "webp", "图片（WebP）", "Picture (WebP)"
    PDF = "pdf", "PDF 文档", "PDF document"
    DOCX = "docx", "Word 文档", "Word document"
    XLSX = "xlsx", "Excel 表格", "Excel workbook"
    DOC = "doc", "Word 文档（旧格式）", "Word document (old)"


PICTURES: Final = frozenset({Kind.JPG, Kind.PNG, Kind.WEBP})
MEDIA: Final = {
    Kind.JPG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.DOC: "application/msword",
}
ACCEPT: Final = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.doc"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS: Final = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
_ENCRYPTED, _CHUNK = 0x1, 1 << 16
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def kind_of(data: bytes) -> Kind:
    """Return the kind of a file's content; raises `Refused` where it is not taken, with what is."""
    if not data:
        raise _refusal("file-empty", _("The file is empty."))
    if len(data) > limits.MAX_BYTES:
        most = limits.MAX_BYTES // 1024 // 1024
        raise _refusal(
            "file-too-big", _("The file is larger than %(most)s MB; send a smaller one.") % {"most": most}
        )
    picture = _picture(data)
    if picture is not None:
        return picture
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data.startswith(_OLE):
        return _old_word(data)
    text = _("Such a file isn't taken. Send a photograph (JPG, PNG, WebP), a PDF, or a Word or Excel file.")
    raise _refusal("file-kind", text)


def _picture(data: bytes) -> Kind | None:
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    return Kind.WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _pdf(data: bytes) -> Kind:
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise _refusal(
            "file-two-kinds", _("The file is a PDF and an archive at once; print it to a new PDF.")
        )
    if b"%%EOF" not in data[-2048:]:
        raise _damaged()
    return Kind.PDF


def _old_word(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _locked()
    if "WordDocument".encode("utf-16-le") not in data:
        text = _("Of the old office files only Word's .doc is taken; save this one as .xlsx or PDF.")
        raise _refusal("file-kind", text)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise _macros()
    return Kind.DOC


def _package(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {entry.filename for entry in package.infolist()}
            kind = next((kind for name, kind in _PARTS.items() if name in names), None)
            if kind is None or "[Content_Types].xml" not in names:
                raise _refusal("file-kind", _("An archive isn't taken; send the files in it one by one."))
            if any(entry.flag_bits & _ENCRYPTED for entry in package.infolist()):
                raise _locked()
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise _macros()
            _unpack_within_limits(package)
    except _BROKEN as error:
        raise _damaged() from error
    return kind


def _unpack_within_limits(package: zipfile.ZipFile) -> None:
    """Unpack every part and keep none: what the directory declares may be a lie."""
    entries = package.infolist()
    if len(entries) > limits.MAX_ENTRIES or sum(e.file_size for e in entries) > limits.MAX_UNPACKED:
        raise _bomb()
    left = limits.MAX_UNPACKED
    for entry in entries:
        with package.open(entry) as part:
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _bomb()


def _bomb() -> Refused:
    return _refusal(
        "file-bomb", _("The file unpacks to far more than it should; save it anew and send that.")
    )


def _damaged() -> Refused:
    return _refusal("file-damaged", _("The file is damaged or not whole; send it again."))


def _locked() -> Refused:
    return _refusal("file-locked", _("The file is locked with a password; save it without one."))


def _macros() -> Refused:
    return _refusal("file-macros", _("The file holds macros; save it without them, or as PDF."))


def _refusal(code: str, reason: str) -> Refused:
    return Refused(Decision.no(code, reason))
