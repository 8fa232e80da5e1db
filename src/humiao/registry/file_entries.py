"""Entries of a file's timeline, given by whoever keeps the records: the timeline knows no context by name.

A context above registers its provider when its app is ready (`register_entries`); it is asked with a file
that was reached already, and answers within the reader's scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from humiao.access.public import Scope
from humiao.registry.family.values import Family
from humiao.registry.values import ChildFile

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class FileEntry:
    """One entry, with the names `desk/parts/timeline.html` asks for."""

    on: date
    kind: str
    icon: str
    title: str
    lines: list[str] = field(default_factory=list)
    by: str = ""
    late_by: str = ""
    level: str = ""
    level_name: str = ""
    tag: str = ""
    tag_alert: bool = False
    voided: bool = False
    href: str = ""


@dataclass(frozen=True)
class AskedFile:
    """The file a timeline is made of, and who reads it."""

    file: ChildFile
    family: Family
    scope: Scope
    on: date
    is_masked: bool
    by: Callable[[UUID | None], str]  # names the holder of a post
    link: Callable[..., str]  # address of a route of the county
    sees_sealed: bool = (
        False  # whether categories of abuse and bullying, with their papers, are for this reader
    )


Provider = Callable[[AskedFile], Iterable[FileEntry]]


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry to filter by, and who gives its entries."""

    code: str
    label: StrPromise
    provider: Provider


_KINDS: dict[str, EntryKind] = {}


def register_entries(code: str, label: StrPromise, provider: Provider) -> None:
    """Add a kind of entry; registering a code again replaces it."""
    _KINDS[code] = EntryKind(code, label, provider)


def entry_kinds() -> tuple[EntryKind, ...]:
    """Return the kinds registered, in the order they came."""
    return tuple(_KINDS.values())


@dataclass(frozen=True)
class FileDocument:
    """A document of a file, by its title; whoever keeps the document knows where it lies."""

    title: str
    on: date | None = None


_DOCUMENTS: list[Callable[[AskedFile], Iterable[FileDocument]]] = []


def register_documents(provider: Callable[[AskedFile], Iterable[FileDocument]]) -> None:
    """Add whoever keeps documents to the list of a file's documents."""
    if provider not in _DOCUMENTS:
        _DOCUMENTS.append(provider)


def document_titles(asked: AskedFile) -> list[FileDocument]:
    """Return the documents of a file, from all who keep any."""
    return [document for provider in _DOCUMENTS for document in provider(asked)]
