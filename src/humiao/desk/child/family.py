"""The family's part of a file: members and genogram, carers, contact; school, health, benefits, wishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.desk.child.reading import Whole
from humiao.registry.family.public import LifeKind, ShownEntry, ShownFamily, show_family

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FAMILY_TABS = ("family", "life")


@dataclass(frozen=True)
class PanelKind:
    """One kind of entries as the page words it; `part` names it in `ShownFamily`."""

    part: str
    kind: LifeKind
    icon: str
    title: StrPromise
    empty: StrPromise
    add_label: StrPromise


PANELS = (
    PanelKind("members", LifeKind.MEMBER, "users-group", _("Members of the family"),
              _("Nobody is on file yet"), _("Add a member")),
    PanelKind("care", LifeKind.CARE, "home-heart", _("Entrusted care"),
              _("Nobody was entrusted with the child's care"), _("Add a carer")),
    PanelKind("contacts", LifeKind.CONTACT, "phone", _("Contact of the parents"),
              _("Never asked yet"), _("Write down an answer")),
    PanelKind("benefits", LifeKind.BENEFIT, "coin", _("Benefits"),
              _("None on file"), _("Add a benefit")),
    PanelKind("schools", LifeKind.SCHOOL, "school", _("School"),
              _("Nothing dated on file"), _("Write down a change")),
    PanelKind("health", LifeKind.HEALTH, "stethoscope", _("Health and disability"),
              _("Nothing dated on file"), _("Write down a change")),
    PanelKind("wishes", LifeKind.WISH, "star", _("Wishes of the child"),
              _("No wish on file"), _("Write down a wish")),
)  # fmt: skip


@dataclass(frozen=True)
class Panel:
    """A panel of the page; each row comes with who wrote it, and the address to change it."""

    of: PanelKind
    add_url: str
    undated: str
    rows: tuple[tuple[ShownEntry, str, str], ...]


def family_section(request: CountyRequest, whole: Whole, *, uncovered: bool = False) -> dict[str, Any]:
    """Return both tabs' panels, the genogram, benefits due; uncovered once the look was logged."""
    masked = whole.shown.is_masked and not uncovered
    shown = show_family(whole.file, whole.family, on=whole.on, masked=masked)
    may_write = bool(request.actor.may(Permission.RECORD_LIFE))
    may_reveal = masked and bool(request.actor.may(Permission.REVEAL_CHILD))
    child = whole.file.id
    return {
        "family": shown,
        "panels": {p.of.part: p for p in _panels(request, whole, shown, may_write=may_write)},
        "benefit_url": link(request, "add-life", child=child, kind="benefit") if may_write else "",
        "reveal_urls": {
            tab: link(request, "reveal-family", child=child, tab=tab) if may_reveal else ""
            for tab in FAMILY_TABS
        },
    }


def _panels(request: CountyRequest, whole: Whole, shown: ShownFamily, *, may_write: bool) -> Iterator[Panel]:
    child = whole.file.id

    def change_url(row: ShownEntry) -> str:
        return link(request, "amend-life", child=child, entry=row.subject) if may_write else ""

    for kind in PANELS:
        add_url = link(request, "add-life", child=child, kind=kind.kind.value) if may_write else ""
        entries: tuple[ShownEntry, ...] = getattr(shown, kind.part)
        rows = tuple((row, whole.by(row.by_post_id), change_url(row)) for row in entries)
        yield Panel(kind, add_url, _undated(whole, kind.kind), rows)


def _undated(whole: Whole, kind: LifeKind) -> str:
    """Return what the file itself says of school or health, which no dated entry repeats."""
    if kind is LifeKind.SCHOOL:
        return f"{whole.file.school} {whole.file.grade}".strip()
    return whole.shown.health if kind is LifeKind.HEALTH else ""
