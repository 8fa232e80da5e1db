"""What other contexts may use of caseloads."""

from humiao.registry.caseloads.commands.handing import hand_over_caseload
from humiao.registry.caseloads.queries import (
    caseload_of,
    hand_over_of,
    hand_overs,
    in_hand,
    takers_for,
)
from humiao.registry.caseloads.rules import Shares, share_by_town, share_evenly
from humiao.registry.caseloads.values import (
    Carried,
    Caseload,
    HandOverLine,
    HandOverValue,
    Taker,
    WaitingIntake,
)

__all__ = [
    "Carried",
    "Caseload",
    "HandOverLine",
    "HandOverValue",
    "Shares",
    "Taker",
    "WaitingIntake",
    "caseload_of",
    "hand_over_caseload",
    "hand_over_of",
    "hand_overs",
    "in_hand",
    "share_by_town",
    "share_evenly",
    "takers_for",
]
