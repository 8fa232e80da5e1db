"""Erasing files: the one place where it happens, for an answered request and for a list of destruction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F

from humiao.access.public import Actor
from humiao.foundation.blanking import STRUCK
from humiao.foundation.context import current_county
from humiao.foundation.erased_list import note_erased
from humiao.foundation.erasing import Erased, erase_children, with_merged
from humiao.registry.corrections.choices import Retired
from humiao.registry.models import Child


def erase_files(child_ids: Collection[UUID], *, by: Actor, at: datetime) -> Erased:
    """Erase files with those merged into them, retire them, and put them on the list of the erased.

    Whoever calls this has decided that it may be: nothing here can be undone.
    """
    ids = with_merged(child_ids)
    done = erase_children(ids, actor=by.account_id, role=by.role, at=at)
    Child.objects.filter(pk__in=ids).update(
        name=STRUCK, sort_key="~", retired_as=Retired.ERASED, version=F("version") + 1
    )
    note_erased(current_county(), ids, at=at)
    return done
