"""The entries of a child's timeline, made of each kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from humiao.assessments.public import (
    AssessmentValue,
    Cause,
    LevelChangeValue,
    LevelState,
    NeedKind,
    NeedValue,
)
from humiao.desk.child.reading import Whole
from humiao.desk.formats import day, day_of_year
from humiao.foundation.clock import CHINA
from humiao.registry.public import (
    FileEntry,
    category_name,
    entry_kinds,
    leave_reason_name,
)
from humiao.visits.public import (
    Channel,
    ExemptionReason,
    ExemptionState,
    ExemptionValue,
    LineValue,
    Outcome,
    Source,
    VisitValue,
)

VISIT, LEVEL, NEED, ROSTER = "visits", "levels", "needs", "roster"
_CHANNEL_ICONS = {
    Channel.HOME: "home-heart",
    Channel.PHONE: "phone",
    Channel.ONLINE: "message-circle",
    Channel.SCHOOL: "school",
    Channel.STATION: "building-community",
}


def entries_of(whole: Whole) -> list[FileEntry]:
    """Return every entry, the newest first; of one day, what happened last stands first."""
    found = [
        *_roster(whole),
        *_guardians(whole),
        *_categories(whole),
        *_enrolments(whole),
        *(_assessment(a, whole) for a in whole.assessments),
        *(_change(c, whole) for c in whole.changes if not _says_assessment_again(c, whole)),
        *(_visit(v, line, whole) for v in whole.visits for line in v.lines),
        *(_exemption(e) for e in whole.exemptions),
        *(entry for need in whole.needs for entry in _need(need, whole)),
        *(entry for kind in entry_kinds() for entry in kind.provider(whole.asked)),
    ]
    return sorted(found, key=lambda entry: entry.on, reverse=True)


def _roster(whole: Whole) -> Iterator[FileEntry]:
    for spell in whole.file.roster:
        basis = [_("Basis: %(basis)s") % {"basis": spell.basis}] if spell.basis else []
        if spell.left_on:
            reason = leave_reason_name(spell.leave_reason)
            yield FileEntry(spell.left_on, ROSTER, "logout", _("Left the roster"), [reason] if reason else [])
        yield FileEntry(spell.entered_on, ROSTER, "user-plus", _("Put on the roster"), basis)


def _guardians(whole: Whole) -> Iterator[FileEntry]:
    for guardian in whole.shown.guardians:
        who = f"{guardian.relation} {guardian.name}"
        lines = [_("main guardian")] if guardian.is_main else []
        title = _("Guardian: %(who)s") % {"who": who}
        yield FileEntry(guardian.recorded_on, ROSTER, "users-group", title, lines)
        if guardian.ended_on and guardian.ended_on <= whole.on:
            title = _("No longer guardian: %(who)s") % {"who": who}
            yield FileEntry(guardian.ended_on, ROSTER, "users-group", title)


def _categories(whole: Whole) -> Iterator[FileEntry]:
    for spell in whole.categories:
        name = {"category": category_name(spell.category)}
        proof = [_("Proof: %(proof)s") % {"proof": spell.proof}] if spell.proof else []
        if spell.to_on and spell.to_on <= whole.on:
            yield FileEntry(spell.to_on, ROSTER, "users-group", _("No longer: %(category)s") % name)
        yield FileEntry(spell.from_on, ROSTER, "users-group", name["category"], proof)


def _enrolments(whole: Whole) -> Iterator[FileEntry]:
    for enrolment in whole.file.enrolments:
        programme = whole.programmes.get(enrolment.programme_id)
        lines = [str(programme.name)] if programme else []
        if enrolment.to_on and enrolment.to_on <= whole.on:
            yield FileEntry(enrolment.to_on, ROSTER, "file-text", _("Enrolment ended"), lines)
        worker = whole.by(enrolment.worker_post_id)
        said = [*lines, _("Social worker: %(name)s") % {"name": worker}] if worker else lines
        yield FileEntry(enrolment.from_on, ROSTER, "file-text", _("Enrolled in the programme"), said)


def _assessment(value: AssessmentValue, whole: Whole) -> FileEntry:
    lines = ["；".join(value.ticked)] if value.ticked else []
    if value.override_reason:
        lines.append(_("Set by a person: %(reason)s") % {"reason": value.override_reason})
    return FileEntry(
        value.occurred_on,
        LEVEL,
        "clipboard-list",
        value.instrument_name,
        lines,
        whole.by(value.worker_post_id),
        _late(value.occurred_on, value.recorded_at),
        value.level,
        whole.level_name(value.level),
        tag=_("in question") if value.id in whole.in_question else "",
        tag_alert=value.id in whole.in_question,
        voided=value.voided_at is not None,
    )


def _says_assessment_again(change: LevelChangeValue, whole: Whole) -> bool:
    """Say whether an assessment's own entry shows this change already."""
    if change.state != LevelState.IN_FORCE or change.cause != Cause.ASSESSED:
        return False
    return any(a.id == change.assessment_id and a.occurred_on == change.from_on for a in whole.assessments)


