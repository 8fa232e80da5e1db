"""Mending a draft: its facts, the numbers nobody used, what is still needed, its queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.places.public import towns
from humiao.plans import rules
from humiao.plans.commands.writing import locked, signed, write
from humiao.plans.edits import Answer, Edit, EditProblem, edited
from humiao.plans.house_defaults import DEFAULT_KEYS, may_be
from humiao.plans.models import PlanDraft
from humiao.plans.queries import tried, value_of
from humiao.plans.reader.draft import Draft
from humiao.plans.sections import BY_KEY, part_model, section_of, value_at

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def edit_fact(
    *,
    plan_id: UUID,
    path: str,
    values: Mapping[str, Any],
    reason: str = "",
    seen_version: int,
    by: Actor,
    at: datetime,
) -> int:
    """Change fields of a fact and return the draft's new version.

    Raises `Conflict` where somebody else changed this fact since `seen_version`. Fields given as they are
    already change nothing.
    """
    by.must(Permission.DRAFT_PLAN)
    found = locked(plan_id)
    _must_have_seen(found, path, seen_version)
    plan = value_of(found)
    fact = fact_at(plan.edited.draft, path)
    wanted = {name: value for name, value in values.items() if _plain(value_at(fact, name)) != _plain(value)}
    if not wanted:
        return found.version
    who = signed(by, at, found.version + 1)
    edits = [
        Edit(do="set", path=f"{path}.{n}", value=_or_blank(path, n, _plain(v)), reason=reason.strip(), **who)
        for n, v in wanted.items()
    ]
    _must_fit(found, *edits)
    return write(found, "edit-plan-fact", *edits, by=by, at=at)


def add_fact(
    *,
    plan_id: UUID,
    section: str,
    values: Mapping[str, Any],
    start: int | None = None,
    end: int | None = None,
    unused: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Make a fact of a section and return the draft's new version.

    `start` and `end` are the words selected in the text; `unused` is the number of the list nobody used
    that it is made of, which leaves that list.
    """
    by.must(Permission.DRAFT_PLAN)
    found = locked(plan_id)
    if section not in BY_KEY:
        raise NotReached
    draft = value_of(found).edited.draft
    evidence = _evidence(draft, start, end) if start is not None and end is not None else {}
    who = signed(by, at, found.version + 1)
    plain: dict[str, Any] = {}
    for name, value in values.items():
        _put(plain, name, _plain(value))
    edits = _new_fact(section, {**plain, **evidence}, who)
    if unused is not None:
        edits.append(Edit(do="ignore", path=f"unused.{unused}", **who))
    _must_fit(found, *edits)
    return write(found, "add-plan-fact", *edits, by=by, at=at)


def ignore_fact(
    *, plan_id: UUID, path: str, reason: str = "", seen_version: int, by: Actor, at: datetime
) -> int:
    """Set a fact aside, or a number nobody used; it stays in the draft as read and can be brought back."""
    return _mark("ignore", plan_id, path, reason, seen_version, by=by, at=at)


def restore_fact(*, plan_id: UUID, path: str, seen_version: int, by: Actor, at: datetime) -> int:
    """Bring back what was set aside."""
    return _mark("restore", plan_id, path, "", seen_version, by=by, at=at)


