"""How much is taken in: enough for any certificate or photograph, too little to be attacked with."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 10 * 1024 * 1024
"""A file as uploaded."""
MAX_PIXELS: Final = 50_000_000
"""A picture's width times its height; a phone's camera makes 12 to 48 million."""
MAX_ENTRIES: Final = 2_000
"""Parts of a .docx or .xlsx."""
MAX_UNPACKED: Final = 100 * 1024 * 1024
"""All parts of a .docx or .xlsx unpacked, as they really unpack."""
SHOWN_SIDE: Final = 1_600
"""The longer side of a picture as pages show it, in pixels."""
NAME_LENGTH: Final = 100
"""Characters of a file's name that are kept."""
