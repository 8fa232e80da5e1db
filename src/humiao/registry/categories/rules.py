"""What may be said of a category: its papers, its reviews, its end. Pure: no database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.foundation.identity_numbers import IdProblem, disability_card
from humiao.programmes.public import Category
from humiao.registry.categories.age_rules import add_months, birthday
from humiao.registry.categories.choices import ExitReason, ExitState, ProofKind, Situation, reasons_for
from humiao.registry.categories.tables import category_rows
from humiao.registry.labels import label
from humiao.registry.rules import in_order, shown

REMARK, OTHER_TEXT, NUMBER, ISSUER, NOTE = 200, 50, 60, 100, 500
_MIND = frozenset({5, 6})  # GB/T 26341: 5 intellect, 6 mind
_KINDS, _SITUATIONS = frozenset(ProofKind), frozenset(Situation)


@dataclass(frozen=True)
class NewProof:
    """A paper: kind, number, who issued it, when, and the last day it is valid."""

    kind: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class NewExit:
    """An exit as it is sent: `on` is the day its reason names, `last_benefit` the first day of that month."""

    reason: str
    on: date
    is_paid: bool = False
    last_benefit: date | None = None
    other: str = ""
    cause: str = ""
    handling: str = ""
    remark: str = ""


def problems_of_proof(proof: NewProof, *, today: date) -> Iterator[Decision]:
    """Yield what is wrong with a paper."""
    if proof.kind not in _KINDS:
        yield Decision.no("unknown-proof", _("There is no kind of paper “%(kind)s”.") % {"kind": proof.kind})
    if proof.issued_on is not None and proof.issued_on > today:
        text = _("The paper can't be issued on %(on)s: that day is still to come.")
        yield Decision.no("in-future", text % {"on": shown(proof.issued_on)})
    if proof.issued_on and proof.valid_to and proof.valid_to < proof.issued_on:
        yield in_order(proof.issued_on, proof.valid_to)
    yield from _too_long(_("The number"), proof.number, NUMBER)
    yield from _too_long(_("Who issued it"), proof.issuer, ISSUER)


def card_fits(number: str, *, holder: str, category: str, today: date) -> Decision:
    """Say whether a disability card is the child's own and of a grade that makes the category."""
    card = disability_card(number, today=today)
    if isinstance(card, IdProblem):
        return Decision.no(f"card-{card.code}", _(card.reason))
    if holder and card.holder.number != holder:
        return Decision.no("card-of-another", _("The card's first 18 digits are not this child's ID number."))
    is_severe = card.grade <= 2 or card.kind in _MIND
    wanted = Category.DISABLED_SEVERE if is_severe else Category.DISABLED_OTHER
    if category != wanted:
        text = _("By kind %(kind)s and grade %(grade)s the card makes the child: %(category)s.")
        values = {"kind": card.kind, "grade": card.grade, "category": label(Category, wanted)}
        return Decision.no("card-other-category", text % values, "R20")
    return Decision.yes()


def review_due_on(category: str, *, from_on: date, reviewed_on: date | None, next_on: date | None) -> date:
    """Return when a category is to be looked at again: the day agreed last time, else by its interval."""
    if next_on is not None:
        return next_on
    return add_months(reviewed_on or from_on, category_rows()[category].review_months)


def may_review(
    *, from_on: date, to_on: date | None, on: date, next_on: date | None, note: str, today: date
) -> Decision:
    """Say whether a category may be confirmed as still holding on a day."""
    if on > today:
        return Decision.no("in-future", _("A review can't be dated after today."))
    if on < from_on or (to_on is not None and on >= to_on):
        return Decision.no("not-held", _("The category doesn't hold on that day."))
    if next_on is not None and next_on <= on:
        return Decision.no("dates-reversed", _("The next review must come after this one."))
    return next(_too_long(_("The note"), note, NOTE), Decision.yes())


def problems_of_exit(
    wanted: NewExit,
    *,
    category: str,
    from_on: date,
    born_on: date,
    today: date,
) -> Iterator[Decision]:
    """Yield what is wrong with an exit about to be sent."""
    if wanted.reason not in reasons_for(category):
        text = _("“%(reason)s” is no reason for which %(category)s ends.")
        values = {"reason": label(ExitReason, wanted.reason), "category": label(Category, category)}
        yield Decision.no("wrong-reason", text % values)
        return
    if wanted.on > today:
        yield Decision.no("in-future", _("A category can't end on a day still to come."))
    if wanted.on < from_on:
        yield in_order(from_on, wanted.on)
    yield from _age_problems(wanted, born_on)
    yield from _benefit_problems(wanted, category, from_on, today)
    yield from _text_problems(wanted)


def _age_problems(wanted: NewExit, born_on: date) -> Iterator[Decision]:
    for reason, age in ((ExitReason.TURNED_16, 16), (ExitReason.TURNED_18, 18)):
        if wanted.reason == reason and wanted.on < birthday(born_on, age):
            text = _("The child turns %(age)s only on %(on)s.")
            yield Decision.no("too-young", text % {"age": age, "on": shown(birthday(born_on, age))})


