"""Who may sign and close a month when, and the cross-foot checks of a book. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.registry.months.flows import last_day, next_month
from humiao.registry.months.values import Check, Draft, Kind, Limits
from humiao.registry.queries.snapshot import ONLY_BESIDE, Cells
from humiao.registry.values import RosterCount

_CLAUSE = "R23"


def shown_month(month: date) -> str:
    """Write a month as people read it."""
    return date_format(month, "YEAR_MONTH_FORMAT")


def month_to_close(closed: Collection[date], first_recorded: date | None) -> date | None:
    """Return the month that is closed next: after the last closed one, else the first with a roster."""
    if closed:
        return next_month(max(closed))
    return first_recorded.replace(day=1) if first_recorded else None


def sign_by(month: date, limits: Limits) -> date:
    """Return the last day on which towns sign a month."""
    return last_day(month) + timedelta(days=limits.sign_days)


def close_by(month: date, limits: Limits) -> date:
    """Return the last day on which the county should close a month."""
    return last_day(month) + timedelta(days=limits.close_days)


def may_sign_now(month: date, *, next_open: date | None, today: date) -> Decision:
    """Say whether a month is the one whose parts are signed: over, not closed, and its turn."""
    if next_open is None:
        return Decision.no("no-roster", _("There is no roster yet, so there is no month to close."), _CLAUSE)
    if month < next_open:
        text = _("%(month)s is closed; a closed month never changes. Late facts go into the next month.")
        return Decision.no("month-closed", text % {"month": shown_month(month)}, _CLAUSE)
    if month > next_open:
        text = _("Months close in order; %(first)s comes first.")
        return Decision.no("not-its-turn", text % {"first": shown_month(next_open)}, _CLAUSE)
    if today <= last_day(month):
        text = _("%(month)s isn't over yet; it is signed and closed from %(day)s on.")
        values = {"month": shown_month(month), "day": date_format(next_month(month), "DATE_FORMAT")}
        return Decision.no("month-not-over", text % values, _CLAUSE)
    return Decision.yes(_CLAUSE)


def may_close_over(missing: Sequence[str], *, sign_until: date, today: date) -> Decision:
    """Say whether the county may close: every town signed, or the time to sign is over."""
    if not missing or today > sign_until:
        return Decision.yes(_CLAUSE)
    text = _(
        "These towns have not signed yet: %(towns)s. They have until %(day)s; "
        "after that you may close over them."
    )
    values = {"towns": "、".join(missing), "day": date_format(sign_until, "DATE_FORMAT")}
    return Decision.no("towns-missing", text % values, _CLAUSE)


def problems_of_limits(limits: Limits) -> Iterator[Decision]:
    """Yield what is wrong with the days to sign and to close."""
    if not 1 <= limits.sign_days <= 31 or not 1 <= limits.close_days <= 31:
        yield Decision.no("limit-impossible", _("Give between 1 and 31 days."))
    elif limits.close_days < limits.sign_days:
        text = _("The county can't have to close before the towns have had their days to sign.")
        yield Decision.no("limits-reversed", text)


def checks_of(draft: Draft, cells: Cells, counted: RosterCount) -> tuple[Check, ...]:
    """Return every cross-foot check of a month.

    `cells` are its counts by dimension and `counted` is the registry's own count of the day.
    """
    total = len(draft.lines)
    only_beside = sum(n for (_, key), n in cells["class"].items() if key == ONLY_BESIDE)
    additions, exits = draft.count(Kind.ADDITION), draft.count(Kind.EXIT)
    return (
        Check("towns", sum(part.total for part in draft.towns), total),
        Check("classes", sum_of(cells, "class"), total),
        Check("sexes", sum_of(cells, "sex"), total),
        Check("ages", sum_of(cells, "age"), total),
        Check("levels", sum_of(cells, "level"), total),
        Check("roster", counted.total + counted.unclassed + only_beside, total),
        Check("flow", len(draft.before) + additions - exits, total),
        Check("moves", sum(p.moved_in for p in draft.towns), sum(p.moved_out for p in draft.towns)),
        *(
            Check("town-flow", p.before + p.additions - p.exits + p.moved_in - p.moved_out, p.total, p.code)
            for p in draft.towns
        ),
    )


def sum_of(cells: Cells, dimension: str) -> int:
    """Add up a dimension over all towns and keys."""
    return sum(cells[dimension].values())


def must_foot(checks: Sequence[Check], names: Mapping[str, str]) -> Decision:
    """Refuse a month whose sums don't agree, naming the first that doesn't."""
    wrong = next((check for check in checks if not check.holds), None)
    if wrong is None:
        return Decision.yes(_CLAUSE)
    text = _(
        "The sums of the month don't agree (%(check)s %(where)s: %(left)s and %(right)s); it can't be closed."
    )
    values = {
        "check": check_name(wrong.code), "where": names.get(wrong.where, wrong.where),
        "left": wrong.left, "right": wrong.right,
    }  # fmt: skip
    return Decision.no("sums-differ", text % values, _CLAUSE)


def check_name(code: str) -> str:
    """Say what a check compares."""
    return {
        "towns": _("Sum over towns = total"),
        "classes": _("Sum over classes = total"),
        "sexes": _("Sum over sexes = total"),
        "ages": _("Sum over ages = total"),
        "levels": _("Sum over levels = total"),
        "roster": _("Counted from the roster = total"),
        "flow": _("Last month + additions − exits = this month"),
        "moves": _("Moved out of towns = moved into towns"),
        "town-flow": _("The same for each town, with moves"),
    }[code]
