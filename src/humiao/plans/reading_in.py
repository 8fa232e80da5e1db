"""Turn a file or a pasted text into a draft: the one place that calls the reader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from humiao.foundation.bilingual import readers_language
from humiao.plans.reader.draft import DocumentText, Draft

# What a file is that has pages to look at, but no words to read.
PICTURES_ONLY = frozenset({"image", "image-only", "garbled"})


@dataclass
class Unreadable(Exception):  # noqa: N818 -- the document is, nothing failed
    """A document that can't be read as a plan: a stable code and the reason in both languages."""

    code: str
    message: str
    message_en: str

    def __str__(self) -> str:
        return self.message_en if readers_language() == "en" else self.message


@dataclass(frozen=True)
class Reader:
    """The two ways in."""

    read_file: Callable[[bytes, str], Draft]
    read_text: Callable[[str, str], Draft]


def read_document(data: bytes, name: str) -> Draft:
    """Read a file into a draft; raises `Unreadable`."""
    return _reader().read_file(data, name)


def read_pasted_text(text: str, name: str) -> Draft:
    """Read a pasted text into a draft; raises `Unreadable`."""
    return _reader().read_text(text, name)


def empty_draft(name: str, data: bytes = b"") -> Draft:
    """Give a draft in which nothing was read, for a form or beside a scan."""
    digest = hashlib.sha256(data).hexdigest() if data else ""
    return Draft(document=DocumentText(name=name, sha256=digest, text=""))


def _reader() -> Reader:
    """Bring the reader in when it is first needed: its libraries take a while to load."""
    from humiao.plans.reader.api import read_pasted, read_plan
    from humiao.plans.reader.files.problems import FileProblem

    def told(read: Callable[[], Draft]) -> Draft:
        try:
            return read()
        except FileProblem as problem:
            message, message_en = (
                problem.message + problem.remedy,
                f"{problem.message_en} {problem.remedy_en}",
            )
            raise Unreadable(problem.code, message, message_en) from problem

    return Reader(
        lambda data, name: told(lambda: read_plan(data, name)),
        lambda text, name: told(lambda: read_pasted(text, name)),
    )
