"""Starting a draft: from a file, a pasted text, beside a scan, by form, from an earlier programme."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.trail.public import Act, record
from humiao.plans import rules, scans
from humiao.plans.choices import Kind
from humiao.plans.draft_from_terms import draft_from_terms
from humiao.plans.edits import Edit
from humiao.plans.models import PlanDocument, PlanDraft
from humiao.plans.reader.draft import Draft
from humiao.plans.reading_in import Unreadable, empty_draft, read_document, read_pasted_text
from humiao.programmes.public import ProgrammeValue, programme_by_code

_NAME_LENGTH = 200


@dataclass(frozen=True)
class _Start:
    """What a draft begins with."""

    kind: Kind
    name: str
    draft: Draft
    data: bytes = b""
    pages: int = 0
    given: dict[str, Any] = field(default_factory=dict)
    base: ProgrammeValue | None = None
    corrects: str = ""


def upload_plan(*, data: bytes, name: str, corrects: str = "", by: Actor, at: datetime) -> UUID:
    """Read a file into a draft and return its id; `corrects` names the programme it is a new version of.

    Refuses what is empty, too big, or can't be read, each in words.
    """
    by.must(Permission.DRAFT_PLAN)
    require(rules.may_take(len(data)))
    draft = _read(lambda: read_document(data, name))
    return _begin(_correcting(_Start(Kind.FILE, name, draft, data), corrects, by), by=by, at=at)


def paste_plan(*, text: str, name: str = "", corrects: str = "", by: Actor, at: datetime) -> UUID:
    """Read a pasted text into a draft and return its id."""
    by.must(Permission.DRAFT_PLAN)
    require(rules.may_paste(text))
    data = text.encode()
    shown = name.strip() or text.strip().splitlines()[0][:60]
    draft = _read(lambda: read_pasted_text(text, shown))
    return _begin(_correcting(_Start(Kind.PASTED, shown, draft, data), corrects, by), by=by, at=at)


def start_beside_scan(*, data: bytes, name: str, corrects: str = "", by: Actor, at: datetime) -> UUID:
    """Keep a stamped scan and begin an empty draft beside its pages."""
    by.must(Permission.DRAFT_PLAN)
    require(rules.may_take(len(data)))
    if not scans.is_scan(data):
        raise Refused(Decision.no("no-scan", _("A scan is a PDF or a JPEG picture.")))
    try:
        pages = scans.page_count(data)
    except Unreadable as problem:
        raise Refused(Decision.no(problem.code, str(problem))) from problem
    start = _Start(Kind.SCAN, name, empty_draft(name, data), data, pages)
    return _begin(_correcting(start, corrects, by), by=by, at=at)


def start_plan_by_form(*, name: str, corrects: str = "", by: Actor, at: datetime) -> UUID:
    """Begin an empty draft to be filled in by form; a correction begins with the programme as it is."""
    by.must(Permission.DRAFT_PLAN)
    if not name.strip():
        raise Refused(Decision.no("name-missing", _("Give the programme's name.")))
    draft = empty_draft(name.strip())
    draft = draft.model_copy(update={"title": draft.title.model_copy(update={"value": name.strip()})})
    start = _correcting(_Start(Kind.FORM, name.strip(), draft), corrects, by)
    if start.base:
        start = _Start(
            Kind.FORM,
            start.name,
            draft_from_terms(start.base.terms),
            b"",
            0,
            start.given,
            start.base,
            corrects,
        )
    return _begin(start, by=by, at=at)


def start_from_last_year(*, programme: str, year: int, by: Actor, at: datetime) -> UUID:
    """Begin next year's draft with an earlier programme's terms, without its days."""
    by.must(Permission.DRAFT_PLAN)
    earlier = programme_by_code(by.scope, programme)
    if not earlier.terms.year < year <= earlier.terms.year + 5:
        said = _("The year must follow %(year)s.") % {"year": earlier.terms.year}
        raise Refused(Decision.no("year-impossible", said))
    draft = draft_from_terms(earlier.terms, for_year=year)
    given = {"predecessor": programme}
    start = _Start(Kind.LAST_YEAR, draft.title.value or earlier.terms.name, draft, given=given, base=earlier)
    return _begin(start, by=by, at=at)


def _read(read: Callable[[], Draft]) -> Draft:
    try:
        return read()
    except Unreadable as problem:
        raise Refused(Decision.no(problem.code, str(problem))) from problem


def _correcting(start: _Start, corrects: str, by: Actor) -> _Start:
    """Tie a draft to the programme it makes a new version of: its code and contract stay."""
    if not corrects:
        return start
    programme = programme_by_code(by.scope, corrects)
    given = {"code": corrects, "keeps_contract": True}
    return _Start(start.kind, start.name, start.draft, start.data, start.pages, given, programme, corrects)


def _begin(start: _Start, *, by: Actor, at: datetime) -> UUID:
    document = PlanDocument.objects.create(
        name=start.name[:_NAME_LENGTH],
        kind=start.kind,
        sha256=hashlib.sha256(start.data).hexdigest() if start.data else "",
        size=len(start.data),
        content=base64.b64encode(start.data).decode() if start.data else "",
        pages=start.pages,
        uploaded_by=by.account_id,
        uploaded_by_name=by.name,
        recorded_at=at,
    )
    edits = [Edit(do="set", path=f"programme.{k}", value=v, version=1) for k, v in start.given.items()]
    draft = PlanDraft.objects.create(
        document=document,
        draft=start.draft.model_dump(mode="json"),
        edits=[e.model_dump(mode="json") for e in edits],
        base=start.base.terms.model_dump(mode="json") if start.base else None,
        base_code=start.corrects,
        recorded_at=at,
        changed_at=at,
    )
    plain = {"kind": start.kind.value, "sha256": document.sha256, "size": document.size}
    record(Act("start-plan", "plan-draft", draft.id, plain=plain), actor=by.account_id, role=by.role, at=at)
    return draft.id
