"""Make a file's name harmless: no folders, no control or reversing characters, the extension of its kind."""

from __future__ import annotations

import re
import unicodedata

from humiao.foundation.files import limits
from humiao.foundation.files.kinds import Kind

_FORBIDDEN = frozenset('<>:"|?*/\\')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_EXTENSION = re.compile(r"\.[0-9A-Za-z]{1,5}$")


def safe_name(given: str, kind: Kind) -> str:
    """Return a name a file can be saved under anywhere; what was given decides nothing about its kind."""
    last = re.split(r"[/\\]", given)[-1]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if _is_harmless(c))
    stem = _EXTENSION.sub("", kept).strip(" .")
    if not stem or _RESERVED.fullmatch(stem):
        stem = "附件"
    return f"{stem[: limits.NAME_LENGTH - 6]}.{kind.value}"


def _is_harmless(character: str) -> bool:
    """Refuse controls, formats (they can turn the reading direction) and what file systems forbid."""
    return unicodedata.category(character)[0] != "C" and character not in _FORBIDDEN
