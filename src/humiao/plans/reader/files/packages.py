"""Take parts out of a zipped document without trusting what it says about itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType
from typing import Any, Final

from lxml import etree

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.problems import FileProblem

_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    KeyError,
)

Element = Any
"""An lxml element; lxml has no types of its own."""


class Package:
    """A zip file whose size was checked before anything was unpacked."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise FileProblem("damaged") from error
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > limits.MAX_PACKAGE_ENTRIES or unpacked > limits.MAX_UNPACKED_BYTES:
            raise FileProblem("unsafe")
        self.names = frozenset(entry.filename for entry in entries)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """Return a part's bytes: no more than a part may have, whatever its header declares."""
        try:
            entry = self._zip.getinfo(name)
            if entry.flag_bits & _ENCRYPTED:
                raise FileProblem("encrypted")
            if entry.file_size > limits.MAX_PART_BYTES:
                raise FileProblem("unsafe")
            with self._zip.open(entry) as part:
                data = part.read(limits.MAX_PART_BYTES + 1)
        except _BROKEN as error:
            raise FileProblem("damaged") from error
        if len(data) > limits.MAX_PART_BYTES:
            raise FileProblem("unsafe")
        return data

    def xml(self, name: str) -> Element:
        """Return a part's root element; a part with a document type is refused, nothing is fetched."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise FileProblem("damaged") from error
        if root is None:
            raise FileProblem("damaged")
        if root.getroottree().docinfo.doctype:
            raise FileProblem("unsafe")
        if root.xpath("count(//*)") > limits.MAX_ELEMENTS:
            raise FileProblem("too-long")
        return root


def local(element: Element) -> str:
    """Return an element's name without its namespace, so that transitional and strict files read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute of whatever namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of that name, or along a path of names; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def whole(value: str | None, default: int = 0) -> int:
    """Return an attribute as a whole number; the default where it is missing or none."""
    try:
        return int(value) if value is not None and len(value) < 10 else default
    except ValueError:
        return default
