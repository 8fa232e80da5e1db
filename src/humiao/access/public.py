"""What other contexts may use of access."""

from humiao.access.accounts.rules import Kind
from humiao.access.actors import (
    PUBLIC,
    SYSTEM,
    Actor,
    actor_for,
    actor_of,
    find_granted_files_with,
    look_up_engagements_with,
)
from humiao.access.answers import message, not_found
from humiao.access.behalf import Represented, acting_for, represented_by
from humiao.access.behalf_form import BehalfForm, acting, behalf_form
from humiao.access.links import link, next_of
from humiao.access.permissions import SENTENCES, Permission
from humiao.access.posts import (
    HeldPost,
    WantedPost,
    account_names,
    end_post,
    give_post,
    held_posts,
    post_names,
    posts_by_role,
)
from humiao.access.reading import describe_reading_with
from humiao.access.requests import CountyDay, CountyRequest, NotReached, once
from humiao.access.roles import ROLES, Names, Reach, Role
from humiao.access.routes import Declaration, declaration_of, is_public, public_route, route
from humiao.access.scope import EVERYBODY, NOBODY, PostValue, Scope

__all__ = [
    "EVERYBODY",
    "NOBODY",
    "PUBLIC",
    "ROLES",
    "SENTENCES",
    "SYSTEM",
    "Actor",
    "BehalfForm",
    "CountyDay",
    "CountyRequest",
    "Declaration",
    "HeldPost",
    "Kind",
    "Names",
    "NotReached",
    "Permission",
    "PostValue",
    "Reach",
    "Represented",
    "Role",
    "Scope",
    "WantedPost",
    "account_names",
    "acting",
    "acting_for",
    "actor_for",
    "actor_of",
    "behalf_form",
    "declaration_of",
    "describe_reading_with",
    "end_post",
    "find_granted_files_with",
    "give_post",
    "held_posts",
    "is_public",
    "link",
    "look_up_engagements_with",
    "message",
    "next_of",
    "not_found",
    "once",
    "post_names",
    "posts_by_role",
    "public_route",
    "represented_by",
    "route",
]
