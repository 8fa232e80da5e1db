"""The family's part of a file: members and genogram, carers, contact; school, health, benefits, wishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission
from humiao.desk.child.reading import Whole
from humiao.desk.links import link
from humiao.registry.family.public import LifeKind, ShownEntry, show_family

FAMILY_TABS = ("family", "life")


@dataclass(frozen=True)
class Panel:
    """One kind of entries as the page shows it."""

    kind: LifeKind
    title: str
    icon: str
    empty: str
    add_url: str
    add_label: str
    rows: tuple[tuple[ShownEntry, str, str], ...]  # each with who wrote it, and the address to change it


def family_section(request: CountyRequest, whole: Whole, *, uncovered: bool = False) -> dict[str, Any]:
    """Return both tabs' panels, the genogram, benefits due; uncovered once the look was logged."""
    masked = whole.shown.is_masked and not uncovered
    shown = show_family(whole.file, whole.family, on=whole.on, masked=masked)
    may_write = bool(request.actor.may(Permission.RECORD_LIFE))
    may_reveal = masked and bool(request.actor.may(Permission.REVEAL_CHILD))

    def panel(
        kind: LifeKind, title: str, icon: str, empty: str, label: str, rows: tuple[ShownEntry, ...]
    ) -> Panel:
        child = whole.file.id
        add_url = link(request, "add-life", child=child, kind=kind.value) if may_write else ""
        lines = tuple(
            (
                row,
                whole.by(row.by_post_id),
                link(request, "amend-life", child=child, entry=row.subject) if may_write else "",
            )
            for row in rows
        )
        return Panel(kind, title, icon, empty, add_url, label, lines)

    return {
        "family": shown,
        "panels": {
            "members": panel(
                LifeKind.MEMBER,
                _("Members of the family"),
                "users-group",
                _("Nobody is on file yet"),
                _("Add a member"),
                shown.members,
            ),
            "care": panel(
                LifeKind.CARE,
                _("Entrusted care"),
                "home-heart",
                _("Nobody was entrusted with the child's care"),
                _("Add a carer"),
                shown.care,
            ),
            "contacts": panel(
                LifeKind.CONTACT,
                _("Contact of the parents"),
                "phone",
                _("Never asked yet"),
                _("Write down an answer"),
                shown.contacts,
            ),
            "benefits": panel(
                LifeKind.BENEFIT, _("Benefits"), "coin", _("None on file"), _("Add a benefit"), shown.benefits
            ),
            "schools": panel(
                LifeKind.SCHOOL,
                _("School"),
                "school",
                _("Nothing dated on file"),
                _("Write down a change"),
                shown.schools,
            ),
            "health": panel(
                LifeKind.HEALTH,
                _("Health and disability"),
                "stethoscope",
                _("Nothing dated on file"),
                _("Write down a change"),
                shown.health,
            ),
            "wishes": panel(
                LifeKind.WISH,
                _("Wishes of the child"),
                "star",
                _("No wish on file"),
                _("Write down a wish"),
                shown.wishes,
            ),
        },
        "may_write": may_write,
        "benefit_url": link(request, "add-life", child=whole.file.id, kind="benefit") if may_write else "",
        "reveal_urls": {
            tab: link(request, "reveal-family", child=whole.file.id, tab=tab) if may_reveal else ""
            for tab in FAMILY_TABS
        },
    }
