"""The states of an intake as one table: which step leads from where to where, and who may take it.

`docs/reference/intake.md` is generated from this table. Which offices an intake passes is not said here: the
programme's route says that, and `next_state` follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from humiao.access.public import Permission
from humiao.registry.intake.choices import Action, Door, Office, State


class Leads(Enum):
    """Where a step leads when that hangs on the intake's own route."""

    ONWARD = "the next office of its route"
    BACK = "the office that returned it"
    FIRST = "the first office of its route"
    NOWHERE = "stays where it is"


@dataclass(frozen=True)
class Move:
    """One row: a step, the state it starts from, where it leads, and the permissions (one is enough)."""

    action: Action
    state: State
    to: State | Leads
    permissions: frozenset[Permission]
    needs_reason: bool = False


STATE_OF = {Office.VILLAGE: State.VILLAGE, Office.TOWN: State.TOWN, Office.BUREAU: State.COUNTY}
OFFICE_OF = {state: office for office, state in STATE_OF.items()}
OPEN_STATES = (State.CLUE, State.VILLAGE, State.TOWN, State.COUNTY, State.RETURNED)
ENDS = frozenset(State) - frozenset(OPEN_STATES)
# Who acts at an office; a higher office may stand in for a lower one, and the step says so.
AT: dict[State, frozenset[Permission]] = {
    State.CLUE: frozenset({Permission.REVIEW_INTAKE, Permission.PREPARE_INTAKE}),
    State.VILLAGE: frozenset({Permission.CHECK_INTAKE}),
    State.TOWN: frozenset({Permission.REVIEW_INTAKE}),
    State.COUNTY: frozenset({Permission.PREPARE_INTAKE, Permission.DECIDE_INTAKE}),
    State.RETURNED: frozenset({Permission.CHECK_INTAKE, Permission.REVIEW_INTAKE, Permission.PREPARE_INTAKE}),
}
_DECIDES, _PREPARES = frozenset({Permission.DECIDE_INTAKE}), frozenset({Permission.PREPARE_INTAKE})
_SERVES, _REPORTS = frozenset({Permission.SERVE_AT_ONCE}), frozenset({Permission.REPORT_CHILD})
_UNDER_WAY = (State.VILLAGE, State.TOWN, State.COUNTY)


def _rows() -> tuple[Move, ...]:
    rows = [
        Move(Action.COMPLETE, State.CLUE, Leads.FIRST, _REPORTS | AT[State.CLUE]),
        Move(Action.COMPLETE, State.RETURNED, Leads.BACK, _REPORTS | AT[State.RETURNED]),
        Move(Action.CHECK, State.VILLAGE, Leads.ONWARD, AT[State.VILLAGE], needs_reason=True),
        Move(Action.REVIEW, State.TOWN, Leads.ONWARD, AT[State.TOWN], needs_reason=True),
        Move(Action.PREPARE, State.COUNTY, Leads.NOWHERE, _PREPARES, needs_reason=True),
        Move(Action.ACCEPT, State.COUNTY, State.ON_ROSTER, _DECIDES),
        Move(Action.REFUSE, State.COUNTY, State.REFUSED, _DECIDES, needs_reason=True),
    ]
    # An office may add what it learned itself, such as an ID number, without sending the intake back.
    rows += [Move(Action.COMPLETE, s, Leads.NOWHERE, AT[s]) for s in _UNDER_WAY]
    rows += [Move(Action.RETURN, s, State.RETURNED, AT[s], needs_reason=True) for s in _UNDER_WAY]
    rows += [Move(Action.SERVE, s, Leads.NOWHERE, _SERVES, needs_reason=True) for s in OPEN_STATES]
    rows += [
        Move(Action.REFER, s, State.REFERRED, AT[s], needs_reason=True) for s in (State.CLUE, *_UNDER_WAY)
    ]
    rows += [Move(Action.SAME, s, State.ALREADY, AT[s], needs_reason=True) for s in OPEN_STATES]
    rows += [Move(Action.DIFFERENT, s, Leads.NOWHERE, AT[s], needs_reason=True) for s in OPEN_STATES]
    rows += [Move(Action.WITHDRAW, s, State.WITHDRAWN, AT[s], needs_reason=True) for s in OPEN_STATES]
    return tuple(rows)


MOVES = _rows()
_BY_KEY = {(move.action, move.state): move for move in MOVES}

# Where the programme names no route for a door: the offices in order, the last one decides.
DEFAULT_ROUTES: dict[Door, tuple[Office, ...]] = {
    Door.GUARDIAN: (Office.VILLAGE, Office.TOWN, Office.BUREAU),
    Door.CHILD_DIRECTOR: (Office.TOWN, Office.BUREAU),
    Door.PROVIDER: (Office.VILLAGE, Office.TOWN, Office.BUREAU),
    Door.DEPARTMENT: (Office.VILLAGE, Office.TOWN, Office.BUREAU),
    Door.HOTLINE: (Office.VILLAGE, Office.TOWN, Office.BUREAU),
    Door.DESIGNATED: (Office.BUREAU,),
}


def move_of(action: Action, state: State) -> Move | None:
    """Return the row of a step from a state, or None where the table has none."""
    return _BY_KEY.get((action, state))


def first_state(route: Sequence[str]) -> State:
    """Return where an intake whose facts are complete begins."""
    return STATE_OF[Office(route[0])]


def next_state(route: Sequence[str], state: State) -> State:
    """Return the state after an office passed the intake on; the county decides whatever the route says."""
    offices = [Office(step) for step in route]
    here = offices.index(OFFICE_OF[state])
    return STATE_OF[offices[here + 1]] if here + 1 < len(offices) else State.COUNTY


def leads_to(move: Move, *, route: Sequence[str], return_to: str) -> State:
    """Return the state a step leads to for an intake of this route."""
    if isinstance(move.to, State):
        return move.to
    if move.to is Leads.ONWARD:
        return next_state(route, move.state)
    if move.to is Leads.BACK:
        return State(return_to)
    return first_state(route) if move.to is Leads.FIRST else move.state
