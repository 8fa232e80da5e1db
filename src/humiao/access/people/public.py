"""What the pages may use of people: invitations, moves, leaving, and who holds which post."""

from humiao.access.people.commands.accepting import accept_invitation, invitation_by_secret
from humiao.access.people.commands.inviting import (
    confirm_invitation,
    invite,
    invite_many,
    send_again,
    withdraw_invitation,
)
from humiao.access.people.commands.moving import end_posts, move_person, posts_seen
from humiao.access.people.commands.shutting import shut_out
from humiao.access.people.coverage import Coverage, TownCover, VillageCover, coverage, left_empty
from humiao.access.people.queries import (
    PAGE,
    PeopleFilter,
    PeoplePage,
    PersonRow,
    PersonState,
    invitation_of,
    invitations_by_account,
    open_invitations,
    people_page,
    people_reach,
    person_of,
    posts_in_force,
    shut_outs_of,
)
from humiao.access.people.rules import (
    ADMINISTRATORS,
    InvitationState,
    Shut,
    may_accept,
    needs_second,
    same_person,
)
from humiao.access.people.values import InvitationValue, Letter, NewInvitation, PersonPost, ShutOutValue

__all__ = [
    "ADMINISTRATORS",
    "PAGE",
    "Coverage",
    "InvitationState",
    "InvitationValue",
    "Letter",
    "NewInvitation",
    "PeopleFilter",
    "PeoplePage",
    "PersonPost",
    "PersonRow",
    "PersonState",
    "Shut",
    "ShutOutValue",
    "TownCover",
    "VillageCover",
    "accept_invitation",
    "confirm_invitation",
    "coverage",
    "end_posts",
    "invitation_by_secret",
    "invitation_of",
    "invitations_by_account",
    "invite",
    "invite_many",
    "left_empty",
    "may_accept",
    "move_person",
    "needs_second",
    "open_invitations",
    "people_page",
    "people_reach",
    "person_of",
    "posts_in_force",
    "posts_seen",
    "same_person",
    "send_again",
    "shut_out",
    "shut_outs_of",
    "withdraw_invitation",
]
