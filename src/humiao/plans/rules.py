"""Pure decisions about documents and drafts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.plans.choices import State
from humiao.plans.edits import Edit, touched_since

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 200_000
MOST_EDITS = 2_000
MOST_WORDS = 400


def may_take(size: int) -> Decision:
    """Say whether a file of this size is taken."""
    if size == 0:
        return Decision.no("empty-file", _("The file is empty."))
    if size > MOST_BYTES:
        said = _("The file has %(has)s MB; at most %(most)s MB are taken.")
        shown = {"has": f"{size / 1024 / 1024:.1f}", "most": MOST_BYTES // 1024 // 1024}
        return Decision.no("file-too-big", said % shown)
    return Decision.yes()


def may_paste(text: str) -> Decision:
    """Say whether a pasted text is taken."""
    if not text.strip():
        return Decision.no("empty-text", _("Paste the plan's text."))
    if len(text) > MOST_CHARACTERS:
        said = _("The text has %(has)s characters; at most %(most)s are taken.")
        return Decision.no("text-too-long", said % {"has": len(text), "most": MOST_CHARACTERS})
    return Decision.yes()


def may_work_on(state: State, edits: int) -> Decision:
    """Say whether a draft may still be changed."""
    if state == State.CONFIRMED:
        said = _("The draft was confirmed. For a correction, read the corrected document and confirm that.")
        return Decision.no("already-confirmed", said)
    if state == State.DISCARDED:
        return Decision.no("discarded", _("The draft was discarded."))
    if edits >= MOST_EDITS:
        return Decision.no("too-many-edits", _("The draft has too many changes; begin a new one."))
    return Decision.yes()


def unseen(edits: Iterable[Edit], path: str, seen_version: int) -> Decision:
    """Say whether this person saw the newest change of a fact; who changes others is in nobody's way."""
    other = touched_since(edits, path, seen_version)
    if other is None:
        return Decision.yes()
    said = _("%(name)s changed this meanwhile. Look at it as it is now, then save again.")
    return Decision.no("changed-meanwhile", said % {"name": other.by_name or "—"})


def may_select(start: int, end: int, length: int) -> Decision:
    """Say whether these words of the text can become a fact."""
    if not 0 <= start < end <= length:
        return Decision.no("no-words", _("Select words in the text first."))
    if end - start > MOST_WORDS:
        said = _("At most %(most)s characters can become a fact; select fewer.")
        return Decision.no("too-many-words", said % {"most": MOST_WORDS})
    return Decision.yes()


def may_confirm(*, needed: int, problems: int, taken: bool) -> Decision:
    """Say whether a draft can become a version of a programme."""
    if needed:
        said = _("Not yet: %(n)s things a programme must have are still needed.")
        return Decision.no("still-needed", said % {"n": needed})
    if problems:
        return Decision.no("terms-break", _("Not yet: the terms don't hold together."))
    if taken:
        said = _("Another programme has this code. Choose another, or begin the draft as a correction of it.")
        return Decision.no("code-taken", said)
    return Decision.yes()
