"""What may be asked for while looking as another post."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision

# What may stand in an address: things of the whole programme or county, never a record about somebody.
OPEN_ADDRESSES = frozenset({"programme", "indicator", "month", "year", "ledger_kind", "door"})


def may_look_as(*, account_id: UUID, by: UUID | None) -> Decision:
    """Say whether somebody may look as an account's post: as anybody's but one's own."""
    if account_id == by:
        return Decision.no("own-post", _("This is your own post; you see it already."))
    return Decision.yes()


def may_ask(*, is_reading: bool, address: Collection[str]) -> Decision:
    """Say whether a request may be answered while looking: pages only, none of a record."""
    if not is_reading:
        return Decision.no("looking-only", _("You are looking as another post: nothing can be changed."))
    if not OPEN_ADDRESSES.issuperset(address):
        said = _("You are looking as another post: no file and no other record opens.")
        return Decision.no("no-record", said)
    return Decision.yes()


def is_a_page(content_type: str) -> Decision:
    """Refuse what is no page: a file would leave the house."""
    if not content_type.startswith("text/html"):
        return Decision.no("no-page", _("You are looking as another post: nothing can be taken out."))
    return Decision.yes()


def cannot_be_blank() -> Decision:
    """Refuse a page that can't be made without what is left blank."""
    return Decision.no("not-without-people", _("This page can't be shown without the data of children."))
