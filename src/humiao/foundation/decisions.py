"""What a rule answers: allowed or not, a stable code, the reason in words, the clause behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """One answer of a rule, the same to the page that greys a button and to the command that refuses."""

    allowed: bool
    code: str = ""
    reason: str = ""
    clause: str = ""

    @classmethod
    def yes(cls, clause: str = "") -> Decision:
        """Allow."""
        return cls(True, clause=clause) if clause else _YES

    @classmethod
    def no(cls, code: str, reason: str, clause: str = "") -> Decision:
        """Refuse with a stable code and a reason a person understands."""
        return cls(False, code, reason, clause)

    def __bool__(self) -> bool:
        return self.allowed


_YES = Decision(True)


class Refused(Exception):  # noqa: N818 -- the domain's word
    """A command was refused; nothing was written."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(str(decision.reason))
        self.decision = decision


class Conflict(Refused):
    """Somebody else changed the row since this person saw it."""


def require(decision: Decision) -> None:
    """Raise `Refused` unless the decision allows."""
    if not decision.allowed:
        raise Refused(decision)
