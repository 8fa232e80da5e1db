"""Undoing a confirmed correction: every row it touched is put back as the ledger says."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision, Refused, require
from humiao.registry.corrections import rules
from humiao.registry.corrections.choices import CorrectionState, Fate, Retired
from humiao.registry.corrections.commands.files import set_values, text_of
from humiao.registry.corrections.moving import change_back, ledger_of, move_back
from humiao.registry.models import Child, FileCorrection
from humiao.registry.search import id_index


def undo_correction(correction_id: UUID, files: dict[UUID, Child], *, at: datetime) -> None:
    """Put back what a merge or a mistaken entry did.

    Rows go back to the child they were of, dates and fields to what they were unless somebody changed them
    since. What was recorded for the staying file after the merge stays with it.
    """
    done = FileCorrection.objects.select_for_update().get(pk=correction_id)
    require(rules.may_undo(done.kind, done.state))
    child = files[done.child_id]
    if child.retired_as == Retired.ERASED:
        text = _("The file %(file)s was erased; nothing of it can be put back.")
        raise Refused(Decision.no("file-erased", text % {"file": child.file_number}))
    if done.other_id is not None:
        staying = files[done.other_id]
        if child.merged_into_id != staying.pk or staying.retired_as:
            text = _("%(file)s was itself merged since; undo that first.") % {"file": staying.file_number}
            raise Refused(Decision.no("merged-on", text))
        _give_back(json.loads(done.before or "{}"), child, staying, at)
        move_back(ledger_of(done.pk, {Fate.MOVED}), leaving=child.pk, staying=staying.pk)
    change_back(ledger_of(done.pk, {Fate.CHANGED}))
    child.retired_as, child.merged_into = "", None
    child.version += 1
    child.save(update_fields=["retired_as", "merged_into", "version"])
    done.state, done.version = CorrectionState.UNDONE, done.version + 1
    done.save(update_fields=["state", "version"])


def _give_back(values: dict[str, list[str]], child: Child, staying: Child, at: datetime) -> None:
    """Give the staying file the values it had, and the other its ID number again."""
    wanted = {
        column: _typed(column, was)
        for column, (was, made) in values.items()
        if text_of(getattr(staying, column)) == made
    }
    set_values(staying, wanted, at)
    if child.id_number and child.id_number_hash is None:
        child.id_number_hash = id_index(child.id_number)
        child.save(update_fields=["id_number_hash"])


def _typed(column: str, text: str) -> Any:
    if column == "born_on":
        return date.fromisoformat(text)
    return UUID(text) if column == "household_id" else text
