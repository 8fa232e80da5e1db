"""A child's whole file as a paper: the same records the page shows, in the order inspectors expect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.exports.public import Stamp
from humiao.access.public import CountyRequest
from humiao.desk import formats
from humiao.desk.child.access_log import access_log, may_read_log
from humiao.desk.child.entries import VISIT, entries_of
from humiao.desk.child.page import no_id_reason_in_words
from humiao.desk.child.reading import Whole
from humiao.desk.child.sections import SpellLine, category_lines, household, levels, needs
from humiao.desk.papers.paper import Block, Chapter, Facts, Paper, Picture, Table, Words
from humiao.foundation.bilingual import readers_language
from humiao.registry.family.public import ShownEntry, ShownFamily, show_family
from humiao.registry.public import document_titles

_NO = ""


def whole_file(request: CountyRequest, whole: Whole, *, stamp: Stamp) -> Paper:
    """Set a file that was read out as a paper; names are masked where `whole.shown` masks them."""
    family = show_family(whole.file, whole.family, on=whole.on, masked=whole.shown.is_masked)
    household_of = household(request, whole)
    chapters = (
        _identity(whole, household_of),
        _family(whole, family),
        _schooling(family),
        _benefits(family),
        _wishes(family),
        _needs(request, whole),
        _levels(request, whole),
        _visits(whole),
        _access(request, whole),
        _documents(whole),
    )
    return Paper(
        title=_("The child's file"),
        county=str(request.day.county.name),
        name=whole.shown.name,
        number=whole.file.file_number,
        cover=(
            (_("File number"), whole.file.file_number),
            (_("Name"), whole.shown.name),
            (_("Made by"), stamp.taken_by),
            (_("Made on"), formats.moment(request.day.now)),
            (_("Purpose"), stamp.reason),
            (_("Export"), stamp.number),
        ),
        mark=stamp.mark,
        trace=stamp.trace,
        chapters=chapters,
        contents=_("Contents"),
        none=_("None on file"),
        language=readers_language(),
        notes=(_notes(whole),),
    )


def _notes(whole: Whole) -> str:
    if whole.shown.is_masked:
        return _("Names and numbers are masked. Keep this paper locked; destroy it when its purpose is met.")
    return _("Holds personal data of a minor. Keep this paper locked; destroy it when its purpose is met.")


def _identity(whole: Whole, more: dict[str, Any]) -> Chapter:
    file, shown = whole.file, whole.shown
    facts = (
        (_("Name"), shown.name),
        (_("Sex"), shown.sex),
        (_("Date of birth"), formats.day(file.born_on)),
        (_("Age"), formats.age(file.born_on, whole.on)),
        (_("Ethnicity"), shown.ethnicity),
        (_("ID number"), shown.id_number or no_id_reason_in_words(file)),
        (_("Child's phone"), shown.phone),
        (_("Town, village"), f"{shown.town} {shown.village}"),
        (_("Address"), shown.address),
        (_("Home phone"), shown.home_phone),
        (_("Level"), whole.level_name(whole.level)),
    )
    return Chapter(
        _("Identity and categories"),
        (
            Facts(_("Basic data"), facts),
            _spells(_("Categories"), _("Category"), _("Proof"), category_lines(whole)),
            _spells(_("Roster"), _("State"), _("Basis"), more["roster"]),
            _spells(_("Programmes"), _("Programme"), _("Social worker"), more["enrolments"]),
        ),
    )


def _spells(title: str, what: str, note: str, lines: Iterable[SpellLine]) -> Table:
    rows = tuple(
        (x.what, formats.day(x.from_on), formats.day(x.to_on) if x.to_on else _NO, x.note) for x in lines
    )
    return Table(title, (what, _("From"), _("Until"), note), rows, (3, 2, 2, 3))


def _family(whole: Whole, family: ShownFamily) -> Chapter:
    guardians = tuple(
        (
            g.relation,
            g.name + (f"（{_('main')}）" if g.is_main else ""),
            g.phone,
            g.id_number,
            _("yes") if g.lives_with else _("no"),
            formats.day(g.ended_on) if g.ended_on else _NO,
        )
        for g in whole.shown.guardians
    )
    head = (_("Relation"), _("Name"), _("Phone"), _("ID number"), _("Lives with the child"), _("Until"))
    people = tuple((r.kin, r.name, r.born, r.state) for r in family.drawing.rows)
    siblings = tuple((name,) for _sibling, name in whole.shown.siblings)
    blocks: list[Block] = [Table(_("Guardians"), head, guardians, (3, 3, 3, 4, 2, 2))]
    if family.single:
        blocks.append(Words("", family.single))
    if siblings:
        blocks.append(Table(_("Siblings with files"), (_("Name"),), siblings, (1,)))
    return Chapter(
        _("Guardians and family"),
        (
            *blocks,
            Picture(_("Genogram"), family.drawing.svg, family.drawing.title),
            Table("", (_("Relation"), _("Name"), _("Born"), _("State")), people, (3, 4, 2, 5)),
            _entries(_("Members of the family"), family.members),
            _entries(_("Entrusted care"), family.care),
            _entries(_("Contact of the parents"), family.contacts),
        ),
    )


def _entries(title: str, entries: Iterable[ShownEntry]) -> Table:
    rows = []
    for entry in entries:
        tags = [text for text, _alert in entry.told.tags]
        what = " ".join(word for word in (entry.told.title, entry.told.sub) if word)
        until = f" – {formats.day(entry.to_on)}" if entry.to_on else ""
        rows.append((what, f"{formats.day(entry.from_on)}{until}", "；".join([*entry.told.lines, *tags])))
    return Table(title, (_("What"), _("From"), _("Details")), tuple(rows), (3, 2, 6))


def _schooling(family: ShownFamily) -> Chapter:
    blocks = (_entries(_("School"), family.schools), _entries(_("Health and disability"), family.health))
    return Chapter(_("School and health"), blocks)


def _benefits(family: ShownFamily) -> Chapter:
    due = tuple(
        (f"{d.name}（{_('applied for')}）" if d.is_applied else d.name, d.why, d.document) for d in family.due
    )
    head = (_("Benefit"), _("Why it is due"), _("Document"))
    blocks: tuple[Block, ...] = (
        _entries(_("Benefits"), family.benefits),
        Table(_("Due and not received"), head, due, (4, 4, 3)),
    )
    if family.outlived:
        text = _("Received, though the conditions on file no longer hold: %(names)s.")
        blocks = (*blocks, Words("", text % {"names": "、".join(family.outlived)}))
    return Chapter(_("Benefits"), blocks)


def _wishes(family: ShownFamily) -> Chapter:
    return Chapter(_("Wishes of the child"), (_entries("", family.wishes),))


def _needs(request: CountyRequest, whole: Whole) -> Chapter:
    rows = tuple(
        (
            str(row["kind"]),
            row["need"].description,
            formats.day(row["need"].found_on),
            formats.day(row["need"].met_on) if row["need"].met_on else _("open"),
            row["need"].help_given or _NO,
        )
        for row in needs(request, whole)["ledger"]
    )
    head = (_("Need"), _("What is needed"), _("Found"), _("Met"), _("Help given"))
    return Chapter(_("Needs ledger"), (Table("", head, rows, (2, 4, 2, 2, 4)),))


def _levels(request: CountyRequest, whole: Whole) -> Chapter:
    found = levels(request, whole)
    changes = tuple(
        (
            row["level_name"],
            formats.day(row["value"].from_on),
            "；".join(t for t in (str(row["cause"]), row["value"].reason) if t),
            str(row["state"]),
            " · ".join(t for t in (row["by"], row["decided_by"]) if t),
        )
        for row in found["changes"]
    )
    assessments = tuple(
        (
            formats.day(row["value"].occurred_on) + (f"（{_('void')}）" if row["value"].voided_at else ""),
            row["value"].instrument_name,
            "；".join(
                [
                    *row["value"].ticked,
                    *([row["value"].override_reason] if row["value"].override_reason else []),
                ]
            ),
            row["level_name"],
            row["by"],
        )
        for row in found["assessments"]
    )
    of_changes = (_("Level"), _("From"), _("Why"), _("State"), _("By"))
    of_assessments = (_("Day"), _("Instrument"), _("Ticked"), _("Level"), _("By"))
    return Chapter(
        _("Assessments and levels"),
        (
            Table(_("History of the level"), of_changes, changes, (2, 2, 4, 2, 2)),
            Table(_("Assessments"), of_assessments, assessments, (2, 3, 4, 2, 2)),
        ),
    )


def _visits(whole: Whole) -> Chapter:
    rows = tuple(
        (
            formats.day(e.on),
            e.title + (f"（{_('void')}）" if e.voided else f"（{e.tag}）" if e.tag else ""),
            "；".join(e.lines),
            " · ".join(t for t in (e.by, e.late_by) if t),
        )
        for e in entries_of(whole)
        if e.kind == VISIT
    )
    head = (_("Day"), _("Visit"), _("What was done and found"), _("By"))
    return Chapter(_("Visits"), (Table("", head, rows, (2, 3, 6, 2)),))


def _access(request: CountyRequest, whole: Whole) -> Chapter:
    if not may_read_log(request.actor):
        return Chapter(_("Records of access"), (Words("", _("The access log is read by the bureau.")),))
    rows = tuple(
        (formats.moment(line.at), f"{line.who} {line.role}".strip(), line.what)
        for line in access_log(whole.file.id)
    )
    return Chapter(_("Records of access"), (Table("", (_("When"), _("Who"), _("What")), rows, (3, 4, 5)),))


def _documents(whole: Whole) -> Chapter:
    proofs = [(c.proof, formats.day(c.from_on)) for c in whole.categories if c.proof]
    listed = [(d.title, formats.day(d.on) if d.on else _NO) for d in document_titles(whole.asked)]
    rows = tuple(dict.fromkeys([*listed, *proofs]))
    return Chapter(_("List of documents"), (Table("", (_("Document"), _("Dated")), rows, (6, 2)),))
