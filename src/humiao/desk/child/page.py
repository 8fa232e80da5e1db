"""The page of a child's file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission
from humiao.assessments.public import NeedKind
from humiao.desk.child.card import actions, card
from humiao.desk.child.reading import Whole, read_whole
from humiao.desk.child.reveal import covered_parts
from humiao.desk.child.sections import sections, tabs
from humiao.desk.links import link
from humiao.registry.corrections.public import (
    CorrectionKind,
    CorrectionState,
    merged_file_of,
)
from humiao.registry.public import ChildFile, NoIdReason


def child_page(request: CountyRequest, file: ChildFile, *, revealed: str = "") -> dict[str, Any]:
    """Return the context of the page; `revealed` names the one value that shows uncovered."""
    whole = read_whole(request, file)
    known = sections(request, whole)
    tab = request.GET.get("tab", "")
    if revealed.startswith(("guardian", "sibling", "address", "home")):
        tab = "household"
    tab = tab if tab in known else "timeline"
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
        "guardians": [_guardian(g, covered) for g in whole.shown.guardians],
        "no_id_reason": _no_id_reason(file),
        **_corrections(request, whole),
        "open_needs": [
            {"kind": NeedKind(n.kind).label, "need": n, "days": (whole.on - n.found_on).days}
            for n in whole.open_needs
        ],
        **fill(request, whole),
    }


def _corrections(request: CountyRequest, whole: Whole) -> dict[str, Any]:
    """Lead from a merged file to the one that stayed, and to the corrections that wait."""
    file = whole.file
    merged = merged_file_of(file.id) if file.retired_as else None
    may_see = Permission.PROPOSE_CORRECTION in request.actor.permissions
    return {
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


def _guardian(guardian: Any, covered: dict[str, Any]) -> dict[str, Any]:
    return {
        "value": guardian,
        "name": covered[f"guardian-name-{guardian.id}"],
        "phone": covered[f"guardian-phone-{guardian.id}"],
        "id_number": covered[f"guardian-id-{guardian.id}"],
    }


def _no_id_reason(file: ChildFile) -> str:
    """Name why there is no ID number; a reason that is no code shows as it was written."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return dict(NoIdReason.pairs(language)).get(file.no_id_reason, file.no_id_reason)
