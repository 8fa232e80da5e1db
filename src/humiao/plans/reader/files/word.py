"""Read a .docx as it looks on paper: automatic numbers, merged cells, text boxes, accepted changes.

Read are the paragraphs and tables of the body in their order. Inserted text counts, deleted and hidden text
does not. Left out, and said so in `Source.left_out`: page headers and footers, footnotes, comments; and the
table of contents, which would say every heading twice. Pictures, macros, links and embedded files are never
opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from humiao.plans.reader.files.layout import Layout
from humiao.plans.reader.files.numbering import Numbering
from humiao.plans.reader.files.packages import Element, Package, attribute, child, local
from humiao.plans.reader.files.word_parts import parts_of
from humiao.plans.reader.files.word_tables import WordTable

_WRAPPERS: Final = frozenset({"sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "txbxContent"})
_UNSEEN: Final = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr", "tblPr", "object", "fldData"}
)
_SIGNS: Final = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS: Final = {  # of Wingdings, by their code in the private use area
    "F052": "☑", "F0FE": "☑", "F0FC": "√", "F0A8": "□", "F06F": "□", "F0A3": "□", "F071": "□",
}  # fmt: skip
_NOTES: Final = {"header": "headers-footers", "footer": "headers-footers", "comments": "comments"}
_OFF: Final = frozenset({"0", "false", "off", "none"})


def read_word(package: Package, layout: Layout) -> tuple[str, ...]:
    """Lay a Word document out; return codes of what was left out."""
    parts = parts_of(package)
    styles = package.xml(parts.styles) if parts.styles else None
    lists = package.xml(parts.numbering) if parts.numbering else None
    body = child(package.xml(parts.document), "body")
    reader = _WordReader(Numbering(lists, styles), layout)
    if body is not None:
        reader.lay_out(body)
    notes = {_NOTES[kind] for kind in parts.kinds if kind in _NOTES}
    return tuple(sorted(notes | reader.left_out))


class _WordReader:
    def __init__(self, numbering: Numbering, layout: Layout) -> None:
        self._numbering = numbering
        self._layout = layout
        self._carried = ""  # words of a paragraph whose end was deleted: they belong to the next
        self.left_out: set[str] = set()

    def lay_out(self, parent: Element) -> None:
        """Lay out the paragraphs and tables of a body, text box or layout frame."""
        for block in self._blocks(parent):
            if local(block) == "p":
                boxes: list[Element] = []
                text = self._paragraph(block, boxes)
                if text is not None:
                    self._layout.add_text(text)
                for box in boxes:
                    self.lay_out(box)
            else:
                self._lay_out_table(WordTable(block))

    def _lay_out_table(self, table: WordTable) -> None:
        frame = table.only_cell()
        if frame is not None:
            self.lay_out(frame)
        else:
            self._layout.add_table(table.boxes(self._cell), table.header_rows())

    def _cell(self, cell: Element) -> str:
        """Return a cell's words; a table inside it a line each row."""
        lines: list[str] = []
        for block in self._blocks(cell):
            if local(block) == "p":
                boxes: list[Element] = []
                lines.append(self._paragraph(block, boxes) or "")
                lines.extend(map(self._cell, boxes))
            else:
                inner = [box for box in WordTable(block).boxes(self._cell) if box.text.strip()]
                for row in sorted({box.row for box in inner}):
                    lines.append(" ".join(" ".join(box.text.split()) for box in inner if box.row == row))
        return "\n".join(lines)

    def _blocks(self, parent: Element) -> Iterator[Element]:
        for element in parent:
            name = local(element)
            if name in ("p", "tbl"):
                yield element
            elif name == "sdt":
                yield from self._control(element)
            elif name in _WRAPPERS:
                yield from self._blocks(element)

    def _control(self, element: Element) -> Iterator[Element]:
        gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val")
        content = child(element, "sdtContent")
        if gallery == "Table of Contents":
            self.left_out.add("contents")
        elif content is not None:
            yield from self._blocks(content)

    def _paragraph(self, element: Element, boxes: list[Element]) -> str | None:
        """Return a paragraph with its number; None where it is no paragraph of its own."""
        properties = child(element, "pPr")
        if self._numbering.style_name(properties).startswith("toc "):
            self.left_out.add("contents")
            return None
        words = "".join(self._words(element, boxes))
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried += words
            return None
        words, self._carried = self._carried + words, ""
        return _labelled(self._numbering.next_label(properties), words)

    def _words(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        for inner in element:
            name = local(inner)
            if name == "t":
                yield inner.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "txbxContent":
                boxes.append(inner)
            elif name == "footnoteReference":
                self.left_out.add("footnotes")
            elif name == "sym":
                yield _SYMBOLS.get((attribute(inner, "char") or "").upper(), "")
            elif name == "AlternateContent":
                yield from self._alternative(inner, boxes)
            elif name not in _UNSEEN and not _is_hidden(inner):
                yield from self._words(inner, boxes)

    def _alternative(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        """Read one of the alternatives: they say the same."""
        chosen = child(element, "Choice")
        chosen = chosen if chosen is not None else child(element, "Fallback")
        if chosen is not None:
            yield from self._words(chosen, boxes)


def _is_hidden(element: Element) -> bool:
    if local(element) != "r":
        return False
    vanish = child(element, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF


def _labelled(label: str, words: str) -> str:
    """Return the words behind their number; a space where the two would read as one number or word."""
    words = words.strip() if label else words
    last, first = label[-1:], words[:1]
    apart = last.isascii() and (last.isalnum() or (last == "." and first.isdigit()))
    return f"{label} {words}" if apart and first else label + words
