"""Changing a child's file, also when somebody else changed it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, account_names, link
from humiao.desk.forms import CHANGEABLE, ChildForm
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.public import latest_acts
from humiao.registry.public import (
    ChildChanges,
    ChildFile,
    caseload_child_ids,
    change_child,
    child_file,
    show_file,
)


@dataclass(frozen=True)
class Difference:
    """A field somebody else changed meanwhile: their value, and what was typed here where it differs."""

    label: str
    theirs: str
    typed: str
    is_both: bool


class ChangePage:
    """The form of one file, its saving, and what to show when that could not be done."""

    def __init__(self, request: CountyRequest, file: ChildFile) -> None:
        self.request, self.file = request, file
        self.form = ChildForm(file, request.POST or None)
        self.differences: list[Difference] = []
        self.changed_by: tuple[str, datetime] | None = None
        self.status = 200

    def save(self) -> bool:
        """Change the file by what was typed; False where that was refused, with the form saying why."""
        if not self.form.is_valid():
            self.status = 422
            return False
        data = self.form.cleaned_data
        changes = cast(ChildChanges, {name: data[name] for name in CHANGEABLE})
        try:
            change_child(
                child_id=self.file.id,
                seen_version=data["seen_version"],
                changes=changes,
                by=self.request.actor,
                at=self.request.day.now,
            )
        except Conflict:
            self._show_both(data)
            return False
        except Refused as refused:
            self.form.add_error(None, refused.decision.reason)
            self.status = 422
            return False
        return True

    def context(self) -> dict[str, Any]:
        """Return the context of the page."""
        own = caseload_child_ids(self.request.actor.scope, on=self.request.day.today, among=[self.file.id])
        shown = show_file(self.file, places={}, on=self.request.day.today)
        back = link(self.request, "show-child", child=self.file.id)
        crumbs = [(_("Children"), link(self.request, "list-children")), (shown.name, back)]
        return {
            "page": {"title": _("Change the file"), "sub": f"{shown.name} · {self.file.file_number}"},
            "crumbs": crumbs,
            "form": self.form,
            "file": self.file,
            "back_url": back,
            "is_own": bool(own),
            "differences": self.differences,
            "changed_by": self.changed_by,
        }

    def _show_both(self, typed: dict[str, Any]) -> None:
        """Take over what others changed and was not touched here; keep what was typed, and show both."""
        self.status = 409
        self.file = child_file(self.request.actor.scope, self.file.id, self.request.day.today)
        before = self._before(typed["seen_version"])
        data = self.request.POST.copy()
        data["seen_version"] = str(self.file.version)
        for name in CHANGEABLE:
            theirs = getattr(self.file, name)
            if name not in before or theirs == typed[name]:
                continue
            is_both = before[name] != _plainly(typed[name])
            words = self.form.words_of
            label = str(self.form.fields[name].label)
            self.differences.append(
                Difference(label, words(name, theirs), words(name, typed[name]) if is_both else "", is_both)
            )
            if not is_both:
                data[name] = _plainly(theirs)
        self.form = ChildForm(self.file, data)
        self.form.is_valid()

    def _before(self, seen_version: int) -> dict[str, Any]:
        """Return the values as they were on the screen, of the fields others changed since."""
        names = account_names()
        before: dict[str, Any] = {}
        for row in latest_acts(child_id=self.file.id, most=50):
            if row.action != "change-child" or row.plain.get("version", 0) <= seen_version:
                continue
            if self.changed_by is None:
                self.changed_by = (names.get(row.actor, "") if row.actor else "", row.at)
            before.update(row.personal.get("old", {}))  # the oldest comes last and stays
        return before


def _plainly(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
