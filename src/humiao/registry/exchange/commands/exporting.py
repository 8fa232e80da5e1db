"""Giving the roster to the other system: a file in its layout, logged, and remembered child by child."""

from __future__ import annotations

from datetime import datetime

from humiao.access.exports.public import Made, Stamp
from humiao.access.public import Actor
from humiao.foundation.context import current_county
from humiao.foundation.decisions import require
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import division_names
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.departments.commands.keeping import permitted
from humiao.registry.exchange import rules
from humiao.registry.exchange.facts import ours_of
from humiao.registry.exchange.layouts import LAYOUTS, layout_of
from humiao.registry.exchange.queries import children_to_give
from humiao.registry.exchange.sent import remember_sent
from humiao.registry.exchange.workbook import file_of
from humiao.registry.lists.commands.importing import take_turn
from humiao.registry.models import ExchangeExport


def give_roster(*, layout: str, purpose: str, by: Actor, at: datetime, stamp: Stamp | None = None) -> Made:
    """Return the roster of the day as Excel in a layout; the trail says who took it and what for (R27, R73).

    What was given of each child is kept, to tell later who changed it.
    """
    by = permitted(by)
    require(rules.may_give(purpose, is_known=layout in LAYOUTS))
    take_turn()
    laid, on = layout_of(layout), checks.day_of(at)
    children = children_to_give(by, on=on)
    remember_sent(layout, {c.id: ours_of(c, laid, on) for c in children}, by=by, at=at)
    row = ExchangeExport(
        id=new_id(),
        layout=layout,
        purpose=purpose.strip(),
        children=len(children),
        by_account=by.account_id,
        by_name=by.name,
        recorded_at=at,
    )
    row.save(force_insert=True)
    plain = {"layout": layout, "children": len(children)}
    checks.sign(Act("give-roster", "exchange-export", row.pk, plain=plain), by=by, at=at)
    data = file_of(laid, children, places=division_names(current_county()), on=on, stamp=stamp)
    return Made(data, frozenset(child.id for child in children))
