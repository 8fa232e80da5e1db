"""A reader that gives the hand-made draft, and drafts begun with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import SYSTEM
from humiao.plans import reading_in
from humiao.plans.public import Unreadable, upload_plan
from humiao.plans.reader.draft import Draft
from humiao.plans.tests.drafts import read_draft
from humiao.programmes.public import load_programme, load_terms, shipped_files

BROKEN = b"no plan"


@pytest.fixture(autouse=True)
def _hand_made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the draft made by hand, whatever the document; one document can't be read."""

    def read(data: bytes, name: str) -> Draft:
        if data == BROKEN:
            raise Unreadable("not-a-plan", "这不是方案。", "This is no plan.")
        return read_draft()

    by_hand = reading_in.Reader(read, lambda text, name: read(text.encode(), name))
    monkeypatch.setattr(reading_in, "_reader", lambda: by_hand)


@pytest.fixture
def begun(at: Any) -> Callable[..., UUID]:
    """Upload the document in the open county: `begun()`."""

    def begin(**changes: Any) -> UUID:
        return upload_plan(**({"data": b"bytes", "name": "方案.docx", "by": SYSTEM, "at": at} | changes))

    return begin


def a_pdf(pages: int = 2) -> bytes:
    """Make a small PDF of empty pages."""
    from io import BytesIO

    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 400)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def shipped(pinghu: Any, at: Any) -> Any:
    """Load a shipped programme of the county."""
    with pinghu():
        return load_programme(terms=load_terms(shipped_files()["pinghu-2024"]), by=SYSTEM, at=at)
