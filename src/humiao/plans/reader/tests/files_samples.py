"""Small documents made for the tests: .docx by python-docx and by hand, .pdf by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def saved(document: Document) -> bytes:
    """Return a python-docx document's bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(*blocks: str, numbering: str = "") -> bytes:
    """Return a .docx of raw `w:` blocks, with lists of `numbering` (raw `w:abstractNum` and `w:num`)."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(f"<w:r0 {W}>{block}</w:r0>")[0])
    if numbering:
        root = document.part.numbering_part.element
        for element in list(root):
            root.remove(element)
        for element in parse_xml(f"<w:r0 {W}>{numbering}</w:r0>"):
            root.append(element)
    return saved(document)


def paragraph(text: str, properties: str = "") -> str:
    """Return a raw paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    """Return a raw paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(number: int, style: str, pattern: str, more: str = "") -> str:
    """Return a raw list level."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


Words = tuple[float, float, str]
"""Left side, base line, words."""
Bar = tuple[float, float, float, float]
"""Left, bottom, width, height."""


SIZE = 12


def pdf(
    pages: Sequence[Sequence[Words]],
    bars: Sequence[Bar] = (),
    more: str = "",
    turned: str = "1 0 0 1",
    paint: str = "f",
) -> bytes:
    """Return a PDF with text (not embedded font, a ToUnicode map) and, on each page, filled bars."""
    signs = sorted({sign for page in pages for _, _, words in page for sign in words})
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        _stream(_to_unicode(signs)),
    ]
    kids = []
    for page in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >> {more} >>".encode()
        )
        objects.append(_stream(_content(page, bars, signs, turned, paint)))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>".encode()
    return _assembled(objects)


def scanned_pdf(pages: int = 2) -> bytes:
    """Return a PDF of pictures only."""
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Length 1 >>\nstream\n\x80\nendstream"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", picture]
    kids = []
    for _ in range(pages):
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            " /Resources << /XObject << /I1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(b"595 0 0 842 0 0 cm /I1 Do"))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>".encode()
    return _assembled(objects)


def ruled(columns: Sequence[float], rows: Sequence[float]) -> list[Bar]:
    """Return the bars of a full grid."""
    upright = [(x, min(rows), 0.5, max(rows) - min(rows)) for x in columns]
    level_bars = [(min(columns), y, max(columns) - min(columns), 0.5) for y in rows]
    return [*upright, *level_bars]


def _content(page: Sequence[Words], bars: Sequence[Bar], signs: list[str], turned: str, paint: str) -> bytes:
    lines = [f"{left} {bottom} {width} {height} re {paint}" for left, bottom, width, height in bars]
    for left, bottom, words in page:
        codes = "".join(f"{signs.index(sign) + 1:04X}" for sign in words)
        lines.append(f"BT /F1 {SIZE} Tf {turned} {left} {bottom} Tm <{codes}> Tj ET")
    return "\n".join(lines).encode()


def _to_unicode(signs: list[str]) -> bytes:
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    )
    pairs = [f"<{n:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for n, sign in enumerate(signs, 1)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (head + body + "endcmap end end").encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _assembled(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + (b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out)))
    )
