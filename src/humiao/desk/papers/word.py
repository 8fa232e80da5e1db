"""Setting a paper as a Word document: headings in 黑体, text in 宋体, page numbers and contents as fields."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from humiao.desk.papers.paper import Block, Facts, Paper, Picture, Table
from humiao.desk.papers.pdf import as_png

HEADINGS, TEXT, COVER = "黑体", "宋体", "仿宋"
_LATIN = "Times New Roman"
_WIDTH = 17.0  # centimetres between the margins
_VML = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="mark" type="#_x0000_t136" {style} fillcolor="#d9d9d9" stroked="f">'
    '<v:fill opacity=".5"/><v:textpath {font} string={words}/></v:shape></w:pict>'
)
_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:430pt;height:60pt;rotation:325;z-index:-251;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def as_word(paper: Paper) -> bytes:
    """Return the paper as a Word document."""
    document = Document()
    _styles(document)
    _page(document, paper)
    _cover(document, paper)
    _contents(document, paper)
    for number, chapter in enumerate(paper.chapters, 1):
        document.add_heading(f"{number}  {chapter.title}", level=1)
        for block in chapter.blocks:
            _block(document, block, paper)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: Any) -> None:
    for name, font, size in (
        ("Normal", TEXT, 10.5),
        ("Heading 1", HEADINGS, 15),
        ("Heading 2", HEADINGS, 12),
    ):
        style = document.styles[name]
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), RGBColor(0, 0, 0), False
        _name_font(style.element.get_or_add_rPr(), font)


def _name_font(properties: Any, font: str) -> None:
    """Name the font of Chinese text and of the rest; what the machine lacks it replaces by its own."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, name in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", font), ("cs", _LATIN)):
        fonts.set(qn(f"w:{key}"), name)


def _page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    header = section.header.paragraphs[0]
    header.text = f"{paper.county} · {paper.title}\t\t{paper.number}"
    style, font = f"style={quoteattr(_PLACE)}", f"style={quoteattr('font-family:' + TEXT)}"
    mark = _VML.format(style=style, font=font, words=quoteattr(paper.mark))
    header.add_run()._r.append(parse_xml(mark))
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.trace:
        footer.add_run(f"{paper.trace}    ").font.size = Pt(8)
    _field(footer, "PAGE", "1")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES", "1")


def _field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field that Word reckons anew when the document is opened."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                mark.set(qn("w:dirty"), "true")
            run._r.append(mark)
        elif not kind:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)


def _cover(document: Any, paper: Paper) -> None:
    for text, size, font, before in (
        (paper.county, 16, COVER, 110),
        (paper.title, 30, HEADINGS, 40),
    ):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_before = Pt(before)
        run = line.add_run(text)
        run.font.size, run.font.bold = Pt(size), font == HEADINGS
        _name_font(run._r.get_or_add_rPr(), font)
    gap = document.add_paragraph()
    gap.paragraph_format.space_before = Pt(60)
    table = document.add_table(rows=0, cols=2)
    table.style, table.alignment = "Table Grid", 1
    for name, value in paper.cover:
        cells = table.add_row().cells
        for cell, text, width in ((cells[0], name, 3.5), (cells[1], value, 8.5)):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(14)
            _name_font(run._r.get_or_add_rPr(), COVER)
    for note in paper.notes:
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(60)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(note).font.size = Pt(9)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _contents(document: Any, paper: Paper) -> None:
    line = document.add_paragraph()
    run = line.add_run(paper.contents)
    run.font.size, run.font.bold = Pt(15), True
    _name_font(run._r.get_or_add_rPr(), HEADINGS)
    listed = "\n".join(f"{n}  {chapter.title}" for n, chapter in enumerate(paper.chapters, 1))
    _field(document.add_paragraph(), 'TOC \\o "1-1" \\h \\z \\u', listed)
    settings = document.settings.element
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    settings.append(update)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _block(document: Any, block: Block, paper: Paper) -> None:
    if block.title:
        document.add_heading(block.title, level=2)
    match block:
        case Facts():
            _table(document, (), block.rows, (1, 3))
        case Table() if not block.rows:
            document.add_paragraph(paper.none)
        case Table():
            _table(document, block.head, block.rows, block.widths)
        case Picture():
            _picture(document, block)
        case _:
            document.add_paragraph(block.text)


def _table(document: Any, head: tuple[str, ...], rows: Any, widths: tuple[int, ...]) -> None:
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    shares = [Cm(_WIDTH * share / sum(widths)) for share in widths]
    for n, row in enumerate([head, *rows] if head else rows):
        line = table.add_row()
        for cell, text, width in zip(line.cells, row, shares, strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(text or "—")
            run.font.size = Pt(9)
            run.font.bold = bool(head) and n == 0
        if head and n == 0:
            repeated = OxmlElement("w:tblHeader")
            repeated.set(qn("w:val"), "true")
            line._tr.get_or_add_trPr().append(repeated)


def _picture(document: Any, block: Picture) -> None:
    shape = document.add_picture(BytesIO(as_png(block.svg)))
    if shape.width > Cm(_WIDTH):
        shape.height = int(shape.height * Cm(_WIDTH) / shape.width)
        shape.width = Cm(_WIDTH)
    shape._inline.docPr.set("descr", block.text)