def _change(change: LevelChangeValue, whole: Whole) -> FileEntry:
    name = whole.level_name(change.level) or change.level
    state, gone = LevelState(change.state), change.withdrawn_at is not None
    title = _("Level %(level)s") if state is LevelState.IN_FORCE else _("Level %(level)s proposed")
    decided = whole.by(change.decided_by_post_id)
    by = whole.by(change.by_post_id)
    return FileEntry(
        change.from_on,
        LEVEL,
        "adjustments",
        title % {"level": name},
        [text for text in (str(Cause(change.cause).label), change.reason) if text],
        f"{by} · {decided}" if decided and decided != by else by,
        level=change.level if state is LevelState.IN_FORCE else "",
        level_name=name,
        tag=_("withdrawn") if gone else "" if state is LevelState.IN_FORCE else str(state.label),
        tag_alert=state is LevelState.WAITING,
        voided=gone,
    )


def _visit(visit: VisitValue, line: LineValue, whole: Whole) -> FileEntry:
    channel, outcome = Channel(visit.channel), Outcome(line.outcome)
    is_met = outcome is Outcome.MET
    title = _("Visit: %(channel)s") if is_met else _("Attempt: %(channel)s")
    late = _late(visit.occurred_on, visit.recorded_at)
    return FileEntry(
        visit.occurred_on,
        VISIT,
        _CHANNEL_ICONS[channel] if is_met else "ban",
        title % {"channel": channel.label},
        list(_said_of(visit, line)),
        _visited_by(visit, whole),
        late,
        tag=_("in question") if line.id in whole.in_question else _tag_of(visit, line),
        tag_alert=line.id in whole.in_question,
        voided=visit.voided_at is not None or line.voided_at is not None,
        href=whole.visit_url(visit.id),
    )


def _visited_by(visit: VisitValue, whole: Whole) -> str:
    visitor = whole.by(visit.worker_post_id)
    if visit.entered_by_post_id is None:
        return visitor
    values = {"name": whole.by(visit.entered_by_post_id), "other": visitor}
    return _("%(name)s on behalf of %(other)s") % values


def _tag_of(visit: VisitValue, line: LineValue) -> str:
    said = [str(Outcome(line.outcome).label)] if line.outcome != Outcome.MET else []
    said += [_("amended")] if visit.amended or line.amended else []
    said += [_("late entry")] if visit.source == Source.LATE else []
    return " · ".join(said)


def _said_of(visit: VisitValue, line: LineValue) -> Iterator[str]:
    facts = [_("Seen alone.")] if line.was_seen_alone else []
    facts += [_("Nothing changed.")] if line.is_unchanged else []
    if facts:
        yield " ".join(facts)
    if visit.summary:
        yield visit.summary
    if line.findings and line.findings != visit.summary:
        yield line.findings
    if visit.next_step:
        yield _("Next step: %(step)s") % {"step": visit.next_step}
    if visit.origin:
        yield _("Source (file · sheet · row): %(source)s") % {"source": visit.origin}


def _exemption(exemption: ExemptionValue) -> FileEntry:
    state = ExemptionState(exemption.state)
    until = _("%(reason)s, until %(day)s") % {
        "reason": ExemptionReason(exemption.reason).label,
        "day": day_of_year(exemption.to_on),
    }
    lines = [until, exemption.note] if exemption.note else [until]
    alert = state is ExemptionState.WAITING
    return FileEntry(
        exemption.from_on,
        VISIT,
        "hourglass",
        _("Exempt from visits"),
        lines,
        tag=str(state.label),
        tag_alert=alert,
    )


def _need(need: NeedValue, whole: Whole) -> Iterator[FileEntry]:
    kind = {"kind": NeedKind(need.kind).label}
    if need.met_on:
        lines = [need.help_given] if need.help_given else []
        yield FileEntry(need.met_on, NEED, "circle-check", _("Need met: %(kind)s") % kind, lines)
    yield FileEntry(
        need.found_on,
        NEED,
        "first-aid-kit",
        _("Need found: %(kind)s") % kind,
        [need.description],
        whole.by(need.by_post_id),
        _late(need.found_on, need.recorded_at),
        tag="" if need.met_on else _("open"),
        tag_alert=not need.met_on,
    )


def _late(occurred_on: date, recorded_at: datetime) -> str:
    """Say when a record was made, where that was after the day itself."""
    recorded_on = recorded_at.astimezone(CHINA).date()
    return _("recorded %(day)s") % {"day": day(recorded_on)} if recorded_on > occurred_on else ""
