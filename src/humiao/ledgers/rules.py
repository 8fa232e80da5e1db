"""Deciding which child and which worker a row means: pure decisions on what was read and what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from humiao.access.public import ROLES, HeldPost, Permission
from humiao.registry.lists.public import are_near
from humiao.registry.public import NamedChild


@dataclass(frozen=True)
class Asked:
    """What a row says of one child. `town` alone tells nobody apart, `village` does."""

    name: str
    number: str = ""
    file_number: str = ""
    born_on: date | None = None
    village: str = ""
    town: str = ""
    guardian: str = ""


@dataclass(frozen=True)
class Match:
    """One child's answer: who it is, or who it may be and why that isn't sure; else nobody."""

    child: NamedChild | None = None
    among: tuple[NamedChild, ...] = ()
    reason: str = ""
    is_by_name: bool = False  # the one child of that name, and nothing tells against it


def match_child(asked: Asked, known: Sequence[NamedChild]) -> Match:
    """Say which child a row means: by ID number, file number, else name with birth, village or guardian."""
    if asked.number and (found := next((c for c in known if c.number == asked.number), None)):
        text = _("The file %(file)s has this ID number under another name.")
        return _of_file(asked, found, text)
    if asked.file_number:
        found = next((c for c in known if c.file_number == asked.file_number), None)
        if found is None:
            return Match(
                reason=_("There is no file %(file)s within your reach.") % {"file": asked.file_number}
            )
        return _of_file(asked, found, _("The file %(file)s bears another name."))
    if not asked.name:
        return Match(reason=_("No child with this ID number is within your reach."))
    return _by_name(asked, known)


def _of_file(asked: Asked, found: NamedChild, text: str) -> Match:
    agrees = not asked.name or are_near(asked.name, found.name) or asked.name[:1] == found.name[:1]
    if agrees:
        return Match(found)
    return Match(among=(found,), reason=text % {"file": found.file_number})


def _by_name(asked: Asked, known: Sequence[NamedChild]) -> Match:
    # With a number of its own, a child whose number is another is somebody else.
    free = [c for c in known if not (asked.number and c.has_number)]
    alike = [c for c in free if c.name == asked.name]
    fits = [c for c in alike if not _disagrees(asked, c)]
    sure = [c for c in fits if _agrees(asked, c)]
    if len(sure) == 1:
        return Match(sure[0])
    if len(fits) == 1:
        return Match(among=(fits[0],), reason=_("Only the name tells which child this is."), is_by_name=True)
    if fits:
        return Match(among=tuple(sure or fits), reason=_("Several children bear this name."))
    if alike:
        text = _("A child of this name was born another day, or lives elsewhere or with somebody else.")
        return Match(among=tuple(alike), reason=text)
    near = tuple(c for c in free if are_near(asked.name, c.name) and not _disagrees(asked, c))
    if near:
        return Match(among=near, reason=_("A child within your reach has nearly the same name."))
    return Match(reason=_("No child of this name is within your reach."))


def _agrees(asked: Asked, child: NamedChild) -> bool:
    return (
        (asked.born_on is not None and asked.born_on == child.born_on)
        or (asked.village != "" and asked.village == child.village)
        or (asked.guardian != "" and asked.guardian in child.guardians)
    )


def _disagrees(asked: Asked, child: NamedChild) -> bool:
    """Say whether something told is against it: two that agree outweigh one that doesn't."""
    against = [
        asked.born_on is not None and asked.born_on != child.born_on,
        asked.village != "" and asked.village != child.village,
        asked.village == "" and asked.town != "" and asked.town != child.town,
        asked.guardian != "" and bool(child.guardians) and asked.guardian not in child.guardians,
    ]
    return any(against) and not (asked.born_on == child.born_on and against.count(True) == 1)


def match_worker(name: str, posts: Iterable[HeldPost], on: date) -> HeldPost | None:
    """Return the post a name means on a day; None where nobody or several people bear it.

    Somebody whose role visits goes before others of that name.
    """
    named = [p for p in posts if p.person_name == name]
    named = [p for p in named if _visits(p)] or named
    if len({p.account_id for p in named}) != 1:
        return None
    return best_post(named, on)


def best_post(posts: Sequence[HeldPost], on: date) -> HeldPost:
    """Return one person's post for a visit: held that day, of a role that visits, else the nearest."""
    return min(posts, key=lambda p: (not p.is_on(on), not _visits(p), _days_from(p, on), p.id))


def _visits(post: HeldPost) -> bool:
    return Permission.RECORD_VISIT in ROLES[post.role].permissions


def _days_from(post: HeldPost, on: date) -> int:
    if on < post.starts_on:
        return (post.starts_on - on).days
    return (on - post.ends_on).days if post.ends_on and on > post.ends_on else 0
