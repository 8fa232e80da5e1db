"""The yearly audit of access as numbers, each with the name of the query it comes from.

未成年人网络保护条例 第37条 asks whoever handles minors' data for an audit of compliance every year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from humiao.access.exports.public import KINDS as EXPORTS
from humiao.access.exports.public import counts_of_exports
from humiao.access.public import ROLES, Role, posts_by_role
from humiao.desk.acts import KIND_NAMES, KINDS, ActKind, said
from humiao.desk.formats import day
from humiao.desk.formats import moment as sealed_moment
from humiao.foundation.bilingual import with_brackets
from humiao.foundation.clock import moment
from humiao.foundation.files.public import kept_by_class
from humiao.foundation.trail.reading import Counted, chain, counts_by_action, refusals_by_code
from humiao.foundation.trail.sealing import chain_faults
from humiao.oversight.choices import Outcome
from humiao.oversight.presenters import in_words, refusal_name, role_name, rule_name
from humiao.oversight.queries import outcomes_between
from humiao.oversight.unusual.rules import RULES

_NONE = Counted(0, 0, 0)
_NEWEST = 20


@dataclass(frozen=True)
class Line:
    """One number with what it counts and the query that counted it."""

    name: str
    value: str
    query: str


@dataclass(frozen=True)
class Section:
    """A part of the audit; `note` says what a reader must know of its numbers."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""


def audit_of(county: str, year: int, *, on: date) -> tuple[Section, ...]:
    """Return the audit of a year, as far as it has gone."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    since, until = moment(first, 0), moment(after, 0)
    acts = counts_by_action(since, until)
    return (
        _posts(acts, min(after - timedelta(days=1), on)),
        _of_kind(ActKind.READ, acts),
        _of_kind(ActKind.REVEAL, acts),
        _refusals(since, until),
        _exports(since, until),
        _unusual(first, after),
        _erasures(acts),
        _chain(county),
        _retention(),
    )


def _posts(acts: Mapping[str, Counted], on: date) -> Section:
    held = posts_by_role(on=on)
    lines = [
        Line(str(ROLES[Role(role)].name), str(number), "access.posts_by_role")
        for role, number in held.items()
        if role in set(Role)
    ]
    lines.append(Line(_("Posts in all"), str(sum(held.values())), "access.posts_by_role"))
    lines += _acts(ActKind.ACCESS, acts)
    note = _("Posts in force on {day}; below, what was given, ended and handed over in the year.")
    return Section(_("People, posts and access"), tuple(lines), note.format(day=day(on)))


def _of_kind(kind: ActKind, acts: Mapping[str, Counted]) -> Section:
    note = _("In brackets: by how many people, about how many children. A list of one's caseload is one row.")
    return Section(str(KIND_NAMES[kind]), tuple(_acts(kind, acts)), note)


def _acts(kind: ActKind, acts: Mapping[str, Counted]) -> Iterator[Line]:
    for action in KINDS[kind]:
        found = acts.get(action, _NONE)
        if found.acts:
            value = with_brackets(str(found.acts), str(found.people), str(found.children))
            yield Line(said(action), value, f"trail.counts_by_action[{action}]")


def _refusals(since: datetime, until: datetime) -> Section:
    found = refusals_by_code(since, until)
    lines = [
        Line(
            f"{refusal_name(code)} · {role_name(role) or _('without a post')}",
            str(number),
            "trail.refusals_by_code",
        )
        for (code, role), number in sorted(found.items(), key=lambda pair: -pair[1])
    ]
    lines.append(Line(_("Refusals in all"), str(sum(found.values())), "trail.refusals_by_code"))
    return Section(_("Refusals"), tuple(lines))


def _exports(since: datetime, until: datetime) -> Section:
    counted = counts_of_exports(since, until)
    lines = []
    for kind in EXPORTS:
        if kind.code in counted:
            one = counted[kind.code]
            text = _("{files} files, {children} children, fetched {fetches} times, {revoked} revoked")
            value = text.format(
                files=one.files, children=one.children, fetches=one.fetches, revoked=one.revoked
            )
            lines.append(Line(str(kind.name), value, "exports.counts_of_exports"))
    note = _("Each is numbered and marked with who took it, with its reason; copies kept are sealed.")
    return Section(_("Taken out"), tuple(lines), note)


def _unusual(since: date, until: date) -> Section:
    found = outcomes_between(since, until)
    lines = []
    for rule in RULES:
        of_rule = {outcome: n for (name, outcome), n in found.items() if name == rule}
        parts = [f"{in_words(outcome)} {of_rule.get(outcome.value, 0)}" for outcome in Outcome]
        parts.append(f"{_('open')} {of_rule.get('', 0)}")
        value = with_brackets(str(sum(of_rule.values())), *parts)
        lines.append(Line(rule_name(rule), value, "oversight.outcomes_between"))
    note = _("Told by rules on plain values with thresholds; judged by the security administrator.")
    return Section(_("Unusual reading and what became of it"), tuple(lines), note)


def _erasures(acts: Mapping[str, Counted]) -> Section:
    actions = ("erase-child", "destroy-file", "destroy-records", "void-file")
    lines = tuple(
        Line(said(action), str(acts.get(action, _NONE).acts), f"trail.counts_by_action[{action}]")
        for action in actions
    )
    note = _("Erasing destroys the child's key; counts, chain and seals stay and verify.")
    return Section(_("Erasures"), lines, note)


def _chain(county: str) -> Section:
    stands = chain(most=1)
    faults = list(chain_faults(county, newest=_NEWEST))
    newest = stands.newest[0] if stands.newest else None
    lines = [
        Line(_("Sealed batches"), str(stands.batches), "trail.chain"),
        Line(_("Faults found"), str(len(faults)), "trail.chain_faults"),
        *(Line(fault.code, fault.where, "trail.chain_faults") for fault in faults),
    ]
    if newest:
        lines.insert(1, Line(_("Newest batch and its seal"), f"#{newest.number} {newest.mac}", "trail.chain"))
        lines.insert(2, Line(_("Sealed at"), sealed_moment(newest.sealed_at), "trail.chain"))
    note = _(
        "Every seal and link was checked, and the entries of the newest {n} batches one by one; "
        "`humiao verify` checks all of them, the months and the files. Keep this head: whoever can rewrite "
        "the database can't rewrite paper."
    )
    return Section(_("The trail holds"), tuple(lines), note.format(n=_NEWEST))


def _retention() -> Section:
    lines = tuple(
        Line(
            in_words(row.retention),
            _("{kept} kept, {destroyed} destroyed").format(kept=row.kept, destroyed=row.destroyed),
            "files.kept_by_class",
        )
        for row in kept_by_class()
    )
    return Section(_("Papers by how long they are kept"), lines)
