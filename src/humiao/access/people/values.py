"""People, posts and invitations as pages and commands pass them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from humiao.access.people.rules import InvitationState, Shut
from humiao.access.posts import WantedPost
from humiao.access.roles import Role


@dataclass(frozen=True)
class NewInvitation:
    """Somebody to be asked; `id` is minted with the form, so that sending twice invites once."""

    id: UUID
    person_name: str
    wanted: WantedPost
    phone: str = ""
    username: str = ""
    organisation: str = ""
    account_id: UUID | None = None  # somebody of the county who gets a new way in
    post_id: UUID | None = None  # the post that person holds already, where only the way in is new


@dataclass(frozen=True)
class Letter:
    """What is handed to somebody once: the secret is kept nowhere."""

    invitation_id: UUID
    secret: str
    expires_at: datetime


@dataclass(frozen=True)
class InvitationValue:
    """An invitation as a page shows it."""

    id: UUID
    person_name: str
    phone: str
    username: str
    wanted: WantedPost
    organisation: str
    state: InvitationState
    expires_at: datetime
    sent_count: int
    invited_by: UUID | None
    invited_by_name: str
    confirmed_at: datetime | None
    account_id: UUID | None
    post_id: UUID | None
    accepted_at: datetime | None
    withdrawn_at: datetime | None
    recorded_at: datetime
    version: int


@dataclass(frozen=True)
class PersonPost:
    """One post of one person, now or before."""

    id: UUID
    account_id: UUID
    person_name: str
    role: Role
    town_code: str
    village_code: str
    provider_id: UUID | None
    programme_id: UUID | None
    starts_on: date
    ends_on: date | None
    version: int

    def is_on(self, day: date) -> bool:
        """Say whether it is held on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def is_over(self, day: date) -> bool:
        """Say whether it has ended before a day."""
        return self.ends_on is not None and self.ends_on < day

    @property
    def place_code(self) -> str:
        """Return the village, else the town, else nothing."""
        return self.village_code or self.town_code


@dataclass(frozen=True)
class ShutOutValue:
    """One time somebody was shut out."""

    id: UUID
    what: Shut
    reason: str
    by_name: str
    at: datetime
