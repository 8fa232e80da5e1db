"""Files made for tests: sound ones, and ones that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_MAKE, _GPS = 0x010F, 0x8825


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    """Make a small picture."""
    out = io.BytesIO()
    Image.new(more.pop("mode", "RGB"), size, "red").save(out, kind, **more)
    return out.getvalue()


def photograph() -> bytes:
    """Make a JPEG that says who made the camera and where it stood, lying on its side."""
    exif = Image.Exif()
    exif[_MAKE] = "SECRET-CAMERA"
    exif[0x0112] = 6
    exif.get_ifd(_GPS)[1] = "N"
    return picture(exif=exif.tobytes(), comment=b"SECRET-COMMENT")


def office(main: str = "word/document.xml", more: dict[str, bytes] | None = None) -> bytes:
    """Make a .docx or .xlsx with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(main, "<document/>")
        for name, content in (more or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def lying_office(unpacked: int) -> bytes:
    """Make a .docx one part of which unpacks to far more than the directory declares."""
    data = bytearray(office(more={"big": bytes(unpacked)}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def huge_png(width: int, height: int) -> bytes:
    """Make a PNG of a few bytes whose head declares a vast picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def old_office(stream: str, *more: str) -> bytes:
    """Make what looks like an old office file with these streams."""
    names = b"".join(name.encode("utf-16-le") for name in (stream, *more))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names
