"""Inviting, accepting, moving, leaving: the happy way, each refusal, the trail row, whose people one sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from humiao.access.models import Post
from humiao.access.people.coverage import left_empty
from humiao.access.people.models import Invitation
from humiao.access.people.public import (
    InvitationState,
    NewInvitation,
    PeopleFilter,
    PersonState,
    accept_invitation,
    confirm_invitation,
    coverage,
    end_posts,
    invitation_by_secret,
    invitation_of,
    invite,
    invite_many,
    move_person,
    people_page,
    person_of,
    posts_in_force,
    posts_seen,
    send_again,
    withdraw_invitation,
)
from humiao.access.public import SYSTEM, Actor, NotReached, Role, WantedPost, actor_for, end_post, give_post
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry

TODAY = date(2024, 11, 20)
AT = moment(TODAY)
VILLAGE = "330482001001"
DIRECTOR = WantedPost(Role.CHILD_DIRECTOR, TODAY, None, VILLAGE[:9], VILLAGE)
OFFICER = WantedPost(Role.BUREAU_OFFICER, TODAY)
Act = Callable[..., Actor]


@pytest.fixture
def system(actor: Act) -> Actor:
    return actor(Role.SYSTEM_ADMINISTRATOR, name="钱系统")


def new(wanted: WantedPost = DIRECTOR, **more: Any) -> NewInvitation:
    return NewInvitation(**{"id": new_id(), "person_name": "王芳", "wanted": wanted, **more})


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda r: r.decision.code == code)


def last_act() -> TrailEntry:
    found = TrailEntry.objects.order_by("-id").first()
    assert found
    return found


def take(secret: str, account: UUID | None = None, name: str = "王芳", **more: Any) -> UUID:
    asked = {"at": AT, **more}
    return accept_invitation(secret=secret, account_id=account or uuid4(), account_name=name, **asked)


def posts_of(account: UUID) -> str:
    return posts_seen(list(Post.objects.filter(account_id=account).order_by().values_list("id", "version")))


def give(role: Role = Role.CHILD_DIRECTOR, account: UUID | None = None, **more: Any) -> UUID:
    places = {"town_code": VILLAGE[:9], "village_code": VILLAGE} if role is Role.CHILD_DIRECTOR else {}
    asked = {"person_name": "王芳", "starts_on": TODAY - timedelta(30), **places, **more}
    return give_post(account_id=account or uuid4(), role=role, by=SYSTEM, at=AT, **asked).id


def test_an_invitation_is_taken_once(pinghu: Any, system: Actor) -> None:
    account = uuid4()
    with pinghu():
        letter = invite(new=new(phone="13800001111"), by=system, at=AT)
        assert (last_act().action, last_act().actor_role) == ("invite-person", "system-administrator")
        assert last_act().plain["village"] == VILLAGE
        assert invitation_by_secret(letter.secret, at=AT).state is InvitationState.OPEN
        post = take(letter.secret, account)
        assert Post.objects.get(id=post).account_id == account
        assert last_act().plain["invited_by"] == str(system.account_id)
        with refused("invitation-accepted"):
            take(letter.secret)
        with refused("invitation-unknown"):
            take("nothing")
        with refused("invitation-unknown"):
            invitation_by_secret("nothing", at=AT)


def test_a_post_taken_late_begins_when_it_is_taken(pinghu: Any, system: Actor) -> None:
    with pinghu():
        letter = invite(new=new(), by=system, at=AT)
        post = take(letter.secret, at=AT + timedelta(days=3))
        assert Post.objects.get(id=post).starts_on == TODAY + timedelta(days=3)


def test_the_rules_of_posts_are_asked_again_when_it_is_taken(pinghu: Any, system: Actor) -> None:
    account = uuid4()
    with pinghu():
        letter = invite(new=new(), by=system, at=AT)
        give(Role.AUDIT_ADMINISTRATOR, account)
        with refused("administrator-opens-files"):
            take(letter.secret, account)
        with refused("other-person"):
            take(letter.secret, account, "李芳")


def test_a_letter_for_one_account_is_taken_by_no_other(pinghu: Any, system: Actor) -> None:
    account = uuid4()
    with pinghu():
        post = give(account=account)
        letter = invite(new=new(account_id=account, post_id=post), by=system, at=AT)
        with refused("invitation-unknown"):
            take(letter.secret, uuid4())
        assert take(letter.secret, account) == post
        assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"person_name": " "}, "no-name"),
        ({"wanted": WantedPost(Role.CHILD_DIRECTOR, TODAY)}, "reach-missing"),
        ({"wanted": WantedPost(Role.TOWN_SUPERVISOR, TODAY, None, "654002001")}, "unknown-division"),
        ({"wanted": WantedPost(Role.EVALUATOR, TODAY, programme_id=UUID(int=1))}, "end-missing"),
    ],
)
def test_an_invitation_that_can_not_be(pinghu: Any, system: Actor, given: dict[str, Any], code: str) -> None:
    with pinghu():
        with refused(code):
            invite_many(new=[new(), new(**given)], by=system, at=AT)
        assert not Invitation.objects.exists()
        assert not TrailEntry.objects.exists()


def test_sent_twice_is_a_conflict_and_oneself_is_refused(pinghu: Any, system: Actor) -> None:
    one = new()
    with pinghu():
        invite(new=one, by=system, at=AT)
        with pytest.raises(Conflict):
            invite(new=one, by=system, at=AT)
        with refused("own-post"):
            invite(new=new(account_id=system.account_id), by=system, at=AT)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.SYSTEM_ADMINISTRATOR])
def test_nobody_else_invites_moves_or_lets_leave(pinghu: Any, actor: Act, role: Role) -> None:
    by = actor(role)
    with pinghu():
        with refused("not-permitted"):
            invite(new=new(), by=by, at=AT)
        with refused("not-permitted"):
            move_person(account_id=uuid4(), leaving=None, wanted=DIRECTOR, seen="", by=by, at=AT)
        with refused("not-permitted"):
            end_posts(account_id=uuid4(), last_on=TODAY, seen="", by=by, at=AT)
        with refused("not-permitted"):
            send_again(invitation_id=uuid4(), seen_version=1, by=by, at=AT)


def test_what_opens_the_county_is_confirmed_by_a_second_person(
    pinghu: Any, system: Actor, actor: Act
) -> None:
    security = actor(Role.SECURITY_ADMINISTRATOR)
    with pinghu():
        letter = invite(new=new(OFFICER), by=system, at=AT)
        asked: dict[str, Any] = {"invitation_id": letter.invitation_id, "at": AT}
        with refused("invitation-to-confirm"):
            take(letter.secret)
        with refused("not-permitted"):
            confirm_invitation(seen_version=1, by=system, **asked)
        confirm_invitation(seen_version=1, by=security, **asked)
        assert (last_act().action, last_act().actor) == ("confirm-invitation", security.account_id)
        with refused("not-to-confirm"):
            confirm_invitation(seen_version=2, by=security, **asked)
        take(letter.secret)


def test_who_invited_does_not_confirm(pinghu: Any) -> None:
    with pinghu():
        letter = invite(new=new(OFFICER), by=SYSTEM, at=AT)
        with refused("second-person"):
            confirm_invitation(invitation_id=letter.invitation_id, seen_version=1, by=SYSTEM, at=AT)


def test_a_letter_is_renewed_and_withdrawn(pinghu: Any, system: Actor) -> None:
    with pinghu():
        first = invite(new=new(), by=system, at=AT)
        asked: dict[str, Any] = {"invitation_id": first.invitation_id, "by": system, "at": AT}
        second = send_again(seen_version=1, **asked)
        with refused("invitation-unknown"):
            take(first.secret)
        with pytest.raises(Conflict):
            withdraw_invitation(seen_version=1, **asked)
        withdraw_invitation(seen_version=2, **asked)
        assert last_act().action == "withdraw-invitation"
        with refused("invitation-withdrawn"):
            take(second.secret)
        with refused("invitation-over"):
            send_again(seen_version=3, **asked)
        with pytest.raises(NotReached):
            withdraw_invitation(invitation_id=uuid4(), seen_version=1, by=system, at=AT)
        with pytest.raises(NotReached):
            invitation_of(system, uuid4(), now=AT)


def test_a_move_ends_one_post_the_day_before_the_next(pinghu: Any, system: Actor) -> None:
    account = uuid4()
    wanted = WantedPost(Role.TOWN_SUPERVISOR, TODAY + timedelta(10), None, "330482002")
    with pinghu():
        old = give(account=account)
        asked: dict[str, Any] = {"account_id": account, "by": system, "at": AT}
        post = move_person(leaving=old, wanted=wanted, seen=posts_of(account), **asked)
        assert Post.objects.get(id=old).ends_on == TODAY + timedelta(9)
        assert last_act().plain["follows"] == str(old)
        assert [p.id for p in person_of(system, account)] == [post.id, old]
        with pytest.raises(Conflict):
            move_person(leaving=old, wanted=wanted, seen="", **asked)
        with refused("not-held"):
            move_person(leaving=old, wanted=wanted, seen=posts_of(account), **asked)
        with refused("not-held"):
            move_person(leaving=uuid4(), wanted=wanted, seen=posts_of(account), **asked)
        with refused("held-already"):
            move_person(leaving=None, wanted=wanted, seen=posts_of(account), **asked)
        with pytest.raises(NotReached):
            move_person(account_id=uuid4(), leaving=None, wanted=wanted, seen="", by=system, at=AT)


def test_a_post_may_come_beside_but_never_at_once_in_the_same_seat(pinghu: Any, system: Actor) -> None:
    account = uuid4()
    with pinghu():
        today = give(account=account, starts_on=TODAY)
        seen = posts_of(account)
        asked: dict[str, Any] = {"account_id": account, "by": system, "at": AT}
        other = WantedPost(Role.CHILD_DIRECTOR, TODAY, None, VILLAGE[:9], "330482001002")
        with refused("too-early"):
            move_person(leaving=today, wanted=other, seen=seen, **asked)
        move_person(leaving=None, wanted=other, seen=seen, **asked)
        assert last_act().action == "give-post"
        assert len(posts_in_force(system, TODAY)) == 2


def test_leaving_ends_every_post(pinghu: Any, system: Actor) -> None:
    account = uuid4()
    with pinghu():
        now, later = give(account=account), give(Role.VOLUNTEER, account, starts_on=TODAY + timedelta(20))
        before = give(Role.BUREAU_FINANCE, account, ends_on=TODAY - timedelta(5))
        asked: dict[str, Any] = {"account_id": account, "last_on": TODAY, "by": system, "at": AT}
        ended = end_posts(seen=posts_of(account), **asked)
        assert set(ended) == {now, later}
        assert Post.objects.get(id=before).version == 1
        assert last_act().action == "leave-office"
        assert posts_in_force(system, TODAY + timedelta(25)) == []
        with refused("already-left"):
            end_posts(seen=posts_of(account), **asked)
        own = system.account_id
        assert own
        give(Role.SYSTEM_ADMINISTRATOR, own)
        with refused("own-post"):
            end_posts(**{**asked, "account_id": own}, seen=posts_of(own))


def test_the_list_within_reach(pinghu: Any, system: Actor, actor: Act) -> None:
    with pinghu():
        give(person_name="阿甲")
        give(Role.TOWN_SUPERVISOR, town_code="330482002", person_name="周乙")
        left = uuid4()
        give(Role.BUREAU_LEADER, left, ends_on=TODAY - timedelta(1), person_name="郑丙")
        give(Role.BUREAU_FINANCE, starts_on=TODAY + timedelta(3), person_name="吴丁")
        invite(new=new(person_name="钱戊"), by=system, at=AT)
        page = people_page(system, now=AT)
        assert [r.name for r in page.rows] == ["阿甲", "钱戊", "吴丁", "郑丙", "周乙"]
        assert page.counts == {
            PersonState.ACTIVE: 2,
            PersonState.COMING: 1,
            PersonState.INVITED: 1,
            PersonState.LEFT: 1,
        }
        only = people_page(system, now=AT, wanted=PeopleFilter(state="left"))
        assert [r.id for r in only.rows] == [left]
        assert [r.name for r in people_page(system, now=AT, wanted=PeopleFilter(q="zb")).rows] == ["郑丙"]
        town = actor(Role.TOWN_SUPERVISOR, town="330482001")
        assert {r.name for r in people_page(town, now=AT).rows} == {"阿甲", "钱戊"}
        manager = actor(Role.PROVIDER_MANAGER)
        assert people_page(manager, now=AT).rows == ()
        assert people_page(actor(Role.VOLUNTEER), now=AT).rows == ()
        with pytest.raises(NotReached):
            person_of(town, left)


def test_pages_follow_each_other_whatever_comes_between(pinghu: Any, system: Actor) -> None:
    names = ["安一", "包二", "陈三", "戴四", "方五"]
    with pinghu():
        for name in names:
            give(Role.VOLUNTEER, provider_id=UUID(int=1), person_name=name)
        first = people_page(system, now=AT, most=2)
        assert [r.name for r in first.rows] == names[:2]
        give(Role.VOLUNTEER, provider_id=UUID(int=1), person_name="艾零")
        second = people_page(system, now=AT, after=first.after, most=2)
        assert [r.name for r in second.rows] == names[2:4]
        third = people_page(system, now=AT, after=second.after, most=2)
        assert ([r.name for r in third.rows], third.after) == (names[4:], "")
        assert people_page(system, now=AT, after="~~~", most=2).rows == ()


@pytest.mark.parametrize("many", [3, 60])
def test_the_list_asks_the_same_few_queries_however_many_there_are(
    pinghu: Any, system: Actor, many: int
) -> None:
    with pinghu():
        for number in range(many):
            give(Role.VOLUNTEER, provider_id=UUID(int=1), person_name=f"王{number}")
        with CaptureQueriesContext(connection) as asked:
            people_page(system, now=AT, wanted=PeopleFilter(role="volunteer"))
        assert len(asked) == 3


def test_empty_posts(pinghu: Any, system: Actor, actor: Act) -> None:
    with pinghu():
        give(person_name="阿甲")
        invite(
            new=new(WantedPost(Role.CHILD_DIRECTOR, TODAY, None, VILLAGE[:9], "330482001002")),
            by=system,
            at=AT,
        )
        found = coverage(system, now=AT)
        assert (found.village_count, found.empty_villages, found.empty_towns) == (6, 5, 3)
        assert [v.is_invited for v in found.towns[0].empty] == [True]
        own = coverage(actor(Role.TOWN_SUPERVISOR, town="330482002"), now=AT)
        assert [t.code for t in own.towns] == ["330482002"]


def test_who_leaves_a_seat_empty(pinghu: Any, system: Actor) -> None:
    account = uuid4()
    with pinghu():
        give(account=account)
        give(Role.BUREAU_FINANCE, account)
        others = [give(), give(Role.BUREAU_FINANCE, ends_on=TODAY)]
        assert others
        held = posts_in_force(system, TODAY)
        ending = [p for p in held if p.account_id == account]
        staying = [p for p in held if p.account_id != account]
        assert [p.role for p in left_empty(ending, staying, after=TODAY)] == [Role.BUREAU_FINANCE]


def test_administrators_stay_apart_whoever_gives_the_post(pinghu: Any) -> None:
    account = uuid4()
    with pinghu():
        give(Role.SYSTEM_ADMINISTRATOR, account)
        for role, code in (
            (Role.SECURITY_ADMINISTRATOR, "two-administrators"),
            (Role.CHILD_DIRECTOR, "administrator-opens-files"),
        ):
            with refused(code):
                give(role, account)
        old = Post.objects.get(account_id=account)
        end_post(post_id=old.id, ends_on=TODAY - timedelta(1), by=SYSTEM, at=AT)
        give(Role.SECURITY_ADMINISTRATOR, account, starts_on=TODAY)


def test_a_post_of_a_programme_alone_sees_no_providers_people(pinghu: Any) -> None:
    account = uuid4()
    places: list[tuple[UUID, dict[str, Any]]] = [
        (account, {"programme_id": uuid4()}),
        (uuid4(), {"provider_id": uuid4()}),
    ]
    with pinghu():
        for one, place in places:
            give_post(
                account_id=one, person_name="王经理", role=Role.PROVIDER_MANAGER, starts_on=TODAY,
                by=SYSTEM, at=AT, **place,
            )  # fmt: skip
        manager = actor_for(account, on=TODAY)
        assert manager
        assert people_page(manager, now=AT).rows == ()
