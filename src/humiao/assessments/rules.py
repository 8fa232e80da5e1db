"""What answers amount to, and who may move a child between levels. Plain values in, decisions out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.assessments.choices import Cause, LevelState
from humiao.assessments.instruments.definition import Answer, Band, Definition, Item
from humiao.assessments.scheme import ANY_WORKER, SECOND_PERSON, LevelScheme
from humiao.foundation.decisions import Decision, Refused

Answers = Mapping[str, str | Sequence[str]]
SHORTEST_REASON = 6  # characters; a Chinese sentence worth reading has at least these


class Deciding(StrEnum):
    """What the level followed from."""

    SCREEN = "screen"
    REASON = "reason"
    NO_REASON = "no-reason"
    BAND = "band"
    OPEN_NEED = "open-need"


@dataclass(frozen=True)
class Outcome:
    """What answers amount to. `reasons` are the deciding `item.answer` codes; score None if unscored."""

    level: str
    score: Decimal | None
    reasons: tuple[str, ...]
    deciding: Deciding
    band: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with the answer to one item: `missing`, `unknown-answer`, `unknown-item`, `too-many`."""

    item: str
    code: str
    text: str


class BadAnswers(Refused):
    """Answers that can't be scored; `problems` tells each item."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(Decision.no("bad-answers", " ".join(p.text for p in problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Step:
    """One change of level that is to be written: in force at once, or waiting for a second person."""

    level: str
    cause: Cause
    at_once: bool


@dataclass(frozen=True)
class Signer:
    """Who signs: the account, its posts and their roles."""

    account_id: UUID | None
    posts: frozenset[UUID]
    roles: frozenset[str]


@dataclass(frozen=True)
class Proposal:
    """A change of level as the rules of confirming see it."""

    level: str
    state: str
    by_account_id: UUID | None
    by_post_id: UUID | None


def problems_of(definition: Definition, answers: Answers) -> tuple[Problem, ...]:
    """Tell everything wrong with the answers; after a screen item decided, the others may be left out."""
    unknown = [
        Problem(code, "unknown-item", _("There is no item “%(item)s”.") % {"item": code})
        for code in answers
        if definition.item(code) is None
    ]
    decided = bool(_screened(definition, answers))
    found = [p for item in definition.items for p in _problems_of_item(item, answers, decided)]
    return tuple(unknown + found)


def score(definition: Definition, answers: Answers) -> Outcome:
    """Turn answers into a level; raises `BadAnswers`."""
    problems = problems_of(definition, answers)
    if problems:
        raise BadAnswers(problems)
    if screened := _screened(definition, answers):
        return _gravest(definition, screened, Deciding.SCREEN)
    if definition.kind == "scored":
        return _banded(definition, answers)
    ticked = [pair for pair in _chosen(definition, answers) if pair[1].level]
    if ticked:
        return _gravest(definition, ticked, Deciding.REASON)
    return Outcome(definition.levels[0], None, (), Deciding.NO_REASON)


def with_open_need(outcome: Outcome, scheme: LevelScheme, *, has_open_need: bool) -> Outcome:
    """Lift the mildest level by one where a need is open and the programme's switch forbids it."""
    lifted = level_with_open_need(scheme, outcome.level) if has_open_need else outcome.level
    if lifted is None or lifted == outcome.level:
        return outcome
    return replace(outcome, level=lifted, deciding=Deciding.OPEN_NEED)


def level_with_open_need(scheme: LevelScheme, level: str | None) -> str | None:
    """Return the mildest level an open need allows to a child on this one; None stays without a level."""
    if level == scheme.lowest and scheme.open_need_forbids_lowest:
        return scheme.codes[1]
    return level


def may_be_on(scheme: LevelScheme, level: str, *, has_open_need: bool) -> Decision:
    """Say whether a child may be on a level: it is one of the programme's, and no open need forbids it."""
    if level not in scheme.codes:
        return Decision.no("unknown-level", _("The programme has no level “%(level)s”.") % {"level": level})
    if has_open_need and scheme.open_need_forbids_lowest and level == scheme.lowest:
        said = _("A need is still open, so the mildest level is not possible.")
        return Decision.no("open-need", said, scheme.clause)
    return Decision.yes()


def may_override(scheme: LevelScheme, outcome: Outcome, level: str, reason: str, by: Signer) -> Decision:
    """Say whether a person may set another level than the answers gave: with a reason, upward as raising."""
    if level not in scheme.codes:
        return may_be_on(scheme, level, has_open_need=False)
    if level == outcome.level:
        return Decision.no("override-same", _("The answers already give this level."))
    if not _is_reason(reason):
        return _reason_missing()
    return (
        _may_raise_by_role(scheme, by) if scheme.rank(level) > scheme.rank(outcome.level) else Decision.yes()
    )


def may_raise(scheme: LevelScheme, current: str | None, level: str, reason: str, by: Signer) -> Decision:
    """Say whether a person may raise a level at once: any worker, unless the programme names one role."""
    if level not in scheme.codes:
        return may_be_on(scheme, level, has_open_need=False)
    if current is not None and scheme.rank(level) <= scheme.rank(current):
        return Decision.no("not-higher", _("The child is on this level or a graver one already."))
    if not _is_reason(reason):
        return _reason_missing()
    return _may_raise_by_role(scheme, by)


