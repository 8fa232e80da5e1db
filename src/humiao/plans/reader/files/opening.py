"""Open a plan: bytes and a file name to a `Source`, or a `FileProblem` that says what would be right.

What a file is, its content decides; its name is only kept. Nothing in it is run, followed or fetched.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Final

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.columns import with_tabs
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.files.kinds import kind_of
from humiao.plans.reader.files.layout import Layout
from humiao.plans.reader.files.legacy import to_docx
from humiao.plans.reader.files.normalise import normalise
from humiao.plans.reader.files.packages import Package
from humiao.plans.reader.files.pdf import read_pdf
from humiao.plans.reader.files.plain import read_plain
from humiao.plans.reader.files.problems import FileProblem
from humiao.plans.reader.files.word import read_word
from humiao.plans.reader.files.wrapped import unwrapped
from humiao.plans.reader.reading import Source, Table

Content = tuple[str, tuple[Table, ...], tuple[str, ...]]
"""Text, tables, codes of what was left out."""

_LONGEST_NAME: Final = 200
_FOLDERS: Final = re.compile(r"^.*[/\\]")
_CONVERTED: Final = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "word-xml": ".xml"}


def open_file(data: bytes, name: str) -> Source:
    """Read a file's text, the same text folded, and its tables; raise nothing but `FileProblem`."""
    if len(data) > limits.MAX_FILE_BYTES:
        raise FileProblem("too-large")
    try:
        text, tables, left_out = _content(data)
    except FileProblem:
        raise
    except Exception as error:  # a crafted file may break a parser anywhere; that is the file's fault
        raise FileProblem("damaged") from error
    if not text.strip():
        raise FileProblem("empty")
    if len(text) > limits.MAX_CHARACTERS:
        raise FileProblem("too-long")
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(_plain_name(name), sha256, text, fold(text), tables, left_out)


def open_text(text: str, name: str = "") -> Source:
    """Read words that are text already: typed or pasted into the form."""
    return open_file(text.encode("utf-8", "ignore"), name)


def _content(data: bytes) -> Content:
    kind = kind_of(data)
    if kind in _CONVERTED:
        return _word(to_docx(data, _CONVERTED[kind]))
    reader = _READERS.get(kind)
    if reader is None:
        raise FileProblem(kind)
    return reader(data)


def _word(data: bytes) -> Content:
    layout = Layout()
    with Package(data) as package:
        left_out = read_word(package, layout)
    return (*layout.finish(), left_out)


def _pdf(data: bytes) -> Content:
    layout = Layout()
    left_out = read_pdf(data, layout)
    return (*layout.finish(), left_out)


def _text(data: bytes) -> Content:
    text = read_plain(data)
    if len(text) > limits.MAX_CHARACTERS * 2:  # before any work on it; blanks may take up half
        raise FileProblem("too-long")
    paragraphs, dropped = unwrapped(text)
    return normalise(with_tabs(paragraphs)), (), ("headers-footers",) if dropped else ()


_READERS: Final[dict[str, Callable[[bytes], Content]]] = {"docx": _word, "pdf": _pdf, "text": _text}


def _plain_name(name: str) -> str:
    """Return a file name without folders or unprintable signs."""
    plain = "".join(sign for sign in _FOLDERS.sub("", name) if sign.isprintable())
    return plain[-_LONGEST_NAME:]
