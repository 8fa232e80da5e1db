"""What other contexts may use of legal holds."""

from humiao.registry.holds.commands.holding import ask_to_lift_hold, keep_hold, lift_hold, place_hold
from humiao.registry.holds.queries import held_children, hold_of, holds_of, holds_within
from humiao.registry.holds.values import HoldValue

__all__ = [
    "HoldValue",
    "ask_to_lift_hold",
    "held_children",
    "hold_of",
    "holds_of",
    "holds_within",
    "keep_hold",
    "lift_hold",
    "place_hold",
]
