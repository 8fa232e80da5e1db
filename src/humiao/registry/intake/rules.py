"""Pure decisions on intakes: what may stand in one, which step may be taken, and who decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Permission
from humiao.foundation.clock import age_on
from humiao.foundation.decisions import Decision
from humiao.foundation.identity_numbers import OLDEST_BIRTH_YEAR, IdProblem, check_id_number
from humiao.programmes.public import Category
from humiao.registry.choices import Sex
from humiao.registry.ethnicities import ETHNICITIES
from humiao.registry.intake.choices import Action, Door, Finding, Paper, State
from humiao.registry.intake.machine import ENDS, Move, move_of
from humiao.registry.intake.texts import clean_text
from humiao.registry.intake.values import Alike, Facts, NewIntake, Wanted
from humiao.registry.labels import label
from humiao.registry.matching.rules import Grade
from humiao.registry.rules import ADULT_AT, may_be_in_place, problems_of_guardian, problems_of_phone, shown

SHORT, LINE, LONG = 60, 200, 1000
MOST_GUARDIANS, MOST_WANTED = 6, len(Category)
_SHORT_FIELDS = ("name", "applicant", "applicant_relation")
_LINE_FIELDS = ("address", "registered_at", "no_id_reason", "behalf_of", "designator")
_LONG_FIELDS = ("situation", "danger")
_CODE_FIELDS = ("id_number", "applicant_phone")


def cleaned(facts: Facts) -> Facts:
    """Return the facts with every text in one spelling; raises `UnreadableText`."""
    changes: dict[str, Any] = {}
    for name in (*_SHORT_FIELDS, *_LINE_FIELDS, *_CODE_FIELDS):
        changes[name] = clean_text(getattr(facts, name))
    for name in _LONG_FIELDS:
        changes[name] = clean_text(getattr(facts, name), is_long=True)
    guardians = tuple(replace(g, name=clean_text(g.name), phone=clean_text(g.phone)) for g in facts.guardians)
    wanted = tuple(Wanted(w.category, clean_text(w.proof)) for w in facts.wanted)
    return replace(facts, **changes, guardians=guardians, wanted=wanted)


def problems_of_intake(new: NewIntake, *, today: date, parents: Mapping[str, str]) -> Iterator[Decision]:
    """Yield what is wrong with an intake about to be opened or completed; its texts are cleaned already."""
    if new.door not in frozenset(Door):
        yield Decision.no("unknown-door", _("There is no door “%(code)s”.") % {"code": new.door})
    if new.door == Door.DESIGNATED and not new.facts.designator:
        yield Decision.no("no-designator", _("Say who designated the child."), "R21")
    yield from problems_of_facts(new.facts, today=today, parents=parents)


def problems_of_facts(facts: Facts, *, today: date, parents: Mapping[str, str]) -> Iterator[Decision]:
    """Yield what is wrong with what is said about a child; much of it may still be missing."""
    yield from _length_problems(facts)
    yield from _code_problems(facts)
    yield from _birth_problems(facts, today)
    if facts.town_code or facts.village_code:
        yield from _refusals(may_be_in_place(facts.town_code, facts.village_code, parents))
    yield from problems_of_phone(facts.applicant_phone)
    for guardian in facts.guardians:
        yield from problems_of_guardian(guardian, today=today)
    if not (facts.situation or facts.danger or facts.wanted):
        yield Decision.no(
            "nothing-said", _("Say in a few words how the child is doing, or choose what fits.")
        )


def is_clear(facts: Facts) -> bool:
    """Say whether it is known which child it is and where; otherwise the intake is a clue."""
    return bool(facts.name and facts.born_on and facts.sex and facts.town_code and facts.village_code)


def may_take(action: Action, state: State, permissions: Collection[Permission]) -> Decision:
    """Say whether somebody may take a step now: by the table of states, and by permission."""
    move = move_of(action, state)
    if move is None:
        return _not_now(action, state)
    if not move.permissions & frozenset(permissions):
        text = _("“%(state)s”: this step is another office's.")
        return Decision.no("not-this-office", text % {"state": label(State, state)}, "R21")
    return Decision.yes()


def has_reason(move: Move, reason: str) -> Decision:
    """Say whether a step that needs a written reason has one."""
    if move.needs_reason and not reason:
        return Decision.no("no-reason", _("Give the reason in words; it is kept with the step."), "R21")
    if len(reason) > LONG:
        return Decision.no("too-long", _("The reason is longer than %(most)s characters.") % {"most": LONG})
    return Decision.yes()


def may_decide(*, prepared_by: UUID | None, decider: UUID | None, alike: Iterable[Alike]) -> Decision:
    """Say whether a person may accept: another than who prepared, and nobody alike left unanswered."""
    if prepared_by is not None and prepared_by == decider:
        text = _("You prepared this decision yourself; somebody else has to decide.")
        return Decision.no("same-person", text, "R21")
    waiting = [a.number for a in alike if a.is_open]
    if waiting:
        text = _("First say whether it is the same child: %(numbers)s.")
        return Decision.no("alike-open", text % {"numbers": "、".join(waiting)}, "R21")
    return Decision.yes()


def may_be_different(grade: Grade) -> Decision:
    """Say whether two records may be answered to be of different children: one number is one child."""
    if grade is Grade.SAME_NUMBER:
        text = _(
            "The ID number is the same, so it is the same child or one number is mistyped: mend it first."
        )
        return Decision.no("same-number", text, "R21")
    return Decision.yes()


def is_finding(code: str) -> Decision:
    """Say whether a check's outcome is one there is."""
    if code in frozenset(Finding):
        return Decision.yes()
    return Decision.no("unknown-finding", _("Say whether it holds, does not hold, or is unclear."))


