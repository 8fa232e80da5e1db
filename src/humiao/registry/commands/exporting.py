"""Taking a whole file out: for a purpose, by somebody who may, written to the trail first."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.queries import child_file
from humiao.registry.values import ChildFile

FORMATS = ("pdf", "word")
_LONGEST_PURPOSE = 200


def take_out_file(
    *, child_id: UUID, purpose: str, kind: str, is_uncovered: bool, on: date, by: Actor, at: datetime
) -> ChildFile:
    """Return a file that is to be taken out as a document; the trail says who, why and whether uncovered.

    `kind` is one of `FORMATS`. To take it out uncovered a person must be allowed to reveal as well.
    """
    by = checks.permitted(by, Permission.EXPORT_CHILD)
    if kind not in FORMATS:
        raise ValueError(f"no such kind of document: {kind}")
    if not purpose.strip():
        raise Refused(Decision.no("no-purpose", _("Say what the document is for."), "R73"))
    if len(purpose) > _LONGEST_PURPOSE:
        raise Refused(Decision.no("too-long", _("The purpose is longer than 200 characters.")))
    file = child_file(by.scope, child_id, on)
    if is_uncovered and not file.is_own:
        require(by.may(Permission.REVEAL_CHILD))
    plain = {"kind": kind, "uncovered": is_uncovered}
    checks.sign(
        Act("export-file", "child", child_id, child_id, plain, {"purpose": purpose.strip()}), by=by, at=at
    )
    return file