def may_lower(scheme: LevelScheme, proposal: Proposal, by: Signer, *, has_open_need: bool) -> Decision:
    """Say whether this person may confirm: another person than the proposer, in another post."""
    if not is_waiting(proposal.state):
        return is_waiting(proposal.state)
    if proposal.by_account_id == by.account_id or proposal.by_post_id in by.posts:
        said = _("Somebody other than the person who proposed it must confirm a lower level.")
        return Decision.no("same-person", said, scheme.clause)
    if scheme.who_may_lower != SECOND_PERSON and scheme.who_may_lower not in by.roles:
        return Decision.no("other-role", _("The programme names another role for this."), scheme.clause)
    return may_be_on(scheme, proposal.level, has_open_need=has_open_need)


def steps_after(
    scheme: LevelScheme, *, current: str | None, outcome: str, wanted: str, is_late: bool
) -> tuple[Step, ...]:
    """Say what follows from an assessment for the level.

    Up is at once, down waits for a second person; the first level is at once. Where a person set less than
    the answers gave, the answers' level is in force until somebody confirms. One entered late, older than
    what is known, may raise but lowers nothing.
    """
    cause = Cause.ASSESSED if wanted == outcome else Cause.OVERRIDDEN
    if not scheme.lowering_needs_second_person:
        lowers = current is not None and scheme.rank(wanted) < scheme.rank(current)
        return () if wanted == current or (lowers and is_late) else (Step(wanted, cause, at_once=True),)
    safe = wanted if scheme.rank(wanted) >= scheme.rank(outcome) else outcome
    reached = safe if current is None else scheme.gravest_of(current, safe)
    steps = []
    if reached != current:
        steps.append(Step(reached, cause if reached == wanted else Cause.ASSESSED, at_once=True))
    if scheme.rank(wanted) < scheme.rank(reached) and not is_late:
        steps.append(Step(wanted, cause, at_once=False))
    return tuple(steps)


def is_waiting(state: str) -> Decision:
    """Refuse a change of level that was decided already."""
    if state == LevelState.WAITING:
        return Decision.yes()
    return Decision.no("not-waiting", _("This change of level was decided already."))


def must_have_reason(reason: str) -> Decision:
    """Refuse a reason too short to tell anything."""
    return Decision.yes() if _is_reason(reason) else _reason_missing()


def _may_raise_by_role(scheme: LevelScheme, by: Signer) -> Decision:
    if scheme.who_may_raise in (ANY_WORKER, *by.roles):
        return Decision.yes()
    return Decision.no("other-role", _("The programme names another role for this."), scheme.clause)


def _is_reason(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST_REASON


def _reason_missing() -> Decision:
    said = _("Give the reason in at least %(n)d characters.") % {"n": SHORTEST_REASON}
    return Decision.no("reason-missing", said)


def _given(answers: Answers, item: Item) -> tuple[str, ...]:
    value = answers.get(item.code, ())
    return ((value,) if value else ()) if isinstance(value, str) else tuple(value)


def _chosen(definition: Definition, answers: Answers) -> Iterator[tuple[Item, Answer]]:
    for item in definition.items:
        for code in _given(answers, item):
            if answer := item.answer(code):
                yield item, answer


def _screened(definition: Definition, answers: Answers) -> list[tuple[Item, Answer]]:
    return [(i, a) for i, a in _chosen(definition, answers) if i.is_screen and a.level]


def _problems_of_item(item: Item, answers: Answers, decided: bool) -> Iterator[Problem]:
    given, named = _given(answers, item), {"item": str(item)}
    for code in given:
        if item.answer(code) is None:
            said = _("“%(item)s” has no answer “%(answer)s”.") % {**named, "answer": code}
            yield Problem(item.code, "unknown-answer", said)
    if item.choose == "many":
        return
    if not given and not decided:
        yield Problem(item.code, "missing", _("“%(item)s” is not answered.") % named)
    if len(given) > 1:
        yield Problem(item.code, "too-many", _("“%(item)s” has more than one answer.") % named)


def _gravest(definition: Definition, chosen: list[tuple[Item, Answer]], deciding: Deciding) -> Outcome:
    level = max((answer.level for _item, answer in chosen), key=definition.rank)
    reasons = tuple(f"{item.code}.{answer.code}" for item, answer in chosen if answer.level == level)
    return Outcome(level, None, reasons, deciding)


def _banded(definition: Definition, answers: Answers) -> Outcome:
    chosen = list(_chosen(definition, answers))
    total = sum((a.points for i, a in chosen if not i.group), Decimal(0))
    for group in definition.groups:
        part = sum((a.points for i, a in chosen if i.group == group.code), Decimal(0))
        total += min(max(part, group.floor), group.cap)
    band = band_of(definition, total)
    reasons = tuple(f"{i.code}.{a.code}" for i, a in chosen if a.points > 0)
    return Outcome(band.level, total, reasons, Deciding.BAND, band.code)


def band_of(definition: Definition, total: Decimal) -> Band:
    """Find the band of a score; its upper end is the next graver band's lower one, not included."""
    return next(b for b in definition.bands if b.at_least is None or total >= b.at_least)
