"""Intakes made ready to print: rows, timelines, what one may do and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import ROLES, Actor, CountyRequest, Permission, Role, link
from humiao.foundation.decisions import Decision
from humiao.foundation.identity_numbers import mask_child_id, mask_name
from humiao.programmes.public import Category
from humiao.registry.choices import NoIdReason, Sex
from humiao.registry.intake import rules
from humiao.registry.intake.choices import Action, Door, Finding, Office, Paper, State
from humiao.registry.intake.limits import Limit
from humiao.registry.intake.machine import STATE_OF
from humiao.registry.intake.values import Facts, IntakeRow, IntakeValue, StepValue
from humiao.registry.labels import label, relation_name
from humiao.registry.rules import shown
from humiao.registry.values import NewGuardian

ICONS = {
    Action.OPEN: "inbox",
    Action.COMPLETE: "pencil",
    Action.CHECK: "home",
    Action.REVIEW: "building-community",
    Action.PREPARE: "writing",
    Action.SERVE: "first-aid-kit",
    Action.RETURN: "arrow-left",
    Action.ACCEPT: "check",
    Action.REFUSE: "ban",
    Action.REFER: "route",
    Action.WITHDRAW: "x",
    Action.SAME: "copy",
    Action.DIFFERENT: "users",
}
# The route of each step, in the order buttons stand; the first allowed one is the main one.
STEP_ROUTES: dict[Action, tuple[str, Permission]] = {
    Action.CHECK: ("check-intake", Permission.CHECK_INTAKE),
    Action.REVIEW: ("review-intake", Permission.REVIEW_INTAKE),
    Action.ACCEPT: ("decide-intake", Permission.DECIDE_INTAKE),
    Action.REFUSE: ("refuse-intake", Permission.DECIDE_INTAKE),
    Action.PREPARE: ("prepare-intake", Permission.PREPARE_INTAKE),
    Action.COMPLETE: ("complete-intake", Permission.HANDLE_INTAKE),
    Action.RETURN: ("return-intake", Permission.HANDLE_INTAKE),
    Action.REFER: ("refer-intake", Permission.HANDLE_INTAKE),
    Action.WITHDRAW: ("withdraw-intake", Permission.HANDLE_INTAKE),
    Action.SERVE: ("serve-intake", Permission.SERVE_AT_ONCE),
}


@dataclass(frozen=True)
class ShownIntake:
    """A row of a list."""

    row: IntakeRow
    url: str
    name: str
    sex: str
    door: str
    state: str
    town: str
    village: str
    is_overdue: bool


@dataclass(frozen=True)
class StepButton:
    """One thing to do, or why not."""

    label: str
    icon: str
    url: str
    decision: Decision
    is_main: bool = False


def show_intake_row(row: IntakeRow, *, county: str, places: Mapping[str, str], today: date) -> ShownIntake:
    """Make a row ready to print; the name is masked as in every list."""
    return ShownIntake(
        row,
        reverse("show-intake", kwargs={"county": county, "intake": row.id}),
        mask_name(row.name) if row.name else _("Name not known"),
        label(Sex, row.sex) if row.sex else "",
        label(Door, row.door),
        label(State, row.state),
        places.get(row.town_code, row.town_code),
        places.get(row.village_code, row.village_code),
        row.is_overdue(today),
    )


def buttons(value: IntakeValue, *, actor: Actor, county: str) -> list[StepButton]:
    """List what this person may do now; what the own office does at another time comes with why not."""
    found: list[StepButton] = []
    for action, (name, permission) in STEP_ROUTES.items():
        if permission not in actor.permissions:
            continue
        decision = rules.may_take(action, value.state, actor.permissions)
        if action is Action.SERVE and value.row.served_on is not None:
            decision = Decision.no("served-already", _("The child is served already."), "R21")
        if decision or action in (Action.CHECK, Action.REVIEW, Action.ACCEPT):
            url = reverse(name, kwargs={"county": county, "intake": value.row.id})
            found.append(StepButton(step_label(action), ICONS[action], url, decision))
    return [b for b in found if b.decision] + [b for b in found if not b.decision][:1]


def step_label(action: Action) -> str:
    """Name a step as a button does."""
    return {
        Action.CHECK: _("Check in the village"),
        Action.REVIEW: _("Give the town's view"),
        Action.PREPARE: _("Propose a decision"),
        Action.ACCEPT: _("Take onto the roster"),
        Action.REFUSE: _("Refuse in writing"),
        Action.COMPLETE: _("Complete"),
        Action.RETURN: _("Return for completion"),
        Action.REFER: _("Refer"),
        Action.WITHDRAW: _("Withdraw"),
        Action.SERVE: _("Serve at once"),
    }[action]


def timeline(steps: Iterable[StepValue]) -> list[dict[str, Any]]:
    """Group the steps by month, the newest first, for `desk/parts/timeline.html`."""
    newest = sorted(steps, key=lambda s: s.recorded_at, reverse=True)
    months = groupby(newest, key=lambda s: s.on.replace(day=1))
    return [{"month": month, "entries": [_entry(s) for s in group]} for month, group in months]


def _entry(step: StepValue) -> dict[str, Any]:
    office = label(Office, step.office) if step.office else ""
    role = str(ROLES[Role(step.by_role)].name) if step.by_role in frozenset(Role) else ""
    name = step.by_name
    if step.said.get("for_name"):
        name = _("%(name)s on behalf of %(other)s") % {"name": name, "other": step.said["for_name"]}
    who = " · ".join(part for part in (office, role, name) if part)
    late = ""
    if step.is_late and step.due_on:
        late = _("after its day, %(due)s") % {"due": shown(step.due_on)}
    return {
        "on": step.on,
        "icon": ICONS[Action(step.action)],
        "title": label(Action, step.action),
        "tag": late or (label(State, step.to_state) if step.from_state != step.to_state else ""),
        "tag_alert": bool(late),
        "lines": list(_said(step)),
        "by": who,
    }


def _said(step: StepValue) -> Iterator[str]:
    if step.finding:
        yield label(Finding, step.finding)
    said = step.said
    for key, before in _SAID.items():
        if said.get(key):
            yield f"{before()}{said[key]}"
    if said.get("categories"):
        yield "、".join(label(Category, c) for c in said["categories"])
    if said.get("changed"):
        yield _("Changed: %(fields)s") % {"fields": "、".join(rules.field_name(n) for n in said["changed"])}


_SAID: dict[str, Callable[[], str]] = {
    "to": lambda: _("To: "),
    "reason": lambda: "",
    "answer": lambda: _("Answer: "),
    "basis": lambda: _("Decision: "),
    "file": lambda: _("File: "),
    "other": lambda: _("Compared with: "),
    "behalf_of": lambda: _("On behalf of: "),
    "clause": lambda: _("Route by clause: "),
}


def facts_rows(value: IntakeValue, places: Mapping[str, str]) -> list[tuple[str, Any]]:
    """List what is known of the child, as label and value; the ID number masked."""
    facts = value.facts
    no_id = label(NoIdReason, facts.no_id_reason) if facts.no_id_reason else ""
    place = " ".join(places.get(c, c) for c in (facts.town_code, facts.village_code) if c)
    rows: list[tuple[str, Any]] = [
        (_("Name"), facts.name),
        (_("Sex"), label(Sex, facts.sex) if facts.sex else ""),
        (_("Date of birth"), shown(facts.born_on) if facts.born_on else ""),
        (_("ID number"), mask_child_id(facts.id_number) if facts.id_number else no_id),
        (_("Address"), f"{place} {facts.address}".strip()),
        (_("Household registered elsewhere"), facts.registered_at),
        (_("Guardians"), "；".join(_guardian(g) for g in facts.guardians)),
        (_("Categories asked for"), _wanted(facts)),
        (_("Papers that will be brought"), "、".join(label(Paper, p) for p in facts.papers)),
        (_("Who applied or told us"), f"{facts.applicant} {facts.applicant_phone}".strip()),
        (_("On whose behalf"), facts.behalf_of),
        (_("Who designated the child"), facts.designator),
    ]
    return [(name, said) for name, said in rows if said]


def addressee(facts: Facts) -> str:
    """Name whom a notice goes to: who applied, else the guardian who looks after the child."""
    mains = sorted(facts.guardians, key=lambda guardian: not guardian.is_main)
    return facts.applicant or (mains[0].name if mains else facts.name)


def _guardian(guardian: NewGuardian) -> str:
    return f"{guardian.name}（{relation_name(guardian.relation)}）{guardian.phone}"


def _wanted(facts: Facts) -> str:
    return "、".join(
        label(Category, w.category) + (f"（{w.proof}）" if w.proof else "") for w in facts.wanted
    )


def route_steps(value: IntakeValue) -> list[dict[str, Any]]:
    """Draw the route: each office, done, now, or to come."""
    done = {s.from_state for s in value.steps if s.from_state != s.to_state}
    here = value.return_to or value.row.state
    return [
        {
            "label": label(Office, office),
            "is_now": STATE_OF[Office(office)] == here,
            "is_done": STATE_OF[Office(office)].value in done and STATE_OF[Office(office)] != here,
        }
        for office in value.route
    ]


def due_words(value: IntakeValue) -> str:
    """Say where the day comes from."""
    return label(Limit, value.limit) if value.limit else ""


def chips(request: CountyRequest, page: Any, wanted: Any, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """Make the rows of chips: what waits, by state, by door, by town."""
    base = link(request, "list-intakes")
    rows = [
        {"label": _("Waiting for me"), "url": f"{base}?mine=1", "count": page.mine, "active": wanted.mine},
        {"label": _("Overdue"), "url": f"{base}?overdue=1", "count": page.overdue, "active": wanted.overdue},
        {"label": _("All"), "url": f"{base}?all=1", "count": page.total, "active": wanted == type(wanted)()},
    ]
    states = [_chip(base, "state", s, label(State, s), page.by_state, wanted.state) for s in State]
    doors = [_chip(base, "door", d, label(Door, d), page.by_door, wanted.door) for d in Door]
    towns = [
        _chip(base, "town", t, places.get(t, t) or _("Place not known"), page.by_town, wanted.town)
        for t in sorted(page.by_town)
        if t
    ]
    groups = ((_("What waits"), rows), (_("State"), states), (_("Door"), doors), (_("Town"), towns))
    kept = [(name, [c for c in row if c["count"] or c["active"]]) for name, row in groups]
    return [{"label": name, "chips": row} for name, row in kept if row]


def _chip(base: str, kind: str, code: str, text: str, counts: Mapping[str, int], now: str) -> dict[str, Any]:
    url = f"{base}?{kind}={code}"
    return {"label": text, "url": url, "count": counts.get(code, 0), "active": now == code}
