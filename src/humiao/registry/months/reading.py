"""Reading what a month would be closed as now: two rosters and what was recorded in between."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from humiao.registry.commands.checks import day_of
from humiao.registry.models import ClosedMonth, MonthLimits, MonthSignature, RosterSpell
from humiao.registry.months import flows
from humiao.registry.months.rules import month_to_close
from humiao.registry.months.terms import levels_sql, terms_on
from humiao.registry.months.values import (
    BookTerms,
    ChangeFact,
    Draft,
    Entry,
    Kind,
    Limits,
    RosterLine,
    Signature,
    SpellFact,
    TownPart,
)
from humiao.registry.queries.counts import fetched
from humiao.registry.queries.snapshot import snapshot
from humiao.registry.sql import Sql

DEFAULT_LIMITS = Limits(sign_days=5, close_days=10)

# In the book of `end` as known at `at`, and not in the one of `eve` as known at `known`.
_FRESH = "{day} <= %(end)s AND {recorded} <= %(at)s AND NOT ({day} <= %(eve)s AND {recorded} <= %(known)s)"
_NEW = _FRESH.format(day="entered_on", recorded="recorded_at")
_OVER = "left_on IS NOT NULL AND entered_on <= %(end)s AND recorded_at <= %(at)s AND " + _FRESH.format(
    day="left_on", recorded="coalesce(leave_recorded_at, recorded_at)"
)
_SPELLS = f"""
SELECT child_id, entered_on, left_on, basis, leave_reason, is_new, is_over FROM (
  SELECT *, ({_NEW}) AS is_new, ({_OVER}) AS is_over FROM registry_rosterspell) s
WHERE is_new OR is_over
"""
_BEGUN = _FRESH.format(day="from_on", recorded="recorded_at")
_ENDED = "to_on IS NOT NULL AND " + _FRESH.format(
    day="to_on", recorded="coalesce(end_recorded_at, recorded_at)"
)
_FACTS = f"""
SELECT child_id, 'category', from_on, '', category, proof FROM registry_categoryspell
 WHERE {_BEGUN}
UNION ALL SELECT child_id, 'category', to_on, category, '', '' FROM registry_categoryspell
 WHERE from_on <= %(end)s AND recorded_at <= %(at)s AND {_ENDED}
UNION ALL SELECT child_id, 'place', moved_on, from_village, to_village, '' FROM registry_placemove
 WHERE {_FRESH.format(day="moved_on", recorded="recorded_at")}
UNION ALL SELECT child_id, 'corrected', NULL::date, '', array_to_string(fields, ','), ''
 FROM registry_correction
 WHERE recorded_at <= %(at)s AND recorded_at > %(known)s