def _benefit_problems(wanted: NewExit, category: str, from_on: date, today: date) -> Iterator[Decision]:
    """Ask for the last month of benefit where one was paid; it is paid by name to some categories."""
    if wanted.last_benefit is None:
        if wanted.is_paid or category_rows()[category].paid:
            yield Decision.no("no-last-benefit", _("Give the last month a benefit was paid for."), "R20")
    elif not from_on.replace(day=1) <= wanted.last_benefit <= add_months(today.replace(day=1), 1):
        yield Decision.no(
            "benefit-month-wrong", _("The last month of benefit lies outside the category's time.")
        )


def _text_problems(wanted: NewExit) -> Iterator[Decision]:
    if wanted.reason == ExitReason.OTHER and not wanted.other.strip():
        yield Decision.no("no-other-reason", _("Say what the other reason is."))
    if wanted.reason == ExitReason.DIED and not (wanted.cause.strip() and wanted.handling.strip()):
        yield Decision.no("no-cause", _("Give the cause of death and how it was handled."))
    yield from _too_long(_("The other reason"), wanted.other, OTHER_TEXT)
    yield from _too_long(_("The cause of death"), wanted.cause, OTHER_TEXT)
    yield from _too_long(_("How it was handled"), wanted.handling, REMARK)
    yield from _too_long(_("The remark"), wanted.remark, REMARK)


def may_send_exit(*, is_held: bool, states: Collection[str], follows: str | None) -> Decision:
    """Say whether an exit may be sent: the category open, none waiting, and only what came back again."""
    if not is_held:
        return Decision.no("category-ended", _("The category has ended already."))
    if ExitState.WAITING in states:
        return Decision.no("exit-waiting", _("An exit of this category waits for the county already."))
    if follows is not None and follows not in (ExitState.REJECTED, ExitState.WITHDRAWN):
        return Decision.no(
            "not-returned", _("Only an exit that was rejected or withdrawn can be sent again.")
        )
    return Decision.yes()


def may_decide_exit(*, state: str, is_own: bool, confirm: bool, reason: str) -> Decision:
    """Say whether the county's person may confirm or reject an exit: another than who sent it."""
    if state != ExitState.WAITING:
        text = _("This exit is decided already: %(state)s.")
        return Decision.no("exit-decided", text % {"state": label(ExitState, state)})
    if is_own:
        return Decision.no(
            "own-exit", _("An exit is confirmed or rejected by another person than who sent it.")
        )
    if not confirm and not reason.strip():
        return Decision.no("no-reason", _("Say why it is rejected."))
    return next(_too_long(_("The reason"), reason, REMARK), Decision.yes())


def may_withdraw_exit(*, state: str, is_own: bool) -> Decision:
    """Say whether an exit may be taken back: while it waits, by who sent it."""
    if state != ExitState.WAITING:
        text = _("This exit is decided already: %(state)s.")
        return Decision.no("exit-decided", text % {"state": label(ExitState, state)})
    if not is_own:
        return Decision.no("not-own-exit", _("Only who sent an exit can withdraw it."))
    return Decision.yes()


def problems_of_situation(
    situation: str, *, from_on: date, until_on: date | None, today: date
) -> Iterator[Decision]:
    """Yield what is wrong with a parent's situation about to be recorded."""
    if situation not in _SITUATIONS:
        text = _("There is no situation “%(code)s” of a parent.")
        yield Decision.no("unknown-situation", text % {"code": situation})
    if from_on > today:
        yield Decision.no("in-future", _("A situation can't begin on a day still to come."))
    if until_on is not None and until_on <= from_on:
        yield Decision.no("dates-reversed", _("The expected end must come after the beginning."))


def may_end_situation(*, from_on: date, ended_on: date | None, on: date, today: date) -> Decision:
    """Say whether a parent's situation may end on a day."""
    if ended_on is not None:
        return Decision.no("situation-ended", _("This situation has ended already."))
    if on > today:
        return Decision.no("in-future", _("A situation can't end on a day still to come."))
    return in_order(from_on, on)


def may_note_study(born_on: date, *, from_on: date, until_on: date, school: str) -> Decision:
    """Say whether study beyond 18 may be noted: benefits of some categories go on with it."""
    if until_on <= max(from_on, birthday(born_on, 18)):
        return Decision.no("not-beyond-18", _("The study must go on beyond the 18th birthday."))
    if not school.strip() or len(school) > ISSUER:
        return Decision.no("no-school", _("Name the school, in at most 100 characters."))
    return Decision.yes()


def _too_long(field: str, text: str, most: int) -> Iterator[Decision]:
    if len(text) > most:
        reason = _("%(field)s is longer than %(most)s characters.")
        yield Decision.no("too-long", reason % {"field": field, "most": most})
