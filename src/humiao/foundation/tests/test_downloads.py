"""A file leaves in one way, and a cell is never a formula."""

from __future__ import annotations

import ast
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from humiao.foundation.downloads import XLSX, download
from humiao.foundation.spreadsheets import RISKY, Texts, defused, is_risky, new_book

SOURCE = Path(__file__).resolve().parents[2]


def test_a_file_is_saved_and_kept_in_no_cache():
    response = download(b"x", name="名册.xlsx", media=XLSX)
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("first", RISKY)
def test_a_text_that_begins_like_a_formula_is_defused(first):
    text = f'{first}HYPERLINK("http://x","y")'
    assert is_risky(text)
    assert defused(text) == f"'{text}"
    assert defused(f"王{first}") == f"王{first}"


def test_a_marked_cell_keeps_its_text_and_holds_no_formula():
    out = BytesIO()
    book = new_book(out)
    page, texts = book.add_worksheet(), Texts(book)
    texts.put(page, 0, 0, "=1+1")
    texts.put(page, 0, 1, "王小明")
    page.write(1, 0, "=1+1")
    book.close()
    with zipfile.ZipFile(out) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert 'quotePrefix="1"' in package.read("xl/styles.xml").decode()


def test_nobody_else_begins_a_book_or_writes_a_download():
    """Spreadsheets, CSV and the header of a download are written in their one room."""
    allowed = {
        "xlsxwriter": {"foundation/spreadsheets.py"},
        "csv.writer": set(),
        "content_disposition_header": {"foundation/downloads.py", "foundation/files/reading.py"},
    }
    for path in SOURCE.rglob("*.py"):
        place = str(path.relative_to(SOURCE))
        if "/tests/" in place:
            continue
        names = {
            ast.unparse(n) for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Attribute)
        }
        names |= {
            a.name
            for n in ast.walk(ast.parse(path.read_text()))
            if isinstance(n, ast.Import | ast.ImportFrom)
            for a in n.names
        }
        for name, rooms in allowed.items():
            assert name not in names or place in rooms, f"{place} uses {name}"
        assert "attachment; filename" not in path.read_text(), place