ORDER BY 1, 3, 4, 5
"""
_COLUMNS = "child_id, file_number, town_code, village_code, sex, age, class_code, beside, categories, level"
_OTHERS = """
SELECT id, file_number, town_code, village_code, sex, 0, '', '{}'::text[], '{}'::text[], ''
FROM registry_child WHERE id = ANY(%s)
"""


def open_month() -> date | None:
    """Return the first day of the month that is closed next; None where there never was a roster."""
    closed = list(ClosedMonth.objects.order_by("-month").values_list("month", flat=True)[:1])
    first = None if closed else RosterSpell.objects.order_by("recorded_at").first()
    return month_to_close(closed, day_of(first.recorded_at) if first else None)


def limits() -> Limits:
    """Return the days within which towns sign and the county closes."""
    row = MonthLimits.objects.order_by("-id").first()
    return Limits(row.sign_days, row.close_days) if row else DEFAULT_LIMITS


def signatures_of(month: date) -> dict[str, Signature]:
    """Return each town's newest signature for a month, by the town's code."""
    rows = MonthSignature.objects.filter(month=month).order_by("id")
    return {
        s.town_code: Signature(
            s.town_code, s.signed_name, s.signed_role, s.recorded_at, s.digest, s.total, s.additions,
            s.exits, s.signed_by,
        )
        for s in rows
    }  # fmt: skip


def lines_sql(terms: BookTerms, *, on: date, known_at: datetime | None) -> Sql:
    """Select the roster of a day with the classes and levels of a book."""
    levels = levels_sql(terms, on=on, known_at=known_at)
    return snapshot(terms.rules, on=on, known_at=known_at, levels=levels)


def month_draft(month: date, *, at: datetime) -> Draft:
    """Read a month as it would be closed at a moment. Some eight statements, whatever the roster."""
    end = flows.last_day(month)
    eve = month - timedelta(days=1)
    terms = terms_on(end, known_at=at)
    previous = ClosedMonth.objects.filter(month=flows.previous_month(month)).first()
    before = _before(previous, terms, eve, at)
    now = _lines(lines_sql(terms, on=end, known_at=at), "town_code, village_code, sort_key, child_id")
    window = {"end": end, "at": at, "eve": eve, "known": previous.closed_at if previous else at}
    spells = [SpellFact(*row) for row in fetched(_SPELLS, window)]  # type: ignore[arg-type]
    facts = _facts(window)
    neither = {s.child_id for s in spells} - before.keys() - now.keys()
    entries = flows.entries_of(month, before, now, spells, facts, _others(neither))
    parts = flows.town_parts(before, now, entries)
    digests = _digests(now, entries)
    towns = tuple(replace(part, digest=digests.get(part.code, digest_of(()))) for part in parts)
    seal = bytes(previous.seal) if previous else None
    return Draft(month, at, terms, before, now, entries, towns, seal)


def unsigned(parts: Iterable[TownPart], signed: Mapping[str, Signature]) -> list[str]:
    """List the towns that did not sign their part as it stands now."""
    return [p.code for p in parts if p.code not in signed or signed[p.code].digest != p.digest]


def _before(
    previous: ClosedMonth | None, terms: BookTerms, eve: date, at: datetime
) -> dict[UUID, RosterLine]:
    """Return the children of the book before; of the first book those on the roster before its month."""
    if previous is None:
        return _lines(lines_sql(terms, on=eve, known_at=at), "child_id")
    frozen = Sql("SELECT * FROM registry_monthline WHERE book_id = %s", (previous.pk,))
    return _lines(frozen, "number", names=False)


def _lines(source: Sql, order: str, *, names: bool = True) -> dict[UUID, RosterLine]:
    more = ", name, born_on" if names else ""
    rows = fetched(f"SELECT {_COLUMNS}{more} FROM ({source.text}) s ORDER BY {order}", source.params)
    return {row[0]: _line(row) for row in rows}


def _line(row: tuple[Any, ...]) -> RosterLine:
    values: tuple[Any, ...] = (*row[:7], tuple(row[7]), tuple(sorted(row[8])), *row[9:])
    return RosterLine(*values)


def _facts(window: dict[str, Any]) -> list[ChangeFact]:
    """Read what was recorded of moves, categories and corrections since the book before."""
    rows = fetched(_FACTS, window)  # type: ignore[arg-type]
    return [ChangeFact(child, Kind(kind), *rest) for child, kind, *rest in rows]


def _others(children: Iterable[UUID]) -> dict[UUID, RosterLine]:
    ids = list(children)
    return {row[0]: _line(row) for row in fetched(_OTHERS, (ids,))} if ids else {}


def _digests(now: Mapping[UUID, RosterLine], entries: Iterable[Entry]) -> dict[str, str]:
    """Return a digest of all that each town is shown; somebody who moved stands in both towns' parts."""
    said: dict[str, list[str]] = {}
    for line in now.values():
        text = "|".join((line.file_number, line.village_code, line.sex, str(line.age), line.class_code,
                         ",".join(line.beside), ",".join(line.categories), line.level))  # fmt: skip
        said.setdefault(line.town_code, []).append(text)
    for entry in entries:
        text = "|".join((entry.kind, entry.file_number, str(entry.on), entry.reason, entry.old, entry.new))
        towns = {entry.town_code} | ({entry.old[:9], entry.new[:9]} if entry.kind is Kind.PLACE else set())
        for town in towns:
            said.setdefault(town, []).append(text)
    return {town: digest_of(texts) for town, texts in said.items()}


def digest_of(texts: Iterable[str]) -> str:
    """Return a digest of some texts, whatever their order."""
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()
