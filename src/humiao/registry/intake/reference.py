"""Write the reference of an intake's states, routes, limits and deciders, or check that it is current.

Run as `python -m humiao.registry.intake.reference [--check]`; exit code 1 when the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from humiao.foundation.reference import write_or_check


def markdown() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_moves(), "", *_deciders(), "", *_routes(), "", *_limits(), ""])


def _head() -> Iterator[str]:
    yield "# Intakes: from a door to the roster"
    yield ""
    yield "Made from `machine.py` and `limits.py` by `python -m humiao.registry.intake.reference`."
    yield ""


def _moves() -> Iterator[str]:
    from humiao.registry.intake.choices import State
    from humiao.registry.intake.machine import MOVES

    yield "## Steps"
    yield ""
    yield "| From | Step | Leads to | Needs a reason | Permission (one is enough) |"
    yield "|---|---|---|---|---|"
    for state in State:
        for move in (m for m in MOVES if m.state is state):
            to = move.to.en if isinstance(move.to, State) else move.to.value
            permissions = ", ".join(sorted(p.value for p in move.permissions))
            reason = "yes" if move.needs_reason else ""
            yield f"| {state.en} | {move.action.en} | {to} | {reason} | {permissions} |"


def _deciders() -> Iterator[str]:
    from humiao.access.public import ROLES
    from humiao.registry.intake.choices import Action
    from humiao.registry.intake.machine import MOVES

    yield "## Who takes which step"
    yield ""
    yield "| Step | Roles |"
    yield "|---|---|"
    for action in Action:
        asked = frozenset().union(*(m.permissions for m in MOVES if m.action is action))
        roles = [str(row.name) for row in ROLES.values() if row.permissions & asked]
        if asked:
            yield f"| {action.en} | {', '.join(roles)} |"


def _routes() -> Iterator[str]:
    from humiao.registry.intake.machine import DEFAULT_ROUTES

    yield "## Routes where the programme names none"
    yield ""
    yield "| Door | Offices in order |"
    yield "|---|---|"
    for door, offices in DEFAULT_ROUTES.items():
        yield f"| {door.en} | {' → '.join(office.en for office in offices)} |"


def _limits() -> Iterator[str]:
    from humiao.registry.intake.limits import AT_ONCE, LIMITS, RECEIVING

    yield "## Time limits"
    yield ""
    yield "Working days by the county's calendar; the first day is not counted."
    yield ""
    yield "| State | Working days | Source |"
    yield "|---|---|---|"
    for state, limit in LIMITS.items():
        yield f"| {state.en} | {limit.working_days} | {limit.limit.en} |"
    others = (("In danger and not served yet", AT_ONCE), ("Registered in another province", RECEIVING))
    for what, limit in others:
        yield f"| {what} | {limit.working_days} | {limit.limit.en} |"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    return write_or_check(
        {"intake.md": markdown}, module="humiao.registry.intake.reference", arguments=arguments
    )


if __name__ == "__main__":
    sys.exit(main())
