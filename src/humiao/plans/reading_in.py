"""Turn bytes into a draft: the one place that calls the reader, so that it can be swapped."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import get_language

from humiao.plans.reader.draft import DocumentText, Draft

ReadPlan = Callable[[bytes, str], Draft]


@dataclass
class Unreadable(Exception):  # noqa: N818 -- the document is, nothing failed
    """A document that can't be read as a plan: a stable code and the reason in both languages."""

    code: str
    message: str
    message_en: str

    def __str__(self) -> str:
        return self.message_en if (get_language() or "").startswith("en") else self.message


def read_document(data: bytes, name: str) -> Draft:
    """Read a document into a draft; raises `Unreadable`."""
    return _reader()(data, name)


def empty_draft(name: str, data: bytes = b"") -> Draft:
    """Give a draft in which nothing was read, for a form or beside a scan."""
    digest = hashlib.sha256(data).hexdigest() if data else ""
    return Draft(document=DocumentText(name=name, sha256=digest, text=""))


def _reader() -> ReadPlan:
    """Find the reader; one that isn't there refuses every document in words."""
    try:
        api = importlib.import_module("humiao.plans.reader.api")
        files = importlib.import_module("humiao.plans.reader.files")
    except ModuleNotFoundError:
        return _no_reader
    problem: type[Exception] = files.FileProblem

    def read(data: bytes, name: str) -> Draft:
        try:
            draft: Draft = api.read_plan(data, name)
        except problem as error:
            code, message = getattr(error, "code", "unreadable"), str(getattr(error, "message", error))
            raise Unreadable(code, message, getattr(error, "message_en", message)) from error
        return draft

    return read


def _no_reader(data: bytes, name: str) -> Draft:  # noqa: ARG001
    raise Unreadable(
        "no-reader",
        "本机没有装方案识别程序，请改用表单录入。",
        "The plan reader isn't installed here; fill in the form instead.",
    )
