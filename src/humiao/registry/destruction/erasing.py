"""Erasing files: the one place where it happens, for an answered request and for a list of destruction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.context import current_county
from humiao.foundation.erased_list import note_erased
from humiao.foundation.erasing import Erased, erase_children, retire_erased, with_merged


def erase_files(child_ids: Collection[UUID], *, by: Actor, at: datetime) -> Erased:
    """Erase files with those merged into them, retire them, and put them on the list of the erased.

    Whoever calls this has decided that it may be: nothing here can be undone.
    """
    ids = with_merged(child_ids)
    done = erase_children(ids, actor=by.account_id, role=by.role, at=at)
    retire_erased(ids)
    note_erased(current_county(), ids, at=at)
    return done
