"""Who acts: an account with its posts in the open county, what they permit and whom they reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Subquery

from humiao.access.models import Post, current_posts
from humiao.access.permissions import SENTENCES, Permission
from humiao.access.roles import ROLES, Role
from humiao.access.scope import EVERYBODY, NOBODY, PostValue, Scope, scope_of
from humiao.foundation.clock import end_of_day
from humiao.foundation.decisions import Decision, require

EngagementLookup = Callable[[Iterable[UUID], date], dict[UUID, frozenset[UUID]]]
_lookups: list[EngagementLookup] = []
# An expression over `Post`: the restricted files open to the post's holder at a moment, as an array of ids.
GrantedFiles = Callable[[datetime], Subquery]
_granted: list[GrantedFiles] = []


@dataclass(frozen=True)
class Actor:
    """A person acting in one county on one day."""

    account_id: UUID | None
    name: str
    posts: tuple[PostValue, ...]
    permissions: frozenset[Permission]
    scope: Scope
    # The programmes each provider of the posts is engaged in that day.
    engaged: dict[UUID, frozenset[UUID]] = field(default_factory=dict, compare=False)
    # Whose post a record is made for; the one acting signs too (see `access.behalf`).
    on_behalf_of: PostValue | None = None

    @cached_property
    def role(self) -> str:
        """Return the role that names this actor in the trail: that of the first post."""
        return self.posts[0].role.value if self.posts else self.name

    @cached_property
    def post_id(self) -> UUID | None:
        """Return the first post, the one that signs records."""
        return self.posts[0].id if self.posts else None

    @property
    def doing_post(self) -> PostValue | None:
        """Return the post whose work a record is: the one recorded for, else the first of one's own."""
        return self.on_behalf_of or (self.posts[0] if self.posts else None)

    def may(self, permission: Permission) -> Decision:
        """Say whether a post permits this."""
        if permission in self.permissions:
            return Decision.yes()
        return Decision.no("not-permitted", str(SENTENCES[permission]))

    def must(self, permission: Permission) -> None:
        """Raise `Refused` unless a post permits this."""
        require(self.may(permission))

    def within(self, permission: Permission) -> Actor:
        """Return the same person reaching only what the posts that permit this reach.

        Without it one post's permission would work on another post's children. Those posts come first, so
        that one of them signs.
        """
        permitting = tuple(p for p in self.posts if permission in ROLES[p.role].permissions)
        if not permitting:
            return self
        others = tuple(p for p in self.posts if p not in permitting)
        # Who records for another reaches that village alone, whatever their own posts reach.
        scope = self.scope if self.on_behalf_of else scope_of(permitting, self.engaged)
        scope = replace(scope, every_file=self.scope.every_file)
        return replace(self, posts=permitting + others, scope=scope)

    def as_post(self, post_id: UUID) -> Actor:
        """Return the same person in one of the posts alone."""
        posts = tuple(p for p in self.posts if p.id == post_id)
        permissions: frozenset[Permission] = frozenset().union(*(ROLES[p.role].permissions for p in posts))
        return replace(self, posts=posts, permissions=permissions, scope=scope_of(posts, self.engaged))


# The system itself, for set-up commands run on the server's own command line.
SYSTEM = Actor(None, "system", (), frozenset(Permission), EVERYBODY)
# Whoever uses a public page: without an account, permitted nothing, reaching nobody.
PUBLIC = Actor(None, "public", (), frozenset(), NOBODY)


def look_up_engagements_with(lookup: EngagementLookup) -> None:
    """Tell how a provider's programmes are found; procurement, which owns them, stands above access."""
    _lookups[:] = [lookup]


def find_granted_files_with(expression: GrantedFiles) -> None:
    """Tell how a post's restricted files are found; the registry, which owns them, stands above access."""
    _granted[:] = [expression]


def actor_for(account_id: UUID, *, on: date, at: datetime | None = None) -> Actor | None:
    """Return the actor of an account in the open county, or None where it holds no post that day.

    Restricted files are open as they are at the moment `at`, else at the end of the day. One statement.
    """
    found = Post.objects.filter(current_posts(on), account_id=account_id).order_by("starts_on", "id")
    for expression in _granted:
        found = found.annotate(granted=expression(at or end_of_day(on)))
    posts = tuple(_post_value(post) for post in found)
    return actor_of(account_id, posts, on=on) if posts else None


def _post_value(post: Post) -> PostValue:
    return PostValue(
        post.id,
        Role(post.role),
        post.person_name,
        post.town_code,
        post.village_code,
        post.provider_id,
        post.programme_id,
        frozenset(getattr(post, "granted", ())),
    )


def actor_of(account_id: UUID, posts: tuple[PostValue, ...], *, on: date) -> Actor:
    """Compile posts to an actor."""
    providers = {p.provider_id for p in posts if p.provider_id}
    engaged = _lookups[0](providers, on) if providers and _lookups else {}
    permissions: frozenset[Permission] = frozenset().union(*(ROLES[p.role].permissions for p in posts))
    return Actor(account_id, posts[0].person_name, posts, permissions, scope_of(posts, engaged), engaged)
