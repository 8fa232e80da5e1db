"""The list of a hand-over as both sign it: A4, set from data alone."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from humiao.desk.formats import day
from humiao.desk.papers.pdf import shipped_fonts
from humiao.desk.people.words import Words
from humiao.foundation.clock import CHINA
from humiao.registry.caseloads.public import HandOverLine, HandOverValue


def hand_over_pdf(value: HandOverValue, words: Words) -> bytes:
    """Return the list as PDF: a sheet for each person who takes something, with the lines to sign."""
    data = json.dumps(hand_over_data(value, words), ensure_ascii=False)
    return typst.compile(_template(), font_paths=shipped_fonts(), sys_inputs={"data": data})


def hand_over_data(value: HandOverValue, words: Words) -> dict[str, Any]:
    """Return all that stands on the paper, as JSON holds it."""
    takers = value.takers or ("",)
    parts = [_part(value, taker, words) for taker in takers]
    nobody = [line for line in value.lines if not line.to_name]
    if nobody and value.takers:
        parts.append(_part(value, "", words))
    return {
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "county": words.county,
        "title": _("List of cases handed over"),
        "on": str(day(value.recorded_at.astimezone(CHINA).date())),
        "parts": parts,
        "no_rows": _("Nothing was in hand."),
        "page": _("Page"),
    }


def _part(value: HandOverValue, taker: str, words: Words) -> dict[str, Any]:
    lines = [line for line in value.lines if line.to_name == taker]
    facts = [
        [_("Hands over"), value.person_name],
        [_("Takes over"), taker or "—"],
        [_("Last day in office"), str(day(value.last_on)) if value.last_on else "—"],
        [_("Reason"), value.reason],
        [_("Confirmed by"), value.confirmed_by_name],
        [_("In all"), _("%(count)s lines") % {"count": len(lines)}],
    ]
    return {
        "facts": facts,
        "head": [_("No."), _("File or intake"), _("Name"), _("Town, village"), _("Programme"), _("Remarks")],
        "rows": [_row(number, line, words) for number, line in enumerate(lines, 1)],
        "signs": [
            [_("Handed over by (signature)"), _("Date")],
            [_("Taken over by (signature)"), _("Date")],
            [_("Witnessed by (signature)"), _("Date")],
        ],
    }


def _row(number: int, line: HandOverLine, words: Words) -> list[str]:
    place = " ".join(words.places.get(c, c) for c in (line.town_code, line.village_code) if c)
    programme = words.programmes.get(line.programme_id, "") if line.programme_id else _("Intake")
    return [str(number), line.file_number or line.intake_number, line.name, place, programme, ""]


@cache
def _template() -> bytes:
    return files("humiao.desk.people").joinpath("hand_over.typ").read_bytes()
