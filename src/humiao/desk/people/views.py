"""Pages about people: the list, one person, the roles, the organisations, where posts are empty."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from humiao.access.people.public import (
    PeopleFilter,
    PersonRow,
    PersonState,
    coverage,
    invitations_by_account,
    people_page,
    person_of,
    posts_in_force,
)
from humiao.access.public import (
    ROLES,
    SENTENCES,
    CountyRequest,
    Names,
    Permission,
    Reach,
    Role,
    link,
    posts_by_role,
)
from humiao.desk.people.words import GROUPS, Words, group_name, post_shown, state_name
from humiao.foundation.places.public import towns
from humiao.foundation.trail.public import last_act_of
from humiao.registry.caseloads.public import hand_overs, in_hand


def list_people(request: CountyRequest) -> HttpResponse:
    """List the people within reach: who is active, invited, or has left."""
    wanted, now, words = _chosen(request), request.day.now, Words(request)
    found = people_page(request.actor, now=now, wanted=wanted, after=request.GET.get("after", "")[:300])
    context = {
        "page": {"title": _("People and posts"), "sub": _("Who holds which post in this county")},
        "tabs": people_tabs(request, "list-people"),
        "rows": [_row(request, row, words) for row in found.rows],
        "filters": wanted,
        "chips": _state_chips(request, wanted, found.counts),
        "roles": [(r.value, ROLES[r].name, r.value == wanted.role) for r in Role],
        "towns": [(t.code, t.name, t.code == wanted.town) for t in towns(request.county_code)],
        "providers": [(str(i), name, i == wanted.provider) for i, name in words.providers.items()],
        "all_url": link(request, "list-people"),
        "may_manage": bool(request.actor.may(Permission.MANAGE_PEOPLE)),
        "pager": {
            "shown": len(found.rows),
            "total": found.total,
            "previous_url": link(request, "list-people", _asked(wanted)) if request.GET.get("after") else "",
            "next_url": link(request, "list-people", {**_asked(wanted), "after": found.after})
            if found.after
            else "",
        },
    }
    return render(request, "desk/people/list.html", context)


def show_person(request: CountyRequest, person: UUID) -> HttpResponse:
    """Show one person: the posts now and before, what each reaches, when they last signed in."""
    posts, words, today = person_of(request.actor, person), Words(request), request.day.today
    held = in_hand([p.id for p in posts], on=today)
    shown = [{**post_shown(p, words, today), "in_hand": held.get(p.id, 0)} for p in posts]
    last = last_act_of(person, actions=("sign-in",))
    may_hand = bool(request.actor.may(Permission.HAND_OVER_CASELOAD))
    still = any(not p.is_over(today) for p in posts)
    is_self = person == request.actor.account_id
    context = {
        "page": {"title": posts[0].person_name, "sub": _organisation(posts, words, today)},
        "crumbs": [(_("People and posts"), link(request, "list-people"))],
        "person_id": person,
        "now": [one for one in shown if not one["is_over"]],
        "before": [one for one in shown if one["is_over"]],
        "last_at": last,
        "in_hand": sum(held.values()),
        "letters": [
            (v, state_name(v.state))
            for v in invitations_by_account(request.actor, person, now=request.day.now)
        ],
        "handed": hand_overs(request.actor, account_id=person) if may_hand else [],
        "may_hand": may_hand and bool(held),
        "may_manage": bool(request.actor.may(Permission.MANAGE_PEOPLE)) and not is_self,
        "may_lock_out": bool(request.actor.may(Permission.LOCK_OUT)),
        "is_self": is_self,
        "still": still,
    }
    return render(request, "desk/people/person.html", context)


def show_roles(request: CountyRequest) -> HttpResponse:
    """Show the table of roles: what each may do, and how many hold it."""
    held = posts_by_role(on=request.day.today)
    groups = [
        {
            "name": group_name(code),
            "roles": [
                {
                    "name": ROLES[r].name,
                    "sentence": ROLES[r].sentence,
                    "reach": reach_words(ROLES[r].reach),
                    "names": names_words(ROLES[r].names),
                    "permissions": [SENTENCES[p] for p in Permission if p in ROLES[r].permissions],
                    "held": held.get(r.value, 0),
                    "url": link(request, "list-people", {"role": r.value}),
                }
                for r in roles
            ],
        }
        for code, roles in GROUPS
    ]
    context = {
        "page": {
            "title": _("Roles"),
            "sub": _("What each kind of post may do, from the one table the system obeys"),
        },
        "tabs": people_tabs(request, "show-roles"),
        "groups": groups,
        "permissions": [
            (sentence, [ROLES[r].name for r in Role if p in ROLES[r].permissions])
            for p, sentence in SENTENCES.items()
        ],
    }
    return render(request, "desk/people/roles.html", context)


def list_organisations(request: CountyRequest) -> HttpResponse:
    """Show the bureau, the towns and the providers with their people."""
    words = Words(request)
    found: dict[str, dict[str, Any]] = {}
    for post in posts_in_force(request.actor, request.day.today):
        key, name = _body_of(post, words)
        body = found.setdefault(key, {"name": name, "people": [], "key": key})
        url = link(request, "show-person", person=post.account_id)
        body["people"].append({"name": post.person_name, "role": ROLES[post.role].name, "url": url,
                               "place": words.places.get(post.village_code, "")})  # fmt: skip
    bodies = [found[key] for key in sorted(found)]
    context = {
        "page": {"title": _("Organisations"), "sub": _("Bureau, towns and providers with their people")},
        "tabs": people_tabs(request, "list-organisations"),
        "bodies": bodies,
    }
    return render(request, "desk/people/organisations.html", context)


def show_coverage(request: CountyRequest) -> HttpResponse:
    """Show the villages without a child director and the towns without a supervisor."""
    found = coverage(request.actor, now=request.day.now)
    may_manage = bool(request.actor.may(Permission.MANAGE_PEOPLE))
    context = {
        "page": {
            "title": _("Empty posts"),
            "sub": _("Villages without a child director, towns without a supervisor"),
        },
        "tabs": people_tabs(request, "show-coverage"),
        "found": found,
        "covered": found.village_count - found.empty_villages,
        "invite_url": link(request, "invite-person") if may_manage else "",
        "towns": [t for t in found.towns if t.empty or not t.holders],
    }
    return render(request, "desk/people/coverage.html", context)


def people_tabs(request: CountyRequest, here: str) -> list[dict[str, Any]]:
    """Return the pages about people as tabs."""
    names = {
        "list-people": _("People and posts"),
        "list-organisations": _("Organisations"),
        "show-coverage": _("Empty posts"),
        "show-roles": _("Roles"),
    }
    return [
        {"label": label, "url": link(request, name), "active": name == here} for name, label in names.items()
    ]


def reach_words(reach: Reach) -> str:
    """Return a reach in words."""
    return {
        Reach.COUNTY: _("the whole county"),
        Reach.TOWN: _("one town"),
        Reach.VILLAGE: _("one village"),
        Reach.PROGRAMME: _("the programmes its provider is engaged in"),
        Reach.NOBODY: _("no child"),
    }[reach]


def names_words(names: Names) -> str:
    """Return in words how names show."""
    return {
        Names.MASKED: _("names masked until revealed, each look logged"),
        Names.CASELOAD: _("names whole for those in hand, masked for others"),
        Names.PSEUDONYM: _("without names"),
    }[names]


def _chosen(request: HttpRequest) -> PeopleFilter:
    given = request.GET
    provider = given.get("provider", "")
    try:
        provider_id = UUID(provider) if provider else None
    except ValueError:
        provider_id = None
    role, state = given.get("role", ""), given.get("state", "")
    return PeopleFilter(
        given.get("q", "")[:40].replace("\0", ""),
        role if role in frozenset(Role) else "",
        given.get("town", "")[:9].replace("\0", ""),
        provider_id,
        state if state in frozenset(PersonState) else "",
    )


def _asked(wanted: PeopleFilter) -> dict[str, str]:
    return {
        "q": wanted.q,
        "role": wanted.role,
        "town": wanted.town,
        "provider": str(wanted.provider or ""),
        "state": wanted.state,
    }


def _state_chips(
    request: CountyRequest, wanted: PeopleFilter, counts: dict[PersonState, int]
) -> list[dict[str, Any]]:
    asked = _asked(wanted)
    all_of_them = {
        "label": _("All"),
        "url": link(request, "list-people", {**asked, "state": ""}),
        "count": sum(counts.values()),
        "active": not wanted.state,
    }
    return [all_of_them] + [
        {
            "label": state_name(state),
            "url": link(request, "list-people", {**asked, "state": state.value}),
            "count": counts[state],
            "active": wanted.state == state.value,
        }
        for state in PersonState
    ]


def _row(request: CountyRequest, row: PersonRow, words: Words) -> dict[str, Any]:
    today, letter = request.day.today, row.invitation
    if letter is not None:
        posts = [{"role": ROLES[letter.wanted.role].name, "where": words.where(letter.wanted)}]
        url, state = link(request, "show-invitation", invitation=letter.id), state_name(letter.state)
    else:
        current = [p for p in row.posts if not p.is_over(today)] or list(row.posts[:1])
        posts = [post_shown(p, words, today) for p in current]
        url, state = link(request, "show-person", person=row.id), state_name(row.state)
    return {
        "row": row,
        "url": url,
        "posts": posts,
        "state": state,
        "is_quiet": row.state is PersonState.LEFT,
        "is_accent": row.state is PersonState.INVITED,
        "since": letter.recorded_at.date() if letter else row.posts[0].starts_on,
        "until": "" if letter else row.posts[0].ends_on,
    }


def _organisation(posts: Any, words: Words, today: Any) -> str:
    current = [p for p in posts if p.is_on(today)] or list(posts[:1])
    return "、".join(dict.fromkeys(_body_of(p, words)[1] for p in current))


def _body_of(post: Any, words: Words) -> tuple[str, str]:
    """Return the organisation a post belongs to, with a key that sorts the bureau first, providers last."""
    if post.provider_id:
        return f"3{post.provider_id}", words.providers.get(post.provider_id, "")
    town = (post.village_code or post.town_code)[:9]
    if town:
        return f"2{town}", words.places.get(town, town)
    if post.role in dict(GROUPS)["administrators"]:
        return "1admin", _("Administrators")
    return ("1eval", _("Evaluators")) if post.role is Role.EVALUATOR else ("0", _("County bureau"))
