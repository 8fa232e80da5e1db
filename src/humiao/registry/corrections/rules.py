"""Pure decisions about wrong records: who may propose and decide, which files may become one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.registry.corrections.choices import OF_RECORDS, UNDOABLE, CorrectionState
from humiao.registry.corrections.values import FileStanding, Person, Proposal, Span, WrongRecord
from humiao.registry.rules import must_be_in_use, shown

LONGEST_REASON = 1000
_OPEN = date.max


def must_have_reason(reason: str) -> Decision:
    """Refuse a correction that says nothing or a whole story."""
    if not reason.strip():
        return Decision.no("reason-missing", _("Say why: the other person decides by it."), "R73")
    if len(reason) > LONGEST_REASON:
        text = _("The reason is longer than %(most)s characters.")
        return Decision.no("too-long", text % {"most": LONGEST_REASON})
    return Decision.yes()


def may_merge(leaving: FileStanding, staying: FileStanding) -> Decision:
    """Say whether one file may go up in another (R73)."""
    if leaving.id == staying.id:
        return Decision.no("same-file", _("That is the same file; choose the child's other file."))
    for file in (leaving, staying):
        if not (decision := must_be_in_use(file.file_number, file.retired_as)):
            return decision
    if leaving.is_on_roster and not staying.is_on_roster:
        text = _(
            "%(leaving)s is on the roster and %(staying)s isn't: let %(leaving)s be the file that stays."
        )
        numbers = {"leaving": leaving.file_number, "staying": staying.file_number}
        return Decision.no("stays-off-roster", text % numbers)
    return Decision.yes()


def may_be_mistaken_entry(file: FileStanding, records: int) -> Decision:
    """Say whether a file may be called a mistake: nobody's visits may vanish with it."""
    if not (decision := must_be_in_use(file.file_number, file.retired_as)):
        return decision
    if records:
        text = _(
            "%(file)s holds %(records)s visits or assessments; move or void them first, "
            "or merge the file with the right one."
        )
        values = {"file": file.file_number, "records": records}
        return Decision.no("has-records", text % values)
    return Decision.yes()


def may_undo_exit(file: FileStanding) -> Decision:
    """Say whether leaving the roster may be taken back."""
    if not (decision := must_be_in_use(file.file_number, file.retired_as)):
        return decision
    if file.is_on_roster:
        return Decision.no("on-roster", _("The child is on the roster; there is no exit to take back."))
    return Decision.yes()


def never_left() -> Decision:
    """Refuse to take back the exit of a file that never was on the roster."""
    return Decision.no("never-left", _("The child never was on the roster; enter it instead."))


def may_correct(record: WrongRecord, *, frozen_through: date | None) -> Decision:
    """Say whether a record may be voided or moved: it counts still, and no final figure rests on it."""
    if record.is_void:
        return Decision.no("already-void", _("This record is void already."))
    if frozen_through is not None and record.on <= frozen_through:
        text = _("Figures up to %(day)s are final; a record of that time is corrected by a later one.")
        return Decision.no("frozen", text % {"day": shown(frozen_through)}, "R73")
    return Decision.yes()


def may_undo(kind: str, state: str) -> Decision:
    """Say whether a correction may be undone."""
    if kind in OF_RECORDS:
        text = _("A record voided or moved is not undone; enter it again, or move it back.")
        return Decision.no("not-undoable", text)
    if kind not in UNDOABLE or state != CorrectionState.CONFIRMED:
        return Decision.no("not-undoable", _("There is nothing to undo here."))
    return Decision.yes()


def may_decide(proposal: Proposal, person: Person) -> Decision:
    """Say whether somebody may confirm or refuse a correction: another person, and the bureau for files."""
    if not (decision := is_waiting(proposal)):
        return decision
    if is_same_person(proposal, person):
        text = _("Somebody other than the person who proposed it must decide.")
        return Decision.no("same-person", text, "R73")
    if proposal.kind not in OF_RECORDS and not person.has_county:
        text = _("What becomes of a whole file is decided at the county's bureau.")
        return Decision.no("bureau-only", text, "R73")
    return Decision.yes()


def may_withdraw(proposal: Proposal, person: Person) -> Decision:
    """Say whether somebody may take a correction back: whoever proposed it."""
    if not (decision := is_waiting(proposal)):
        return decision
    if not is_same_person(proposal, person):
        return Decision.no("not-yours", _("Only the person who proposed it takes it back."))
    return Decision.yes()


def is_waiting(proposal: Proposal) -> Decision:
    """Refuse what was decided already."""
    if proposal.state == CorrectionState.PROPOSED:
        return Decision.yes()
    return Decision.no("already-decided", _("This correction has been decided already."))


def is_same_person(proposal: Proposal, person: Person) -> bool:
    """Say whether the person proposed it, in whatever post."""
    return proposal.proposed_by == person.account_id or proposal.proposed_by_post_id in person.post_ids


def left_over(span: Span, others: Iterable[Span]) -> Span | None:
    """Return what of a spell no other covers, the latest piece of several; None where nothing is left.

    Spells are half-open.
    """
    pieces: list[tuple[date, date]] = [(span[0], span[1] or _OPEN)]
    for begun, ended in others:
        end = ended or _OPEN
        cut = [(a, min(b, begun)) for a, b in pieces] + [(max(a, end), b) for a, b in pieces]
        pieces = [(a, b) for a, b in cut if a < b]
    if not pieces:
        return None
    first, last = max(pieces)
    return first, None if last == _OPEN else last
