"""Pure decisions on exchanges: who changed a fact, which file may be compared, what may be given out."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.registry.exchange.choices import Side
from humiao.registry.rules import shown

LONGEST_PURPOSE = 200


def side(*, ours: str, theirs: str, sent: str | None, seen: str | None) -> Side:
    """Say who changed a fact since it was last exchanged.

    `sent` is what we gave last, `seen` what they were last known to hold and we know of, None where there
    is nothing such. An empty cell of theirs says nothing: what we hold goes to them.
    """
    if theirs == ours:
        return Side.NOBODY
    known = {value for value in (sent, seen) if value is not None} or {""}
    if not theirs or theirs in known:
        return Side.OURS
    return Side.THEIRS if ours in known else Side.BOTH


def may_bring(layout: str, *, is_national: bool, is_known: bool) -> Decision:
    """Say whether a file names its layout where it has one, and none where it hasn't."""
    if is_national == bool(layout) and (is_known or not layout):
        return Decision.yes()
    return Decision.no("unknown-layout", _("Choose one of the layouts that there are."), "R27")


def is_newest(as_of: date, newest: date | None) -> Decision:
    """Say whether no newer file of the same layout was compared: what it says holds no more."""
    if newest is None or as_of >= newest:
        return Decision.yes()
    text = _("A file of %(day)s was compared already; this one is older.") % {"day": shown(newest)}
    return Decision.no("older-than-last", text, "R27")


def may_give(purpose: str, *, is_known: bool) -> Decision:
    """Say whether a file for the other system may be made: its layout is known, its purpose told (R73)."""
    if not is_known:
        return Decision.no("unknown-layout", _("Choose one of the layouts that there are."), "R27")
    if not purpose.strip():
        return Decision.no("no-purpose", _("Say what the file is for."), "R73")
    if len(purpose) > LONGEST_PURPOSE:
        return Decision.no("too-long", _("The purpose is longer than 200 characters."))
    return Decision.yes()
