"""Erasing a child: its key and its files' keys go in one transaction, their contents once that has ended.

What was sealed under the key (values in the trail, names in closed months) and the files' contents can never
be opened again; counts, chain and seals stay and verify. Whoever decides on an erasure calls this last.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.foundation.files.keeping import destroy_files_of_child
from humiao.foundation.trail.child_keys import destroy_child_key
from humiao.foundation.trail.public import Act, record


def erase_child(child_id: UUID, *, actor: UUID | None, role: str = "", at: datetime) -> int:
    """Destroy a child's key and all its stored files; returns how many files. Twice changes nothing.

    Permission and reason are the caller's. The key goes first: who keeps a file of the child meanwhile has
    either ended before, and it is destroyed with the others, or is refused.
    """
    had_key = destroy_child_key(child_id, at=at)
    files = destroy_files_of_child(child_id, actor=actor, role=role, at=at)
    if had_key or files:
        act = Act("erase-child", "child", child_id, child_id, {"files": files})
        record(act, actor=actor, role=role, at=at)
    return files
