"""The towns' supervisors and the villages' child directors who don't sign in to the demo.

Most posts are held, some stand empty, some changed hands in the year, and a few people are invited.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from uuid import UUID

from humiao.access.people.public import NewInvitation, invite
from humiao.access.public import SYSTEM, Actor, Role, WantedPost, end_post, give_post
from humiao.demo.accounts import DemoAccount
from humiao.demo.people.public import StaffRow
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id

_ROLES = {"town_supervisor": Role.TOWN_SUPERVISOR, "child_director": Role.CHILD_DIRECTOR}
_EMPTY, _CHANGED, _INVITED = 0.07, 0.05, 6


class Officials:
    """Who holds which post of a town or a village; the same people each time."""

    def __init__(self, rows: Iterable[StaffRow], accounts: Iterable[DemoAccount], rng: Random) -> None:
        seats = {(a.role, a.place) for a in accounts}
        self._rows = [r for r in rows if r.role in _ROLES and (_ROLES[r.role], r.place) not in seats]
        self._rng = rng
        self._empty: list[StaffRow] = []

    def take_office(self, first: date, changed_on: date) -> None:
        """Give the posts; a few end on a day and go to somebody else, a few stay empty."""
        names = [row.name for row in self._rows]
        for number, row in enumerate(self._rows):
            lot = self._rng.random()
            if lot < _EMPTY and row.role == "child_director":
                self._empty.append(row)
                continue
            post = self._give(row, row.name, first)
            if lot > 1 - _CHANGED:
                end_post(post_id=post, ends_on=changed_on, by=SYSTEM, at=moment(changed_on, 17))
                other = names[(number * 7 + 3) % len(names)]
                self._give(row, f"{other[0]}{row.name[1:]}", changed_on + timedelta(days=1))

    def invite(self, on: date, by: Actor) -> None:
        """Invite somebody to some of the posts that stand empty."""
        for row in self._empty[:_INVITED]:
            wanted = WantedPost(Role.CHILD_DIRECTOR, on, None, row.place[:9], row.place)
            new = NewInvitation(new_id(), row.name, wanted, row.phone)
            invite(new=new, by=by, at=moment(on, 10))

    def _give(self, row: StaffRow, name: str, on: date) -> UUID:
        return give_post(
            account_id=new_id(),
            person_name=name,
            role=_ROLES[row.role],
            starts_on=on,
            town_code=row.place[:9],
            village_code=row.place if row.role == "child_director" else "",
            by=SYSTEM,
            at=moment(on, 9),
        ).id