def has_category(wanted: Collection[Wanted]) -> Decision:
    """Say whether at least one category is given with the decision."""
    if wanted:
        return Decision.yes()
    return Decision.no("no-category", _("Choose at least one category the child is taken in under."), "R20")


def _not_now(action: Action, state: State) -> Decision:
    if state in ENDS:
        text = _("This intake has ended: %(state)s.")
        return Decision.no("ended", text % {"state": label(State, state)}, "R21")
    text = _("Not now: “%(action)s” is no step from “%(state)s”.")
    values = {"action": label(Action, action), "state": label(State, state)}
    return Decision.no("not-now", text % values, "R21")


def _length_problems(facts: Facts) -> Iterator[Decision]:
    limits = {
        **dict.fromkeys(_SHORT_FIELDS, SHORT),
        **dict.fromkeys(_LINE_FIELDS, LINE),
        **dict.fromkeys(_LONG_FIELDS, LONG),
    }
    limits["no_id_reason"] = 100
    for name, most in limits.items():
        if len(getattr(facts, name)) > most:
            text = _("%(field)s is longer than %(most)s characters.")
            yield Decision.no("too-long", text % {"field": field_name(name), "most": most})
    if len(facts.guardians) > MOST_GUARDIANS or len(facts.wanted) > MOST_WANTED:
        yield Decision.no("too-many", _("More guardians or categories were sent than there can be."))
    if any(len(w.proof) > 100 for w in facts.wanted):
        yield Decision.no("too-long", _("The name of a paper is longer than 100 characters."))


def _code_problems(facts: Facts) -> Iterator[Decision]:
    known = (
        (facts.sex, frozenset(Sex)),
        (facts.ethnicity, ETHNICITIES.keys()),
        *((w.category, frozenset(Category)) for w in facts.wanted),
        *((p, frozenset(Paper)) for p in facts.papers),
    )
    for code, codes in known:
        if code and code not in codes:
            yield Decision.no("unknown-code", _("“%(code)s” is none of the choices.") % {"code": code[:30]})


def _birth_problems(facts: Facts, today: date) -> Iterator[Decision]:
    born = facts.born_on
    if born is not None and born > today:
        text = _("The date of birth %(born)s lies after today.")
        yield Decision.no("born-in-future", text % {"born": shown(born)})
    elif born is not None and (born.year < OLDEST_BIRTH_YEAR or age_on(born, today) >= ADULT_AT):
        text = _("Born on %(born)s, this person is no longer under 18.")
        yield Decision.no("too-old", text % {"born": shown(born)}, "R20")
    if not facts.id_number:
        return
    checked = check_id_number(facts.id_number, today=today)
    if isinstance(checked, IdProblem):
        yield Decision.no(f"id-{checked.code}", _(checked.reason))
    elif born is not None and checked.born_on != born:
        text = _("The ID number says born on %(in_number)s, the form says %(typed)s; one of them is wrong.")
        values = {"in_number": shown(checked.born_on), "typed": shown(born)}
        yield Decision.no("birth-date-differs", text % values)


def field_name(name: str) -> str:
    """Name a field of the facts in the language of the page."""
    return {
        "name": _("Name"),
        "applicant": _("Your name"),
        "applicant_relation": _("Who you are to the child"),
        "address": _("Address"),
        "registered_at": _("Place of household registration"),
        "no_id_reason": _("Why there is no ID number"),
        "behalf_of": _("On whose behalf"),
        "designator": _("Who designated the child"),
        "situation": _("Situation"),
        "danger": _("Danger"),
    }.get(name, name)


def unreadable() -> Decision:
    """Refuse text that hides something."""
    text = _(
        "Some characters can't be read. Please type the text again without symbols copied from elsewhere."
    )
    return Decision.no("unreadable", text)


def _refusals(*decisions: Decision) -> Iterator[Decision]:
    return (d for d in decisions if not d.allowed)
