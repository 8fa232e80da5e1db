"""Grants, requests and looks in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import ROLES, Role, account_names, held_posts
from humiao.access.public import SYSTEM as EVERY
from humiao.registry.labels import label
from humiao.registry.restricted.choices import GrantKind, Ground, Judgement, RequestState
from humiao.registry.restricted.values import GrantValue, LookValue, RequestValue, SealedText


@dataclass(frozen=True)
class Words:
    """Names of posts and accounts, read once for a page."""

    posts: Mapping[UUID, tuple[str, str]]
    accounts: Mapping[UUID, str]

    def post(self, post_id: UUID | None) -> tuple[str, str]:
        """Name the holder of a post, and the role."""
        return self.posts.get(post_id, ("", "")) if post_id else ("", "")

    def account(self, account_id: UUID | None) -> str:
        """Name a person."""
        return self.accounts.get(account_id, "") if account_id else ""


def words() -> Words:
    """Read the names of all posts and people of the county."""
    posts = {p.id: (p.person_name, str(ROLES[p.role].name)) for p in held_posts(EVERY)}
    return Words(posts, account_names())


def grant_lines(grants: Iterable[GrantValue], known: Words) -> list[dict[str, Any]]:
    """Return grants as rows: who, how, why, until when."""
    return [
        {
            "value": g,
            "who": known.post(g.post_id)[0],
            "role": known.post(g.post_id)[1],
            "kind": label(GrantKind, g.kind),
            "by": known.account(g.given_by),
            "state": _state(g),
            "is_live": g.is_live,
            "judgement": label(Judgement, g.judgement) if g.judgement else "",
            "judged_by": known.account(g.judged_by),
        }
        for g in grants
    ]


def _state(grant: GrantValue) -> str:
    if grant.is_live:
        return _("open now")
    return _("ended early") if grant.ended_at else _("closed by itself")


def request_lines(requests: Iterable[RequestValue], known: Words) -> list[dict[str, Any]]:
    """Return requests as rows."""
    return [
        {
            "value": r,
            "who": known.post(r.post_id)[0],
            "role": known.post(r.post_id)[1],
            "state": label(RequestState, r.state),
            "is_waiting": r.state == RequestState.WAITING,
            "by": known.account(r.decided_by),
        }
        for r in requests
    ]


def look_lines(looks: Iterable[LookValue], known: Words) -> list[dict[str, Any]]:
    """Return looks as rows: who, when, at what, why, under which grant."""
    said = {
        "read-restricted": _("Looked"),
        "reveal-child": _("Uncovered personal data"),
        "export-file": _("Took the whole file out"),
        "break-glass": _("Opened in an emergency"),
    }
    return [
        {
            "at": look.at,
            "who": known.account(look.account_id) or _("the system"),
            "role": str(ROLES[Role(look.role)].name) if look.role in set(Role) else "",
            "what": said.get(look.action, look.action),
            "kind": label(GrantKind, look.grant_kind) if look.grant_kind else "",
            "why": look.reason,
        }
        for look in looks
    ]


def note_lines(notes: Iterable[SealedText], known: Words) -> list[dict[str, Any]]:
    """Return sealed notes as rows."""
    return [
        {
            "ground": label(Ground, n.ground),
            "text": n.text,
            "by": known.account(n.by_account),
            "at": n.recorded_at,
        }
        for n in notes
    ]
