"""The head of a child's file: who, level, what is due, and what this person may do here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import SENTENCES, CountyRequest, Permission, link
from humiao.desk import formats
from humiao.desk.child.reading import Whole
from humiao.foundation.decisions import Decision
from humiao.registry.corrections.public import Retired

Fact = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Action:
    """One thing that may be done here, or why not."""

    label: str
    icon: str
    url: str
    decision: Decision


def card(whole: Whole) -> dict[str, Any]:
    """Return the context of `desk/parts/header_card.html`."""
    file, shown = whole.file, whole.shown
    born = _("born %(day)s") % {"day": formats.day(file.born_on)}
    number = _("file %(number)s") % {"number": file.file_number}
    return {
        "name": shown.name,
        "level": whole.level if whole.levels else None,
        "level_name": whole.level_name(whole.level),
        "sub": " · ".join([shown.sex, formats.age(file.born_on, whole.on), born, number]),
        "alerts": [] if file.is_on_roster else [_retired(file.retired_as) or _("Not on the roster")],
        "tags": shown.categories,
        "facts": [_next(whole), _needs(whole), _worker(whole), _main(whole), _place(whole)],
        "actions_template": "desk/child_actions.html",
    }


def actions(request: CountyRequest, whole: Whole) -> list[Action]:
    """Return what may be added or changed, each with the reason where it may not."""
    child = whole.file.id
    found = []
    if whole.programme is not None:
        of_child = {"programme": whole.programme.code, "child": child}
        home = {"programme": whole.programme.code, "household": whole.file.household.id}
        wanted = (
            ("record-visit", _("Record a visit"), "home-heart", Permission.RECORD_VISIT, home),
            ("assess-child", _("Assess"), "clipboard-list", Permission.ASSESS_CHILD, of_child),
            ("raise-level", _("Raise the level"), "adjustments", Permission.RAISE_LEVEL, of_child),
            ("ask-exemption", _("Ask for an exemption"), "hourglass", Permission.RECORD_VISIT, of_child),
        )
        found = [
            Action(label, icon, link(request, name, **of), _decide(request, whole, permission))
            for name, label, icon, permission, of in wanted
        ]
    found += _restriction(request, whole)
    change = link(request, "change-child", child=child)
    if not whole.file.retired_as:
        wrong = _permitted(request, Permission.PROPOSE_CORRECTION)
        same = link(request, "propose-merge", child=child)
        found.append(Action(_("This is the same child as…"), "users", same, wrong))
        found.append(
            Action(_("A record is wrong…"), "ban", link(request, "report-wrong-record", child=child), wrong)
        )
    found.append(Action(_("Change the file"), "pencil", change, _permitted(request, Permission.CHANGE_CHILD)))
    found += _moves(request, whole)
    export = link(request, "export-child", child=child)
    found.append(
        Action(_("Take the file out"), "download", export, _permitted(request, Permission.EXPORT_CHILD))
    )
    return found


def _restriction(request: CountyRequest, whole: Whole) -> Iterator[Action]:
    """Yield the page of a restricted file, or how to restrict it."""
    child = whole.file.id
    if whole.file.is_restricted:
        url = link(request, "show-restriction", child=child)
        yield Action(_("Sealed, named people, looks"), "shield-lock", url, Decision.yes())
    elif Permission.RESTRICT_FILE in request.actor.permissions:
        url = link(request, "restrict-file", child=child)
        yield Action(_("Restrict the file"), "shield-lock", url, Decision.yes())


def _moves(request: CountyRequest, whole: Whole) -> Iterator[Action]:
    """Yield moves within the county and to another one, for those whose post includes them."""
    child, wanted = whole.file.id, []
    if Permission.CHANGE_CHILD in request.actor.permissions:
        wanted.append((_("The home moved"), "home", "move-home"))
    if Permission.HAND_OVER_CHILD in request.actor.permissions:
        wanted.append((_("Hand over to another county"), "send", "hand-over-child"))
    if whole.file.is_on_roster:
        decision = Decision.yes()
    else:
        decision = Decision.no("not-on-roster", _("The child isn't on the roster."))
    for label, icon, name in wanted:
        yield Action(label, icon, link(request, name, child=child), decision)


def _retired(code: str) -> str:
    return str(Retired(code).label) if code else ""


def _decide(request: CountyRequest, whole: Whole, permission: Permission) -> Decision:
    permitted = _permitted(request, permission)
    if permitted and whole.enrolment is None:
        return Decision.no("not-enrolled", _("The child isn't enrolled in a programme now."))
    return permitted


def _permitted(request: CountyRequest, permission: Permission) -> Decision:
    if permission in request.actor.permissions:
        return Decision.yes()
    what = {"what": SENTENCES[permission]}
    return Decision.no("not-permitted", _("Your post doesn't include: %(what)s") % what)


def _next(whole: Whole) -> Fact:
    label, due = _("Next visit"), whole.next.due_on
    if due is None:
        return (label, "", _("nothing due"), False)
    days = (whole.on - due).days
    if whole.next.is_overdue:
        note = ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}
    else:
        note = ngettext("%(days)s day left", "%(days)s days left", -days) % {"days": -days}
    return (label, formats.day(due), note, whole.next.is_overdue)


def _needs(whole: Whole) -> Fact:
    needs = whole.open_needs
    if not needs:
        return (_("Open needs"), _("none"), "", False)
    oldest = _("oldest of %(day)s") % {"day": formats.day(needs[0].found_on)}
    return (_("Open needs"), formats.number(len(needs)), oldest, False)


def _worker(whole: Whole) -> Fact:
    enrolment = whole.enrolment
    return (_("Social worker"), whole.by(enrolment.worker_post_id) if enrolment else "", "", False)


def _main(whole: Whole) -> Fact:
    main = next((g for g in whole.shown.guardians if g.is_main and not g.ended_on), None)
    return (_("Guardian"), f"{main.relation} · {main.name}" if main else "", "", False)


def _place(whole: Whole) -> Fact:
    return (_("Town, village"), whole.shown.town, whole.shown.village, False)
