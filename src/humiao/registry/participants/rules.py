"""What may be said of a participant and its file. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision

CONTACT = 100


def may_match(*, is_matched: bool, birth_year: int, born_in: int) -> Decision:
    """Say whether a participant is the child of a file: not matched yet, and born in the same year."""
    if is_matched:
        return Decision.no("matched-already", _("This participant is matched to a file; undo that first."))
    if birth_year != born_in:
        text = _("The participant was born in %(one)s, the child in %(other)s: they are not the same person.")
        return Decision.no("birth-year-differs", text % {"one": birth_year, "other": born_in})
    return Decision.yes()


def may_unmatch(*, is_matched: bool, reason: str) -> Decision:
    """Say whether a match may be undone."""
    if not is_matched:
        return Decision.no("not-matched", _("This participant is not matched to a file."))
    if not reason.strip() or len(reason) > 200:
        return Decision.no("no-reason", _("Say why, in at most 200 characters."))
    return Decision.yes()


def problems_of_contact(contact: str) -> Iterator[Decision]:
    """Yield what is wrong with a contact."""
    if len(contact) > CONTACT:
        text = _("The contact is longer than %(most)s characters.")
        yield Decision.no("too-long", text % {"most": CONTACT})
