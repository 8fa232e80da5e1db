"""Find the parts of a .docx by its relationships, which need not lie where Word puts them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from humiao.plans.reader.files.packages import Package, attribute
from humiao.plans.reader.files.problems import FileProblem


@dataclass(frozen=True)
class WordParts:
    """Names of the parts inside the package; empty where there is none."""

    document: str
    styles: str
    numbering: str
    kinds: frozenset[str]
    """Kinds of all parts the document refers to: header, footer, comments …"""


def main_part(package: Package) -> str:
    """Return the name of the main part of an Office file; empty where it has none."""
    for kind, name in _relations(package, ""):
        if kind == "officeDocument" and name in package.names:
            return name
    return "word/document.xml" if "word/document.xml" in package.names else ""


def parts_of(package: Package) -> WordParts:
    """Return where the parts of a Word document are."""
    document = main_part(package)
    if not document:
        raise FileProblem("damaged")
    parts = {kind: name for kind, name in _relations(package, document) if name in package.names}
    return WordParts(document, parts.get("styles", ""), parts.get("numbering", ""), frozenset(parts))


def _relations(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Give kind and target of each relationship of a part; those that lead outside are left alone."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package.names:
        return
    for element in package.xml(relations):
        if attribute(element, "TargetMode") != "External":
            kind = (attribute(element, "Type") or "").rpartition("/")[2]
            target = posixpath.join("/", folder, attribute(element, "Target") or "")
            yield kind, posixpath.normpath(target).lstrip("/")
