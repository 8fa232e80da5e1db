"""The page of a child's file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.assessments.public import NeedKind
from humiao.desk.child.card import actions, card
from humiao.desk.child.family import FAMILY_TABS, family_section
from humiao.desk.child.reading import Whole, read_whole
from humiao.desk.child.reveal import covered_parts
from humiao.desk.child.sections import sections, tabs
from humiao.foundation.bilingual import readers_language
from humiao.registry.corrections.public import (
    CorrectionKind,
    CorrectionState,
    merged_file_of,
)
from humiao.registry.holds.public import holds_of
from humiao.registry.public import ChildFile, NoIdReason
from humiao.registry.requests.presenters import rights_section


def child_page(request: CountyRequest, file: ChildFile, *, revealed: str = "") -> dict[str, Any]:
    """Return the context of the page; `revealed` names the one value that shows uncovered."""
    whole = read_whole(request, file)
    known = sections(request, whole)
    tab = request.GET.get("tab", "")
    if revealed.startswith(("guardian", "sibling", "address", "home")):
        tab = "household"
    tab = revealed if revealed in FAMILY_TABS else tab if tab in known else "timeline"
    _label, _count, fill = known[tab]
    covered = covered_parts(request, whole.shown, revealed=revealed)
    head = card(whole)
    return {
        "page": {"title": head["name"]},
        "crumbs": [(_("Children"), link(request, "list-children"))],
        "card": head,
        "actions": actions(request, whole),
        "tabs": tabs(request, whole, tab),
        "tab": tab,
        "file": file,
        "shown": whole.shown,
        "covered": {key.replace("-", "_"): part for key, part in covered.items()},
        **_guardians(request, whole, covered),
        "no_id_reason": no_id_reason_in_words(file),
        **_corrections(request, whole),
        "holds": holds_of(file.id)[:1],
        "open_needs": [
            {"kind": NeedKind(n.kind).label, "need": n, "days": (whole.on - n.found_on).days}
            for n in whole.open_needs
        ],
        **(
            family_section(request, whole, uncovered=True)
            if revealed in FAMILY_TABS
            else fill(request, whole)
        ),
    }


def erased_page(request: CountyRequest, file: ChildFile) -> dict[str, Any]:
    """Return the context of the page of an erased file: its number, and the requests that led to it."""
    rights = rights_section(request, file)
    return {
        "page": {"title": _("Erased file"), "sub": file.file_number},
        "crumbs": [(_("Children"), link(request, "list-children"))],
        "requests": rights["requests"] or [],
    }


def _corrections(request: CountyRequest, whole: Whole) -> dict[str, Any]:
    """Lead from a merged file to the one that stayed, and to the corrections that wait."""
    file = whole.file
    merged = merged_file_of(file.id) if file.retired_as else None
    may_see = Permission.PROPOSE_CORRECTION in request.actor.permissions
    return {
        "restriction_url": link(request, "show-restriction", child=file.id) if file.is_restricted else "",
        "merged_into": merged and (merged[1], link(request, "show-child", child=merged[0])),
        "retired": file.retired_as,
        "waiting_corrections": [
            (
                CorrectionKind(c.kind).label,
                link(request, "show-correction", correction=c.id) if may_see else "",
            )
            for c in whole.corrections
            if c.state == CorrectionState.PROPOSED
        ],
    }


def _guardians(request: CountyRequest, whole: Whole, covered: dict[str, Any]) -> dict[str, Any]:
    """Return the guardians, and where one is added or ended by who may change the file."""
    child = whole.file.id
    may_change = Permission.CHANGE_CHILD in request.actor.permissions and not whole.file.retired_as
    rows = []
    for guardian in whole.shown.guardians:
        may_end = may_change and not guardian.ended_on
        end_url = link(request, "end-guardian", child=child, guardian=guardian.id) if may_end else ""
        rows.append({**_guardian(guardian, covered), "end_url": end_url})
    return {
        "guardians": rows,
        "add_guardian_url": link(request, "add-guardian", child=child) if may_change else "",
    }


def _guardian(guardian: Any, covered: dict[str, Any]) -> dict[str, Any]:
    return {
        "value": guardian,
        "name": covered[f"guardian-name-{guardian.id}"],
        "phone": covered[f"guardian-phone-{guardian.id}"],
        "id_number": covered[f"guardian-id-{guardian.id}"],
    }


def no_id_reason_in_words(file: ChildFile) -> str:
    """Name why there is no ID number; a reason that is no code shows as it was written."""
    language = readers_language()
    return dict(NoIdReason.pairs(language)).get(file.no_id_reason, file.no_id_reason)
