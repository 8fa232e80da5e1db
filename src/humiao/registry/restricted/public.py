"""What other contexts may use of restricted files."""

from humiao.registry.restricted.commands.asking import approve_request, ask_access, refuse_request
from humiao.registry.restricted.commands.opening import break_glass, end_grant, judge_opening
from humiao.registry.restricted.commands.restricting import (
    add_sealed_note,
    confirm_end,
    propose_end,
    refuse_end,
    restrict_file,
)
from humiao.registry.restricted.queries import restriction_of, what_waits
from humiao.registry.restricted.values import GrantValue, RequestValue, RestrictionValue

__all__ = [
    "GrantValue",
    "RequestValue",
    "RestrictionValue",
    "add_sealed_note",
    "approve_request",
    "ask_access",
    "break_glass",
    "confirm_end",
    "end_grant",
    "judge_opening",
    "propose_end",
    "refuse_end",
    "refuse_request",
    "restrict_file",
    "restriction_of",
    "what_waits",
]
