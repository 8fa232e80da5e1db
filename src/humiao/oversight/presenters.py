"""Acts and findings as pages show them: people by name, children by file number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.exports.public import BY_CODE
from humiao.access.public import ROLES, SENTENCES, Permission, Role, account_names, post_names
from humiao.desk.acts import ActKind, kind_of, said
from humiao.foundation.bilingual import readers_language
from humiao.foundation.labelled import Labelled
from humiao.foundation.trail.public import ON_BEHALF
from humiao.foundation.trail.reading import ActRow
from humiao.oversight.choices import Outcome, RuleName
from humiao.registry.public import file_numbers_of


@dataclass(frozen=True)
class ActLine:
    """A line of the trail."""

    id: UUID
    at: datetime
    who: str
    role: str
    what: str
    detail: str
    number: str  # of the child's file
    account: UUID | None
    is_refusal: bool
    batch: int | None


def act_lines(rows: Iterable[ActRow]) -> list[ActLine]:
    """Return the lines of acts; two queries however many, three where somebody acted for another."""
    rows = list(rows)
    posts = post_names() if any(row.plain.get(ON_BEHALF) for row in rows) else {}
    names, numbers = account_names(), file_numbers_of({r.child_id for r in rows if r.child_id})
    return [
        ActLine(
            row.id,
            row.at,
            names.get(row.actor, _("somebody without a post")) if row.actor else _("the system"),
            role_name(row.role),
            said(row.action),
            " · ".join(part for part in (*_people(row, names, posts), _detail(row)) if part),
            numbers.get(row.child_id, _("no file any more")) if row.child_id else "",
            row.actor,
            kind_of(row.action) is ActKind.REFUSAL,
            row.batch,
        )
        for row in rows
    ]


def role_name(role: str) -> str:
    """Return what a role is called."""
    return str(ROLES[Role(role)].name) if role in set(Role) else ""


def refusal_name(code: str) -> str:
    """Return why somebody was refused; a rare code as it is."""
    return _("not a task of the post") if code == "not-permitted" else code


def rule_name(rule: str) -> str:
    """Return what a rule tells."""
    return in_words(RuleName(rule))


def in_words(choice: Labelled) -> str:
    """Return what a choice is called in the language of the page."""
    return choice.en if readers_language() == "en" else choice.zh


def why(rule: str, facts: Mapping[str, Any]) -> str:
    """Return in a sentence why something was found."""
    return _SENTENCES[rule](facts)


def _people(row: ActRow, names: Mapping[UUID, str], posts: Mapping[UUID, str]) -> Iterator[str]:
    """Name whom an act was about, and for whom it was done, where that is somebody else."""
    account, post = _id_of(row, "account"), _id_of(row, ON_BEHALF)
    if account in names and account != row.actor:
        yield names[account]
    if post in posts:
        yield _("on behalf of %(name)s") % {"name": posts[post]}


def _id_of(row: ActRow, name: str) -> UUID:
    return UUID(str(row.plain.get(name) or UUID(int=0)))


def _detail(row: ActRow) -> str:
    plain = row.plain
    if row.action == "refused":
        permission = str(plain.get("permission", ""))
        if permission in set(Permission):
            permission = str(SENTENCES[Permission(permission)])
        return f"{permission} · {refusal_name(str(plain.get('code', '')))}"
    if plain.get("kind") in BY_CODE:
        plain = plain | {"kind": str(BY_CODE[plain["kind"]].name)}
    if row.action == "judge-unusual":
        plain = plain | _judged(plain)
    known = ("field", "kind", "number", "month", "layout", "children", "outcome", "rule", "town", "level")
    return " · ".join(str(plain[name]) for name in known if plain.get(name) not in (None, ""))


def _judged(plain: Mapping[str, Any]) -> dict[str, str]:
    """Return a judgement's outcome and rule in words."""
    given: tuple[tuple[str, type[Labelled]], ...] = (("outcome", Outcome), ("rule", RuleName))
    return {
        name: in_words(kind(plain[name]))
        for name, kind in given
        if plain.get(name) in {one.value for one in kind}
    }


def _volume(facts: Mapping[str, Any]) -> str:
    text = _("{children} children in a day; usually {own}, people of the same role {peers}")
    return text.format(**{name: f"{facts[name]:g}" for name in ("children", "own", "peers")})


def _hours(facts: Mapping[str, Any]) -> str:
    if facts["day_off"]:
        return _("{looks} looks on a day off, {night} of them at night").format(**facts)
    return _("{looks} looks at night").format(**facts)


def _relatives(facts: Mapping[str, Any]) -> str:
    if facts["how"] == "name":
        return _("somebody in the family bears this person's name; looked at {looks} times").format(**facts)
    text = _("same surname as a family in the person's own village; looked at it {looks} times")
    return text.format(**facts)


def _former(facts: Mapping[str, Any]) -> str:
    count = int(facts["knocks"])
    text = ngettext(
        "held no post that day, knocked %(n)s time", "held no post that day, knocked %(n)s times", count
    )
    return text % {"n": count}


def _reveals(facts: Mapping[str, Any]) -> str:
    text = _("{children} children uncovered without a visit of this person {around} days before or after")
    return text.format(**facts)


def _searches(facts: Mapping[str, Any]) -> str:
    return _("{searches} searches by name in a day").format(**facts)


def _restricted(facts: Mapping[str, Any]) -> str:
    return _("restricted files opened {looks} times, {children} children").format(**facts)


def _exports(facts: Mapping[str, Any]) -> str:
    return _("{exports} files taken out in a day with {children} children in all").format(**facts)


def _refusals(facts: Mapping[str, Any]) -> str:
    return _("refused {refusals} times in a day").format(**facts)


_SENTENCES = {
    "volume": _volume,
    "hours": _hours,
    "relatives": _relatives,
    "former": _former,
    "reveals": _reveals,
    "searches": _searches,
    "restricted": _restricted,
    "exports": _exports,
    "refusals": _refusals,
}
