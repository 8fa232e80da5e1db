"""Pure decisions about engagements and staff. Days are inclusive: the last day still counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from stdnum.cn import uscc

from humiao.foundation.decisions import Decision

Span = tuple[date, date | None]


def may_record_on(spans: Iterable[tuple[date, date]], on: date) -> Decision:
    """Say whether services of a day may be recorded: only under an engagement that runs that day.

    What was recorded before stays readable after the last engagement has ended.
    """
    known = sorted(spans)
    if any(first <= on <= last for first, last in known):
        return Decision.yes()
    if not known:
        return Decision.no("not-engaged", _("No provider is engaged in this programme yet."))
    text = _("No provider is engaged in this programme on %(on)s; engagements run %(spans)s.")
    told = ", ".join(f"{shown(first)} – {shown(last)}" for first, last in known)
    return Decision.no("engagement-over", text % {"on": shown(on), "spans": told})


def credit_code_is_sound(code: str) -> Decision:
    """Say whether a unified social credit code is well formed (GB 32100)."""
    if uscc.is_valid(code):
        return Decision.yes()
    text = _(
        "“%(code)s” is no unified social credit code: it has 18 characters, the last one checks the rest."
    )
    return Decision.no("credit-code-wrong", text % {"code": code})


def may_engage(starts_on: date, ends_on: date, others: Iterable[tuple[date, date]]) -> Decision:
    """Say whether a provider may be engaged for a time: one programme has one provider at a time."""
    order = in_order(starts_on, ends_on)
    if not order:
        return order
    for first, last in others:
        if first <= ends_on and starts_on <= last:
            text = _("The programme has a provider from %(first)s to %(last)s already.")
            return Decision.no("engaged-already", text % {"first": shown(first), "last": shown(last)})
    return Decision.yes()


def may_assign(wanted: Span, engagement: tuple[date, date], others: Iterable[Span]) -> Decision:
    """Say whether a post may be put on a programme: within the engagement, and once at a time."""
    first, last = wanted
    if last is not None and not (order := in_order(first, last)):
        return order
    if first < engagement[0] or (last or first) > engagement[1]:
        text = _("The work must lie within the engagement, %(first)s to %(last)s.")
        values = {"first": shown(engagement[0]), "last": shown(engagement[1])}
        return Decision.no("outside-engagement", text % values)
    for begun, ended in others:
        if begun <= (last or date.max) and first <= (ended or date.max):
            text = _("This person is on the programme from %(first)s already; end that first.")
            return Decision.no("assigned-already", text % {"first": shown(begun)})
    return Decision.yes()


def in_order(first: date, last: date) -> Decision:
    """Say whether two days stand in order; one day alone is in order."""
    if last >= first:
        return Decision.yes()
    text = _("The dates are reversed: it begins on %(first)s and would end before that, on %(last)s.")
    return Decision.no("dates-reversed", text % {"first": shown(first), "last": shown(last)})


def shown(day: date) -> str:
    """Write a day as people read it."""
    return date_format(day, "DATE_FORMAT")
