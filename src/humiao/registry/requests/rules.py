"""Pure decisions about requests: who may ask, how an erasure is judged, who answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.registry.consent.rules import is_of_own_age
from humiao.registry.requests.choices import WAITING, Asker, Identity, Kind, State
from humiao.registry.requests.grounds import GROUNDS, Ground, grounds_for
from humiao.registry.requests.values import FileFacts, NewRequest, RequestValue

LONGEST = 1000


def may_take(new: NewRequest, born_on: date, *, today: date) -> Decision:
    """Say whether a request may be entered; one is never turned away for its content."""
    if new.kind not in set(Kind) or new.asked_by not in set(Asker):
        return Decision.no("unknown-kind", _("Choose what is asked, and who asks."))
    if not new.asker_name.strip():
        return Decision.no("no-asker", _("Say who asks."))
    if new.identity not in set(Identity):
        return Decision.no("no-identity", _("Say how it was checked who asks."), "个人信息保护法第50条")
    if not born_on <= new.asked_on <= today:
        return Decision.no("wrong-day", _("The day lies in the future, or before the child was born."))
    if new.asked_by == Asker.CHILD and not is_of_own_age(born_on, new.asked_on):
        text = _("A child under 14 asks through a guardian.")
        return Decision.no("under-14", text, "个人信息保护法第31条")
    return _must_say(new)


def _must_say(new: NewRequest) -> Decision:
    """Ask for words where the kind alone doesn't say what is wanted."""
    if new.kind in (Kind.CORRECT, Kind.WITHDRAW) and not new.said.strip():
        return Decision.no("nothing-said", _("Write down what is to be corrected or withdrawn."))
    if len(new.said) > LONGEST:
        return Decision.no("too-long", _("That is longer than %(most)s characters.") % {"most": LONGEST})
    return Decision.yes()


def judge_erasure(facts: FileFacts, *, today: date) -> tuple[Ground, ...]:
    """Return the reasons why a file can't be erased now; none where it can (个人信息保护法 47)."""
    found = []
    if facts.is_on_roster:
        found.append(Ground.DUTY)
    if facts.is_served:
        found.append(Ground.SERVED)
    if facts.is_held:
        found.append(Ground.HELD)
    if facts.due_on > today and not facts.is_mistake:
        found.append(Ground.PERIOD)
    return tuple(found)


def may_erase(grounds: Collection[Ground], retired_as: str) -> Decision:
    """Say whether a file may be erased at a request."""
    if retired_as == "erased":
        return Decision.no("erased", _("This file was erased already."))
    if retired_as == "entered_twice":
        return Decision.no("merged", _("This file went up in another; ask for that one."))
    for ground in grounds:
        return Decision.no(f"ground-{ground.value}", GROUNDS[ground].sentence_zh, GROUNDS[ground].clause)
    return Decision.yes("个人信息保护法第47条")


def may_answer(request: RequestValue, *, is_granted: bool, grounds: Collection[str], answer: str) -> Decision:
    """Say whether a request may be answered so: a refusal in writing, with reasons of the table."""
    if request.state not in WAITING:
        return Decision.no("already-answered", _("This request has been answered already."))
    if len(answer) > LONGEST:
        return Decision.no("too-long", _("That is longer than %(most)s characters.") % {"most": LONGEST})
    if is_granted:
        if request.kind == Kind.ERASE:
            return Decision.no(
                "two-people", _("An erasure is prepared by one person and confirmed by another.")
            )
        if not answer.strip():
            return Decision.no("no-answer", _("Write down what was told or done."))
        return Decision.yes()
    if not grounds:
        text = _("A refusal gives its reasons in writing.")
        return Decision.no("no-grounds", text, "未成年人网络保护条例第34条")
    if not set(grounds) <= set(grounds_for(request.kind)):
        return Decision.no("wrong-ground", _("That is no reason to refuse this kind of request."))
    return Decision.yes()


def may_prepare(request: RequestValue, *, has_read: bool) -> Decision:
    """Say whether an erasure may be prepared."""
    if request.kind != Kind.ERASE:
        return Decision.no("not-an-erasure", _("Nobody asked for an erasure here."))
    if request.state != State.OPEN:
        return Decision.no("not-open", _("This request was prepared or answered already."))
    return _must_have_read(has_read=has_read)


def may_confirm(
    request: RequestValue, *, account: UUID | None, posts: Collection[UUID], has_read: bool
) -> Decision:
    """Say whether somebody may confirm an erasure: another than who prepared it, knowing what goes."""
    if request.state != State.PREPARED:
        return Decision.no("not-prepared", _("There is no prepared erasure to confirm."))
    if is_preparer(request, account=account, posts=posts):
        text = _("Somebody other than the person who prepared it must confirm.")
        return Decision.no("same-person", text, "R73")
    return _must_have_read(has_read=has_read)


def is_preparer(request: RequestValue, *, account: UUID | None, posts: Collection[UUID]) -> bool:
    """Say whether the person prepared it, in whatever post."""
    return request.prepared_by == account or request.prepared_by_post_id in posts


def _must_have_read(*, has_read: bool) -> Decision:
    if has_read:
        return Decision.yes()
    return Decision.no("not-read", _("Tick that you have read what can't be undone."))


def may_withdraw(request: RequestValue) -> Decision:
    """Say whether a request may be taken back: as long as it wasn't answered."""
    if request.state in WAITING:
        return Decision.yes()
    return Decision.no("already-answered", _("This request has been answered already."))


def may_send_back(request: RequestValue) -> Decision:
    """Say whether a prepared erasure may be sent back."""
    if request.state == State.PREPARED:
        return Decision.yes()
    return Decision.no("not-prepared", _("There is no prepared erasure to confirm."))
