"""The letters of consents, requests and destruction, as offices print them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest
from humiao.desk import formats
from humiao.desk.papers.letter import Letter
from humiao.desk.papers.paper import Facts, Table, Words
from humiao.registry.consent.public import PURPOSES, Purpose, name_of, sentence_of
from humiao.registry.destruction.choices import Fate
from humiao.registry.destruction.public import ItemValue, ListValue
from humiao.registry.destruction.public import name_of as kind_name
from humiao.registry.public import ShownFile
from humiao.registry.requests.choices import Kind, State
from humiao.registry.requests.presenters import grounds_in_words
from humiao.registry.requests.public import RequestValue
from humiao.registry.rights_frames import language


def consent_form(request: CountyRequest, shown: ShownFile, file_number: str, *, is_own: bool) -> Letter:
    """Return the form a guardian, or a child from 14, signs: each purpose is ticked by itself."""
    rows = tuple(
        (
            f"□ {_('yes')}  □ {_('no')}",
            name_of(purpose, language()),
            sentence_of(purpose, language()),
            _("%(years)s y.") % {"years": PURPOSES[purpose].years},
        )
        for purpose in Purpose
    )
    head = (_("Consent"), _("What for"), _("What it means"), _("Lasts"))
    told = _(
        "You may consent to each by itself, refuse any, and withdraw at any time without disadvantage. "
        "The protection and visits the law prescribes are given whatever you answer here."
    )
    signed = _("The child (14 or older)") if is_own else _("Guardian")
    rows_to_sign: tuple[tuple[str, ...], ...]
    rows_to_sign = ((_("Guardian: "), _("Date: ")), (_("Received by: "), _("Witness: ")))
    if is_own:
        rows_to_sign = ((_("The child: "), _("Date: ")), *rows_to_sign)
    return Letter(
        _("Consent to the use of a child's data"),
        str(request.day.county.name),
        file_number,
        (
            Facts("", ((_("Child"), shown.name), (_("File number"), file_number), (_("Who signs"), signed))),
            Words("", told),
            Table("", head, rows, (3, 4, 10, 2)),
        ),
        rows_to_sign,
        footer=_("Personal Information Protection Law 13, 15, 23, 29, 31"),
    )


def answer_letter(request: CountyRequest, value: RequestValue, child: str) -> Letter:
    """Return the receipt of a request that waits, or the answer to one; a refusal with its reasons."""
    county = str(request.day.county.name)
    facts = Facts(
        "",
        (
            (_("Who asks"), value.asker_name),
            (_("Child"), child),
            (_("What is asked"), str(Kind(value.kind).label)),
            (_("Date of the request"), formats.day(value.asked_on)),
        ),
    )
    if value.answered_at is None:
        text = _("We received your request and answer it by %(day)s.") % {"day": formats.day(value.due_on)}
        blocks: tuple[Facts | Table | Words, ...] = (facts, Words("", text))
        title, on = _("Receipt of a request"), request.day.today
    else:
        blocks = (facts, *_answer(value))
        title, on = _("Answer to a request"), value.answered_at.date()
    remedy = _(
        "If you disagree you may complain to the authority for personal information protection, ask for "
        "administrative reconsideration within 60 days, or go to court."
    )
    closing = f"{county}    {formats.day(on)}"
    return Letter(title, county, value.number, (*blocks, Words("", remedy)), ((_("Seal: "),),), closing)


def _answer(value: RequestValue) -> Iterable[Words]:
    if value.state == State.REFUSED:
        yield Words("", _("We can't do what you asked, for these reasons:"))
        for number, (_name, sentence, clause) in enumerate(grounds_in_words(value.grounds), 1):
            yield Words("", f"{number}. {sentence}（{clause}）")
    elif value.state == State.GRANTED:
        yield Words("", _("What you asked was done."))
    else:
        yield Words("", _("You took the request back; nothing was done."))
    if value.answer:
        yield Words("", value.answer)


def destruction_record(request: CountyRequest, value: ListValue, items: Iterable[ItemValue]) -> Letter:
    """Return the record of destruction: each record by its number, and who answers for it."""
    rows = tuple(
        (
            str(number),
            kind_name(item.kind),
            item.label,
            formats.day(item.due_on),
            str(Fate(item.state).label),
            formats.day(item.done_at.date()) if item.done_at else "",
        )
        for number, item in enumerate(items, 1)
    )
    head = ("№", _("Records"), _("Number"), _("Kept until"), _("What became of it"), _("Destroyed on"))
    facts = (
        (_("Prepared by"), f"{value.prepared_name} {formats.moment(value.recorded_at)}"),
        (_("Approved by"), _decided(value)),
        (_("Carried out"), formats.moment(value.done_at) if value.done_at else ""),
    )
    return Letter(
        _("Record of destruction"),
        str(request.day.county.name),
        value.number,
        (Facts("", facts), Table("", head, rows, (1, 4, 4, 3, 3, 3))),
        ((_("Prepared by: "), _("Approved by: ")), (_("Watched by: "), _("Watched by: "))),
        _seal_line(request.day.today),
        footer=_("Keep this record for good (Archives Law 31)."),
    )


def _decided(value: ListValue) -> str:
    return f"{value.decided_name} {formats.moment(value.decided_at)}" if value.decided_at else ""


def _seal_line(on: date) -> str:
    return _("Seal    %(day)s") % {"day": formats.day(on)}
