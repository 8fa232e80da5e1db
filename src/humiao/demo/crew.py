"""The people of one county's demo as actors: who holds which post, and who acts in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from humiao.access.public import SYSTEM, Actor, Role, actor_for, end_post, give_post
from humiao.demo.accounts import DemoAccount
from humiao.demo.work.staffing import Staffing

_OF_PROVIDER = frozenset(
    {
        Role.PROVIDER_MANAGER,
        Role.PROFESSIONAL_SUPERVISOR,
        Role.PROVIDER_ACCOUNTANT,
        Role.SOCIAL_WORKER,
        Role.VOLUNTEER,
    }
)


@dataclass(frozen=True)
class Tenure:
    """When the posts of a county begin: the bureau's before the contract, the provider's with it."""

    bureau_from: date
    provider_from: date
    provider_until: date


@dataclass
class Crew:
    """Accounts by the end of their user name, and an actor for each on a day it holds its post."""

    accounts: dict[str, DemoAccount]
    posts: dict[str, UUID] = field(default_factory=dict)
    _since: dict[str, date] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Return who acts; the county has to be open.

        Everybody of the demo is named for the restricted files they make; who looks at it afterwards is not.
        """
        if name not in self._actors:
            found = actor_for(self.accounts[name].id, on=self._since[name])
            if found is None:
                raise LookupError(f"{name} holds no post on {self._since[name]}")
            self._actors[name] = replace(found, scope=replace(found.scope, every_file=True))
        return self._actors[name]

    def give_bureau_posts(self, tenure: Tenure, *, at: datetime) -> None:
        """Give posts to the bureau, the towns, the villages and the administrators."""
        for name, account in self.accounts.items():
            if account.role not in _OF_PROVIDER and account.role is not Role.EVALUATOR:
                self._give(name, tenure.bureau_from, at=at)

    def give_provider_posts(
        self, tenure: Tenure, staffing: Staffing, *, provider: UUID, programme: UUID, at: datetime
    ) -> None:
        """Give posts to the provider's people who start with the contract, and to the evaluator."""
        later = staffing.succession.successor if staffing.succession else ""
        for name, account in self.accounts.items():
            if account.role in _OF_PROVIDER and name != later:
                self._give(name, tenure.provider_from, at=at, provider=provider)
            elif account.role is Role.EVALUATOR:
                self._give(
                    name, tenure.provider_from, at=at, programme=programme, until=tenure.provider_until
                )

    def join(self, name: str, on: date, *, provider: UUID, at: datetime) -> None:
        """Give a post to somebody of the provider who comes later."""
        self._give(name, on, at=at, provider=provider)

    def leave(self, name: str, on: date, *, at: datetime) -> None:
        """End a post; its holder keeps the day itself."""
        end_post(post_id=self.posts[name], ends_on=on, by=SYSTEM, at=at)

    def _give(
        self,
        name: str,
        on: date,
        *,
        at: datetime,
        provider: UUID | None = None,
        programme: UUID | None = None,
        until: date | None = None,
    ) -> None:
        account = self.accounts[name]
        town = account.place[:9] if account.role in (Role.TOWN_SUPERVISOR, Role.CHILD_DIRECTOR) else ""
        village = account.place if account.role is Role.CHILD_DIRECTOR else ""
        post = give_post(
            account_id=account.id, person_name=account.name, role=account.role, starts_on=on, ends_on=until,
            town_code=town, village_code=village, provider_id=provider, programme_id=programme,
            by=SYSTEM, at=at,
        )  # fmt: skip
        self.posts[name], self._since[name] = post.id, on
