"""What every command of the registry asks first: is the child within reach, is the place the county's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission, Scope
from humiao.foundation.clock import CHINA
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.places.public import divisions
from humiao.foundation.trail.public import Act, record
from humiao.registry import rules
from humiao.registry.models import Child
from humiao.registry.scope import reachable_children
from humiao.registry.search import bare_number, id_index, id_indexer, id_indexes

_OF_CHILDREN = ("id", "file_number", "household_id", "born_on", "retired_as")
_FILES_WITH = (
    "SELECT id_number_hash, file_number FROM registry_child "
    "WHERE id_number_hash = ANY(%(hashes)s::bytea[]) AND id IS DISTINCT FROM %(besides)s"
)


def day_of(at: datetime) -> date:
    """Return the date of a moment in China."""
    return at.astimezone(CHINA).date()


def permitted(by: Actor, permission: Permission) -> Actor:
    """Return the actor reaching what the posts that permit this reach; raises `Refused` where none does."""
    by.must(permission)
    return by.within(permission)


def lock_child(child_id: UUID, *, by: Actor) -> Child:
    """Return the child locked for change; raises `NotReached` where the actor does not reach it."""
    child = reachable_children(by.scope).select_for_update(of=("self",)).filter(pk=child_id).first()
    if child is None:
        raise NotReached
    require_in_use([child])
    return child


def lock_children(child_ids: Collection[UUID], *, by: Actor) -> dict[UUID, Child]:
    """Return the children locked for change, all or `NotReached`; in one order, lest two wait in a ring."""
    wanted = frozenset(child_ids)
    rows = reachable_children(by.scope).select_for_update(of=("self",)).filter(pk__in=wanted)
    found = {child.pk: child for child in rows.only(*_OF_CHILDREN).order_by("pk")}
    if len(found) < len(wanted):
        raise NotReached
    require_in_use(found.values())
    return found


def require_in_use(children: Iterable[Child]) -> None:
    """Refuse files that were entered twice or by mistake: nothing new is written into them."""
    for child in children:
        require(rules.must_be_in_use(child.file_number, child.retired_as))


def require_place(town_code: str, village_code: str, scope: Scope) -> None:
    """Refuse a town or village the county does not have, or that lies outside the actor's own."""
    require_in_county(town_code, village_code)
    require(may_write_in(town_code, scope))


def require_in_county(town_code: str, village_code: str) -> None:
    """Refuse a town or village the county does not have."""
    require(rules.may_be_in_place(town_code, village_code, division_parents()))


def division_parents() -> dict[str, str]:
    """Return each town and village of the open county with the code of what it lies in."""
    return {d.code: d.parent_code for d in divisions(current_county())}


def may_write_in(town_code: str, scope: Scope) -> Decision:
    """Say whether the actor may put children into a town."""
    if scope.county or town_code in scope.towns:
        return Decision.yes()
    text = _("The town %(code)s isn't yours: you can put children on the roster in your own town only.")
    return Decision.no("outside-reach", text % {"code": town_code})


def files_with_id_numbers(numbers: Iterable[str], *, besides: UUID | None = None) -> dict[bytes, str]:
    """Return the file number of each file that has one of these ID numbers, by the number's keyed hash."""
    index = id_indexer()
    hashes = index.among([index(number) for number in numbers])
    with connection.cursor() as cursor:
        cursor.execute(_FILES_WITH, {"hashes": hashes, "besides": besides})
        return {index.same(bytes(found)): file for found, file in cursor.fetchall()}


def has_id_number_already(file_number: str) -> Decision:
    """Refuse an ID number that another file has."""
    text = _("The file %(file)s has this ID number already; open that file instead of making another.")
    return Decision.no("duplicate-id-number", text % {"file": file_number})


def require_basis(basis: str) -> None:
    """Refuse an entry that names no decision of the bureau (R25)."""
    if not basis.strip():
        text = _("Give the number of the bureau's decision the entry rests on.")
        raise Refused(Decision.no("no-basis", text, "R25"))
    if len(basis) > 100:
        raise Refused(
            Decision.no("basis-too-long", _("The decision's number is longer than 100 characters."))
        )


def refuse_any(problems: Iterable[Decision]) -> None:
    """Refuse with all problems in one message; the code is the first one's."""
    found = list(problems)
    if found:
        reason = " ".join(p.reason for p in found)
        raise Refused(Decision.no(found[0].code, reason, found[0].clause))


def sign(act: Act, *, by: Actor, at: datetime) -> None:
    """Write one act to the trail."""
    record(act, actor=by.account_id, role=by.role, at=at)


def number_hash(number: str) -> bytes:
    """Return the keyed hash an ID number as typed is found by."""
    return id_index(bare_number(number))


def number_hashes(number: str) -> list[bytes]:
    """Return it under every version of the key, the active one first."""
    return id_indexes(bare_number(number))
