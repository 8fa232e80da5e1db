"""What other contexts may use of access."""

from humiao.access.actors import SYSTEM, Actor, actor_for, actor_of, look_up_engagements_with
from humiao.access.permissions import SENTENCES, Permission
from humiao.access.posts import account_names, end_post, give_post, post_names, posts_by_role
from humiao.access.requests import CountyDay, CountyRequest
from humiao.access.roles import ROLES, Names, Reach, Role
from humiao.access.routes import Declaration, NotReached, declaration_of, route
from humiao.access.scope import EVERYBODY, NOBODY, PostValue, Scope

__all__ = [
    "EVERYBODY",
    "NOBODY",
    "ROLES",
    "SENTENCES",
    "SYSTEM",
    "Actor",
    "CountyDay",
    "CountyRequest",
    "Declaration",
    "Names",
    "NotReached",
    "Permission",
    "PostValue",
    "Reach",
    "Role",
    "Scope",
    "account_names",
    "actor_for",
    "actor_of",
    "declaration_of",
    "end_post",
    "give_post",
    "look_up_engagements_with",
    "post_names",
    "posts_by_role",
    "route",
]
