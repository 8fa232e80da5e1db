"""What an import may be."""

from __future__ import annotations

from datetime import timedelta

from humiao.foundation.labelled import Labelled

UNDO_WITHIN = timedelta(days=1)


class State(Labelled):
    """How far an import has come."""

    OPEN = "open", "待确认", "To be confirmed"
    DONE = "done", "已导入", "Imported"
    UNDONE = "undone", "已撤销", "Undone"
    DROPPED = "dropped", "已放弃", "Dropped"
