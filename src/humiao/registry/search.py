"""Finding children: by name, part of it, pinyin or initials; by ID number, file number, address, place."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.models import Q, QuerySet

from humiao.foundation.context import current_county
from humiao.foundation.crypto import Lookup, keyed_hash, keyed_hashes, lookup
from humiao.foundation.names import query_keys
from humiao.foundation.places.public import division_names
from humiao.foundation.variants import fold_variants
from humiao.registry.addresses import asked_parts, part_keys
from humiao.registry.models import Child, Household

_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_FILE_NUMBER = re.compile(r"\d{6}-\d{1,12}")
_PLACE_CODE = re.compile(r"\d{9}|\d{12}")
_VILLAGE_DIGITS = 12
_PLACE = re.compile(r"(?P<own>.+?)(?P<kind>村|社区|街道|镇|乡|居)?(?:(?P<body>村|居)?民?委(?:员)?会)?")
_NOT_IN_NUMBERS = re.compile(r"[\s\-‐‑–—·.()]+")
_NOTHING = Q(pk__in=[])


def id_index(number: str) -> bytes:
    """Return the keyed hash an ID number of the open county is found by."""
    return keyed_hash(number, f"index:{current_county()}")


def id_indexes(number: str) -> list[bytes]:
    """Return every hash a file with this ID number may be found by: while keys are rotated there are two."""
    return keyed_hashes(number, f"index:{current_county()}")


def id_indexer() -> Lookup:
    """Return `id_index` of the open county for many numbers, known again under every version."""
    return lookup(f"index:{current_county()}")


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
        return Q(id_number_hash__in=id_indexes(number))
    if _PLACE_CODE.fullmatch(number) and number.startswith(current_county()):
        return Q(village_code=number) if len(number) == _VILLAGE_DIGITS else Q(town_code=number)
    homes = _homes_at(typed)
    if homes is None:
        return _named(typed)
    # Found apart and put together: by one condition with OR neither index would be used.
    named = Child.objects.filter(_named(typed)).order_by().values("pk")
    return Q(pk__in=named.union(Child.objects.filter(household__in=homes).order_by().values("pk")))


def _named(typed: str) -> Q:
    keys = query_keys(typed)
    return Q(search_keys__contains=keys) if keys else _NOTHING


def _homes_at(typed: str) -> QuerySet[Household, Any] | None:
    """Select homes whose address has every part asked for; a town's or village's name is found by its code.

    None where the text names no place.
    """
    parts = asked_parts(typed)
    if not parts:
        return None
    homes = Household.objects.order_by()
    for part in parts:
        codes = _places_called(part)
        homes = homes.filter(
            Q(address_keys__overlap=part_keys(part)) | Q(town_code__in=codes) | Q(village_code__in=codes)
        )
    return homes.values("pk")


def _places_called(part: str) -> list[str]:
    """Return the codes of the county's towns and villages of that name, with or without 委会 at its end."""
    wanted = _bare_place(part)
    places = division_names(current_county()).items()
    return sorted(code for code, name in places if _bare_place(fold_variants(name)) == wanted)


def _bare_place(name: str) -> tuple[str, str]:
    """Return a place's own name and its kind: 红星村, 红星村委会 and 红星村村民委员会 are one."""
    found = _PLACE.fullmatch(name)
    kind = (found["kind"] or found["body"] or "")[:1] if found else ""
    return (found["own"], "社" if kind == "居" else kind) if found else (name, "")
