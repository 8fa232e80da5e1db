"""How much the reader takes in: enough for any real plan, too little to be attacked with."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
"""A file as uploaded."""
MAX_PACKAGE_ENTRIES: Final = 5_000
"""Files inside a .docx."""
MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
"""All of a .docx unpacked, as its directory declares."""
MAX_PART_BYTES: Final = 16 * 1024 * 1024
"""One part of a .docx that is parsed, as declared and as read; a page takes about 50 kB."""
MAX_ELEMENTS: Final = 400_000
"""XML elements of such a part; a page has about 1,500."""
MAX_PAGES: Final = 400
"""Pages of a PDF."""
MAX_CHARACTERS: Final = 500_000
"""Characters of text; a page has about 800."""
MAX_CELLS: Final = 100_000
"""Table cells of a document."""
MAX_COLUMNS: Final = 120
"""Columns of a table; Word itself allows 63."""
CONVERSION_SECONDS: Final = 60
"""Time LibreOffice has to turn an old file into .docx."""
