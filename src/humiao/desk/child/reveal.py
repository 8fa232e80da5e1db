"""Covered values of a file: each with its mask, and the address that uncovers it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.registry.public import ChildFile, ShownFile, show_file

Part = dict[str, Any]


def parts_of(shown: ShownFile) -> dict[str, tuple[str, str]]:
    """Return what may be covered by its key (`ChildFile.covered`): its name in words, and its text."""
    parts = {
        "name": (_("Name"), shown.name),
        "id-number": (_("ID number"), shown.id_number),
        "phone": (_("Child's phone"), shown.phone),
        "disability-card": (_("Disability card"), shown.disability_card),
        "address": (_("Address"), shown.address),
        "home-phone": (_("Home phone"), shown.home_phone),
    }
    for guardian in shown.guardians:
        who = {"relation": guardian.relation}
        parts[f"guardian-name-{guardian.id}"] = (_("Name of %(relation)s") % who, guardian.name)
        parts[f"guardian-phone-{guardian.id}"] = (_("Phone of %(relation)s") % who, guardian.phone)
        parts[f"guardian-id-{guardian.id}"] = (_("ID number of %(relation)s") % who, guardian.id_number)
    for sibling, name in shown.siblings:
        parts[f"sibling-{sibling}"] = (_("Name"), name)
    return parts


def covered_parts(request: CountyRequest, shown: ShownFile, *, revealed: str = "") -> dict[str, Part]:
    """Return each value for `desk/parts/masked.html`; that of the key `revealed` shows uncovered."""
    may = shown.is_masked and bool(request.actor.may(Permission.REVEAL_CHILD))
    plain = (
        parts_of(show_file(shown.file, places={}, on=request.day.today, revealed=True)) if revealed else {}
    )
    covered = {}
    for key, (what, text) in parts_of(shown).items():
        url = link(request, "reveal-child", child=shown.file.id, field=key) if may and text else ""
        value = plain[key][1] if key == revealed else ""
        covered[key] = {
            "key": key,
            "what": what,
            "mask": text,
            "value": value,
            "reveal_url": url,
            "is_phone": is_phone(key),
            "is_covered": shown.is_masked,
        }
    return covered


def revealed_part(file: ChildFile, key: str) -> Part:
    """Return one value uncovered; `key` is one of `file.covered`."""
    on = file.recorded_at.date()
    plain = parts_of(show_file(file, places={}, on=on, revealed=True))
    what, value = plain[key]
    mask = parts_of(show_file(file, places={}, on=on))[key][1]
    return {"key": key, "what": what, "mask": mask, "value": value, "is_phone": is_phone(key)}


def is_phone(key: str) -> bool:
    """Say whether a value is a number to call."""
    return "phone" in key.split("-")
