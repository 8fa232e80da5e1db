"""Finding children: by name, part of it, pinyin or initials; by exact ID number; by file number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from django.db.models import Q

from humiao.foundation.context import current_county
from humiao.foundation.crypto import keyed_hash, keyed_hasher
from humiao.foundation.names import query_keys

_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_FILE_NUMBER = re.compile(r"\d{6}-\d{1,12}")
_NOT_IN_NUMBERS = re.compile(r"[\s\-‐‑–—·.()]+")
_NOTHING = Q(pk__in=[])


def id_index(number: str) -> bytes:
    """Return the keyed hash an ID number of the open county is found by."""
    return keyed_hash(number, f"index:{current_county()}")


def id_indexer() -> Callable[[str], bytes]:
    """Return `id_index` of the open county, for many numbers."""
    return keyed_hasher(f"index:{current_county()}")


def bare_number(text: str) -> str:
    """Return an ID number without separators, full-width digits and a small x put right."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _NOT_IN_NUMBERS.sub("", unicodedata.normalize("NFKC", text)).upper()


def matching(text: str, *, pseudonymous: bool) -> Q:
    """Compile what a person typed to a filter on `Child`; empty text matches all.

    Somebody who may not know names finds by file number only: a search by name or ID number would tell
    them whose file it is.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return Q()
    if _FILE_NUMBER.fullmatch(typed):
        return Q(file_number=typed)
    if pseudonymous:
        return _NOTHING
    number = bare_number(typed)
    if _ID_NUMBER.fullmatch(number):
        return Q(id_number_hash=id_index(number))
    keys = query_keys(typed)
    return Q(search_keys__contains=keys) if keys else _NOTHING
