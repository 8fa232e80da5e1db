"""Pure decisions on sharing a caseload out: brothers and sisters stay together, nobody is left over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.foundation.decisions import Decision
from humiao.registry.caseloads.values import Carried, Taker

Shares = dict[UUID, UUID]  # enrolment -> post


def share_evenly(children: Sequence[Carried], takers: Sequence[Taker]) -> Shares:
    """Give each family of a programme to whoever then has the fewest children in hand.

    Larger families first, so that loads end close together; a child nobody may take is left out.
    """
    return _share(children, takers, lambda c: (c.programme_id, c.household_id))


def share_by_town(children: Sequence[Carried], takers: Sequence[Taker]) -> Shares:
    """Give each town of a programme whole to one person, the largest first to whoever has the fewest."""
    return _share(children, takers, lambda c: (c.programme_id, c.town_code))


def may_take(child: Carried, taker: Taker | None) -> Decision:
    """Say whether a post may take a child: one of the programme's own workers, who doesn't leave."""
    if taker is not None and child.programme_id in taker.programmes:
        return Decision.yes()
    text = _("%(file)s can't go there: choose one of the programme's workers who stays.")
    return Decision.no("wrong-taker", text % {"file": child.file_number})


def is_whole(children: Iterable[Carried], shares: Mapping[UUID, UUID]) -> Decision:
    """Say whether every child goes to somebody: none may be left without a worker by a hand-over."""
    left = [c.file_number for c in children if c.enrolment_id not in shares]
    if not left:
        return Decision.yes()
    text = ngettext(
        "%(count)d child would be left without a worker: %(first)s.",
        "%(count)d children would be left without a worker, the first %(first)s.",
        len(left),
    )
    return Decision.no("left-over", text % {"count": len(left), "first": left[0]})


def is_anything(children: Collection[Carried], *, leaves: bool) -> Decision:
    """Say whether there is anything to do; somebody who leaves may have nothing in hand."""
    if children or leaves:
        return Decision.yes()
    return Decision.no("nothing-in-hand", _("This person has no children in hand."))


def _share(
    children: Sequence[Carried], takers: Sequence[Taker], group_of: Callable[[Carried], tuple[UUID, object]]
) -> Shares:
    groups: dict[tuple[UUID, object], list[Carried]] = {}
    for child in children:
        groups.setdefault(group_of(child), []).append(child)
    loads = {t.post_id: t.load for t in takers}
    shares: Shares = {}
    for (programme, _group), some in sorted(groups.items(), key=lambda g: (-len(g[1]), str(g[0]))):
        able = [t.post_id for t in takers if programme in t.programmes]
        if not able:
            continue
        chosen = min(able, key=lambda p: (loads[p], able.index(p)))
        loads[chosen] += len(some)
        shares |= {c.enrolment_id: chosen for c in some}
    return shares
