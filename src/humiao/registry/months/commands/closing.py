"""The county closes a month: its own copies, counts, signatures and seal; nothing ever changes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.context import current_county
from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import division_names
from humiao.foundation.trail.public import Act, child_keys
from humiao.registry.commands import checks
from humiao.registry.models import Child, ClosedMonth, Guardian, MonthEntry, MonthLine, MonthTown
from humiao.registry.months import reading, rules
from humiao.registry.months.flows import last_day
from humiao.registry.months.sealing import seal_of, seal_person
from humiao.registry.months.turns import take_turn_to_close
from humiao.registry.months.values import CHANGES, Check, Draft, Kind, as_dict
from humiao.registry.queries.counts import roster_count
from humiao.registry.queries.snapshot import cells

_LINE = (
    "id book number child_id file_number town_code village_code sex age class_code beside categories level "
    "sealed"
)
_ENTRY = "id book number kind child_id file_number town_code village_code on reason old new belongs_to sealed"
_TOWN = (
    "id book town_code town_name total before additions exits moved_in moved_out signed_at signed_by "
    "signed_name signed_role is_outdated"
)
_Keys = Mapping[UUID, bytes]


def close_month(*, month: date, seen_digest: str = "", by: Actor, at: datetime) -> UUID:
    """Close a month and return the id of its book.

    Refused before the month is over, out of order, while towns may still sign, and where its sums don't
    agree. Raises `Conflict` where somebody closed it first, or where the month is no longer as `seen_digest`
    (of `whole_digest`) says it was shown.
    """
    by = checks.permitted(by, Permission.CLOSE_MONTH)
    today = checks.day_of(at)
    _take_turn(month)
    require(rules.may_sign_now(month, next_open=reading.open_month(), today=today))
    draft = reading.month_draft(month, at=at)
    if seen_digest and whole_digest(draft) != seen_digest:
        text = _("Facts were recorded since you opened the month; look at it again before you close it.")
        raise Conflict(Decision.no("month-changed", text, "R23"))
    signed = reading.signatures_of(month)
    missing = reading.unsigned(draft.towns, signed)
    names = division_names(current_county())
    until = rules.sign_by(month, reading.limits())
    require(rules.may_close_over([names.get(c, c) for c in missing], sign_until=until, today=today))
    require(rules.must_foot(checks_of_draft(draft), names))
    book = _head(draft, by, names)
    keys = child_keys(draft.lines.keys() | {e.child_id for e in draft.entries})
    # lists: no query may be sent while a COPY is open
    copy_rows(MonthLine, _LINE, list(_line_rows(book, draft, keys)))
    copy_rows(MonthEntry, _ENTRY, list(_entry_rows(book, draft, keys)))
    copy_rows(MonthTown, _TOWN, list(_town_rows(book, draft, names)))
    book.seal = seal_of(book)
    book.save(force_insert=True)
    plain = {"month": month.isoformat(), "total": book.total, "closed_over": missing, "seal": book.seal.hex()}
    checks.sign(Act("close-month", "month", book.pk, plain=plain), by=by, at=at)
    return book.pk


def checks_of_draft(draft: Draft) -> tuple[Check, ...]:
    """Return the cross-foot checks of a month, its sums counted apart from its lines."""
    on = last_day(draft.month)
    counted = roster_count(draft.terms.rules, on=on, known_at=draft.at)
    return rules.checks_of(draft, cells(reading.lines_sql(draft.terms, on=on, known_at=draft.at)), counted)


def whole_digest(draft: Draft) -> str:
    """Return one digest of all towns' parts."""
    return reading.digest_of(f"{part.code} {part.digest}" for part in draft.towns)


def _take_turn(month: date) -> None:
    """Let one person close at a time; whoever comes second is told that it was closed meanwhile."""
    known = ClosedMonth.objects.filter(month=month).exists()
    take_turn_to_close()
    first = ClosedMonth.objects.filter(month=month).first()
    if first is not None and not known:
        text = _("%(name)s closed %(month)s just now.")
        values = {"name": first.closed_name, "month": rules.shown_month(month)}
        raise Conflict(Decision.no("closed-meanwhile", text % values, "R23"))


def _head(draft: Draft, by: Actor, names: Mapping[str, str]) -> ClosedMonth:
    used = {code for line in draft.lines.values() for code in (line.town_code, line.village_code)}
    used |= {code for e in draft.entries for code in (e.town_code, e.village_code)}
    used |= {
        code for e in draft.entries if e.kind is Kind.PLACE for code in (e.old, e.new, e.old[:9], e.new[:9])
    }
    terms = draft.terms
    return ClosedMonth(
        month=draft.month,
        closed_at=draft.at,
        closed_by=by.account_id,
        closed_name=by.name,
        closed_role=by.role,
        total=len(draft.lines),
        before=len(draft.before),
        additions=draft.count(Kind.ADDITION),
        exits=draft.count(Kind.EXIT),
        changes=sum(draft.count(kind) for kind in CHANGES),
        late=sum(entry.belongs_to is not None for entry in draft.entries),
        terms={
            "programme": terms.programme,
            "classes": [as_dict(c) for c in terms.classes],
            "beside": [as_dict(c) for c in terms.beside],
            "levels": [as_dict(level) for level in terms.levels],
            "places": {code: names.get(code, code) for code in sorted(used)},
        },
        previous_seal=draft.previous_seal,
    )


def _line_rows(book: ClosedMonth, draft: Draft, keys: _Keys) -> Iterator[tuple[Any, ...]]:
    guardians = _main_guardians(last_day(draft.month))
    for number, line in enumerate(draft.lines.values(), 1):
        row_id = new_id()
        said = {"name": line.name, "guardian": guardians.get(line.child_id, "")}
        said["born_on"] = line.born_on.isoformat() if line.born_on else ""
        yield (
            row_id, book.pk, number, line.child_id, line.file_number, line.town_code, line.village_code,
            line.sex, line.age, line.class_code, list(line.beside), list(line.categories), line.level,
            seal_person(said, keys.get(line.child_id), row_id),
        )  # fmt: skip


def _entry_rows(book: ClosedMonth, draft: Draft, keys: _Keys) -> Iterator[tuple[Any, ...]]:
    children = {entry.child_id for entry in draft.entries}
    names = dict(Child.objects.filter(pk__in=children).order_by().values_list("pk", "name"))
    for number, entry in enumerate(draft.entries, 1):
        row_id = new_id()
        said = {"name": names.get(entry.child_id, "")}
        yield (
            row_id, book.pk, number, entry.kind.value, entry.child_id, entry.file_number, entry.town_code,
            entry.village_code, entry.on, entry.reason[:100], entry.old, entry.new, entry.belongs_to,
            seal_person(said, keys.get(entry.child_id), row_id),
        )  # fmt: skip


def _town_rows(book: ClosedMonth, draft: Draft, names: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    signed = reading.signatures_of(draft.month)
    for part in draft.towns:
        by = signed.get(part.code)
        who = (
            (by.at, by.by, by.name, by.role, by.digest != part.digest) if by else (None, None, "", "", False)
        )
        yield (
            new_id(), book.pk, part.code, names.get(part.code, part.code), part.total, part.before,
            part.additions, part.exits, part.moved_in, part.moved_out, *who,
        )  # fmt: skip


def _main_guardians(on: date) -> dict[UUID, str]:
    rows = Guardian.objects.filter(is_main=True).exclude(ended_on__lte=on).order_by("-id")
    return dict(rows.values_list("child_id", "name"))
