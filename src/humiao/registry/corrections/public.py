"""What other contexts may use of corrections."""

from humiao.registry.corrections.choices import CorrectionKind, CorrectionState, Retired
from humiao.registry.corrections.commands.deciding import (
    confirm_correction,
    refuse_correction,
    withdraw_correction,
)
from humiao.registry.corrections.commands.proposing import (
    propose_merge,
    propose_mistaken_entry,
    propose_mistaken_exit,
    propose_record,
    propose_undo,
)
from humiao.registry.corrections.kinds import RecordKind, add_freeze, add_kind, add_objection
from humiao.registry.corrections.queries import (
    correction_of,
    corrections_of,
    corrections_to_decide,
    in_question,
    merged_file_of,
    records_of,
    waiting_corrections,
)
from humiao.registry.corrections.values import CorrectionValue, WrongRecord

__all__ = [
    "CorrectionKind",
    "CorrectionState",
    "CorrectionValue",
    "RecordKind",
    "Retired",
    "WrongRecord",
    "add_freeze",
    "add_kind",
    "add_objection",
    "confirm_correction",
    "correction_of",
    "corrections_of",
    "corrections_to_decide",
    "in_question",
    "merged_file_of",
    "propose_merge",
    "propose_mistaken_entry",
    "propose_mistaken_exit",
    "propose_record",
    "propose_undo",
    "records_of",
    "refuse_correction",
    "waiting_corrections",
    "withdraw_correction",
]
