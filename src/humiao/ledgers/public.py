"""What other contexts may use of ledgers."""

from __future__ import annotations

from humiao.ledgers.checking import TRUST_NAMES, Asked, LedgerCheck
from humiao.ledgers.commands.importing import BroughtIn, import_ledger
from humiao.ledgers.commands.keeping import (
    answer_doubts,
    confirm_ledger,
    drop_ledger,
    map_ledger_columns,
    upload_ledger,
)
from humiao.ledgers.commands.undoing import TakenBack, undo_ledger
from humiao.ledgers.kinds import kinds
from humiao.ledgers.queries import KeptRow, check_ledger, kept_row, kept_rows
from humiao.ledgers.takers import Taker, add_taker
from humiao.ledgers.values import Fate, Finding, LedgerRowValue

__all__ = [
    "TRUST_NAMES",
    "Asked",
    "BroughtIn",
    "Fate",
    "Finding",
    "KeptRow",
    "LedgerCheck",
    "LedgerRowValue",
    "TakenBack",
    "Taker",
    "add_taker",
    "answer_doubts",
    "check_ledger",
    "confirm_ledger",
    "drop_ledger",
    "import_ledger",
    "kept_row",
    "kept_rows",
    "kinds",
    "map_ledger_columns",
    "undo_ledger",
    "upload_ledger",
]
