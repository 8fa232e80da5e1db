"""The page on which somebody says what is wrong with a file."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest
from humiao.foundation.decisions import Refused
from humiao.foundation.identity_numbers import mask_name
from humiao.registry.corrections import presenters
from humiao.registry.corrections.commands.proposing import (
    propose_mistaken_entry,
    propose_mistaken_exit,
    propose_record,
)
from humiao.registry.corrections.forms import ELSEWHERE, ENTRY, EXIT, VOID, WrongForm
from humiao.registry.corrections.queries import in_question
from humiao.registry.models import Child, RosterSpell
from humiao.registry.queries import find_children
from humiao.registry.scope import reachable_children


class WrongPage:
    """The form of one file, and what it proposes."""

    def __init__(self, request: CountyRequest, file: Child) -> None:
        self.request, self.file = request, file
        records = presenters.record_choices(file.pk, in_question(file.pk).keys())
        self.form = WrongForm(self._whole(), records, self._siblings(), request.POST or None)

    def propose(self) -> UUID | None:
        """Propose what was chosen; None where that was refused, with the form saying why."""
        if not self.form.is_valid():
            return None
        try:
            return self._proposed()
        except Refused as refused:
            self.form.add_error(None, refused.decision.reason)
            return None

    def _proposed(self) -> UUID | None:
        given = self.form.cleaned_data
        by, at, reason = self.request.actor, self.request.day.now, given["reason"]
        if given["what"] in (ENTRY, EXIT):
            propose = propose_mistaken_entry if given["what"] == ENTRY else propose_mistaken_exit
            return propose(child_id=self.file.pk, reason=reason, seen_version=self.file.version, by=by, at=at)
        kind, _colon, record = given["what"].partition(":")
        to_child = None if given["fate"] == VOID else self._other_child()
        if self.form.errors:
            return None
        return propose_record(
            record_kind=kind, record_id=UUID(record), child_id=self.file.pk, to_child_id=to_child,
            reason=reason, by=by, at=at,
        )  # fmt: skip

    def _other_child(self) -> UUID | None:
        """Find whose record it is: a sister or brother, or one child found by what was typed."""
        given = self.form.cleaned_data
        if given.get("sibling") not in (None, "", ELSEWHERE):
            return UUID(given["sibling"])
        found = find_children(self.request.actor.scope, given["other"], on=self.request.day.today, most=2)
        if len(found) == 1:
            return found[0].id
        text = (
            _("Several children are found by this; give the file number.") if found else _("Nobody is found.")
        )
        self.form.add_error("other", text)
        return None

    def _whole(self) -> list[tuple[str, str]]:
        """Offer what may be wrong with the whole file."""
        if self.file.retired_as:
            return []
        if RosterSpell.objects.filter(child=self.file, left_on__isnull=True).exists():
            return [(ENTRY, _("The whole file: entered by mistake"))]
        return [(EXIT, _("Leaving the roster: the child never left"))]

    def _siblings(self) -> list[tuple[str, str]]:
        home = reachable_children(self.request.actor.scope).filter(household_id=self.file.household_id)
        others = home.exclude(pk=self.file.pk).filter(retired_as="").order_by("sort_key", "id")
        return [(str(c.pk), f"{mask_name(c.name)} · {c.file_number}") for c in others]
