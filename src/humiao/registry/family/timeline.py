"""A family's entries on the timeline of the file: each thing written down, on the day it holds from."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.foundation.clock import CHINA
from humiao.registry.family.choices import LifeKind
from humiao.registry.family.telling import tell
from humiao.registry.family.values import Entry
from humiao.registry.file_entries import AskedFile, FileEntry, register_entries
from humiao.registry.labels import label
from humiao.registry.rules import shown

FAMILY, LIFE = "family", "life"
_ICONS = {
    LifeKind.MEMBER: "users-group",
    LifeKind.CARE: "home-heart",
    LifeKind.CONTACT: "phone",
    LifeKind.BENEFIT: "coin",
    LifeKind.SCHOOL: "school",
    LifeKind.HEALTH: "stethoscope",
    LifeKind.WISH: "star",
}
_OF_FAMILY = (LifeKind.MEMBER, LifeKind.CARE, LifeKind.CONTACT)


def register() -> None:
    """Put both kinds on the timeline."""
    register_entries(FAMILY, gettext_lazy("Family"), lambda asked: _entries(asked, of_family=True))
    register_entries(
        LIFE, gettext_lazy("School, health, benefits"), lambda asked: _entries(asked, of_family=False)
    )


def _entries(asked: AskedFile, *, of_family: bool) -> Iterator[FileEntry]:
    void = {e.subject for e in asked.family.entries if e.is_void}
    for entry in asked.family.entries:
        if entry.is_void or (entry.kind in _OF_FAMILY) != of_family:
            continue
        yield _entry(entry, asked, is_void=entry.subject in void)
        if entry.to_on is not None and entry.to_on <= asked.on and entry.subject not in void:
            kind = FAMILY if of_family else LIFE
            title = _("Ended: %(what)s") % {"what": _title(entry, asked)}
            yield FileEntry(entry.to_on, kind, _ICONS[entry.kind], title)


def _entry(entry: Entry, asked: AskedFile, *, is_void: bool) -> FileEntry:
    told = tell(entry, masked=asked.is_masked)
    recorded_on = entry.recorded_at.astimezone(CHINA).date()
    alert = next((text for text, is_alert in told.tags if is_alert), "")
    tag = alert or (_("amended") if entry.version > 1 else "")
    return FileEntry(
        entry.from_on,
        FAMILY if entry.kind in _OF_FAMILY else LIFE,
        _ICONS[entry.kind],
        _title(entry, asked),
        ["；".join(told.lines)] if told.facts else [],
        asked.by(entry.by_post_id),
        _("recorded %(day)s") % {"day": shown(recorded_on)} if recorded_on > entry.from_on else "",
        tag=tag,
        tag_alert=bool(alert),
        voided=is_void,
    )


def _title(entry: Entry, asked: AskedFile) -> str:
    told = tell(entry, masked=asked.is_masked)
    words = " ".join(word for word in (told.sub, told.title) if word)
    return f"{label(LifeKind, entry.kind)}：{words}"