def answer_needs(*, plan_id: UUID, values: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Fill in what only the programme has: its code, the contract's days, towns, the size of the roster."""
    by.must(Permission.DRAFT_PLAN)
    found = locked(plan_id)
    given = value_of(found).edited.given
    wanted = {k: v for k, v in ((k, _plain(v)) for k, v in values.items()) if given.get(k) != v}
    for key, value in wanted.items():
        require(_may_be(key, value, found))
    if not wanted:
        return found.version
    who = signed(by, at, found.version + 1)
    edits = [Edit(do="set", path=f"programme.{k}", value=v, **who) for k, v in wanted.items()]
    return write(found, "answer-plan-needs", *edits, by=by, at=at)


def settle_plan_query(*, plan_id: UUID, key: str, choice: str, reason: str, by: Actor, at: datetime) -> int:
    """Settle a query with one of its choices, or in words where it has none; the newest answer rules."""
    by.must(Permission.SETTLE_QUERY)
    if not reason.strip():
        raise Refused(Decision.no("reason-missing", _("Say why: a reason is needed to settle a query.")))
    return _answer("settled", plan_id, key, choice, reason, by=by, at=at)


def defer_query(*, plan_id: UUID, key: str, reason: str = "", by: Actor, at: datetime) -> int:
    """Put a query off: the programme is made with the stricter reading in force and the query open."""
    by.must(Permission.SETTLE_QUERY)
    return _answer("deferred", plan_id, key, "", reason, by=by, at=at)


def _answer(
    state: Literal["settled", "deferred"],
    plan_id: UUID,
    key: str,
    choice: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> int:
    found = locked(plan_id)
    question = next((q for q in value_of(found).questions if q.key == key), None)
    if question is None:
        raise NotReached
    if state == "settled" and question.query.choices and not question.choice_label(choice):
        known = "、".join(c.label for c in question.query.choices)
        text = _("There is no such answer. Choose one of: %(known)s") % {"known": known}
        raise Refused(Decision.no("unknown-choice", text))
    chosen = choice if question.query.choices else ""
    answer = Answer(
        key=key, state=state, choice=chosen, reason=reason.strip(), **signed(by, at, found.version + 1)
    )
    return write(
        found, "settle-plan-query" if state == "settled" else "defer-plan-query", answer, by=by, at=at
    )


def _mark(
    do: Literal["ignore", "restore"],
    plan_id: UUID,
    path: str,
    reason: str,
    seen_version: int,
    *,
    by: Actor,
    at: datetime,
) -> int:
    by.must(Permission.DRAFT_PLAN)
    found = locked(plan_id)
    _must_have_seen(found, path, seen_version)
    edit = Edit(do=do, path=path, reason=reason.strip(), **signed(by, at, found.version + 1))
    if path.split(".")[0] not in ("unused", *BY_KEY):
        raise NotReached
    _must_fit(found, edit)
    act = "ignore-plan-fact" if do == "ignore" else "restore-plan-fact"
    return write(found, act, edit, by=by, at=at)


def _must_have_seen(found: PlanDraft, path: str, seen_version: int) -> None:
    decision = rules.unseen([Edit.model_validate(e) for e in found.edits], path, seen_version)
    if not decision:
        raise Conflict(decision)


def _must_fit(found: PlanDraft, *edits: Edit) -> None:
    plan = value_of(found)
    try:
        for edit in edits:
            plan = tried(plan, edit)
        edited(plan.as_read, plan.edits)
    except EditProblem as problem:
        text = _("This doesn't fit the draft: %(problem)s") % {"problem": problem}
        raise Refused(Decision.no("edit-impossible", text)) from problem


def fact_at(draft: Draft, path: str) -> Any:
    """Find a fact; raises `NotReached` where there is none."""
    name, _dot, number = path.partition(".")
    if name not in BY_KEY or section_of(path).many != bool(number):
        raise NotReached
    if not number:
        return getattr(draft, name)
    facts = getattr(draft, name)
    if not number.isdigit() or int(number) >= len(facts):
        raise NotReached
    return facts[int(number)]


def _new_fact(section: str, values: dict[str, Any], who: dict[str, Any]) -> list[Edit]:
    """Add to a list; a section of one fact takes its values instead."""
    row = BY_KEY[section]
    if row.many:
        return [Edit(do="add", path=f"{section}.+", value=values, **who)]
    known = part_model(row).model_fields
    return [Edit(do="set", path=f"{section}.{k}", value=v, **who) for k, v in values.items() if k in known]


def _evidence(draft: Draft, start: int, end: int) -> dict[str, Any]:
    """Return words, offsets and clause of a selection."""
    text = draft.document.text
    require(rules.may_select(start, end, len(text)))
    inside = [c for c in draft.document.clauses if c.start <= start < c.end]
    clause = min(inside, key=lambda c: c.end - c.start).ref if inside else ""
    return {"evidence": text[start:end], "start": start, "end": end, "clause": clause}


def _plain(value: Any) -> Any:
    """Return a value as it stands in JSON."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, tuple):
        return list(value)
    if value is None or isinstance(value, str | bool | int | list | dict):
        return value or None if isinstance(value, str) else value
    number = float(value)
    return int(number) if number == int(number) else number


def _or_blank(path: str, name: str, value: Any) -> Any:
    """Return a value, or what stands for none in this field: empty text where null isn't one."""
    field = part_model(section_of(path)).model_fields.get(name)
    return "" if value is None and field is not None and field.annotation is str else value


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    """Put a value under its dotted name; what isn't said is left to the model's own default."""
    if value is None:
        return
    *parents, last = name.split(".")
    for step in parents:
        values = values.setdefault(step, {})
    values[last] = value


def _may_be(key: str, value: Any, found: PlanDraft) -> Decision:
    """Say whether what only the programme has may have this value."""
    if key in DEFAULT_KEYS:
        said = _("This default can't have that value.")
        return Decision.yes() if may_be(key, value) else Decision.no("default-malformed", said)
    if key == "code":
        return _may_be_code(value, found)
    if key in ("starts_on", "ends_on") and not _DAY.fullmatch(str(value)):
        return Decision.no("day-malformed", _("Give the day as 2025-03-01."))
    if key == "roster_total" and not (isinstance(value, int) and value >= 0):
        return Decision.no("number-malformed", _("Give a whole number."))
    if key == "towns" or key.startswith("site_town_"):
        known = {d.code for d in towns(current_county())}
        wanted = value if isinstance(value, list) else [value]
        if not wanted or not set(wanted) <= known:
            return Decision.no("town-unknown", _("Choose towns of this county."))
    elif key not in ("name_en", "goal", "starts_on", "ends_on", "roster_total"):
        raise NotReached
    return Decision.yes()


def _may_be_code(value: Any, found: PlanDraft) -> Decision:
    if found.base_code and value != found.base_code:
        return Decision.no("code-fixed", _("A correction keeps the programme's code."))
    if not _CODE.fullmatch(str(value)) or len(str(value)) > 40:
        said = _("A code has small letters, digits and hyphens and begins with a letter, e.g. pinghu-2024.")
        return Decision.no("code-malformed", said)
    return Decision.yes()
