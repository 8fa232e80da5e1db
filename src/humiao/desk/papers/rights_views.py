"""Pages that hand out letters, forms to sign, copies of a file and records of destruction."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from humiao.access.exports.public import Made, Stamp, Wanted, taken_out
from humiao.access.public import CountyRequest, NotReached, Permission
from humiao.desk.child.reading import read_whole
from humiao.desk.papers.letter import handed_out
from humiao.desk.papers.pdf import as_pdf
from humiao.desk.papers.rights import answer_letter, consent_form, destruction_record
from humiao.desk.papers.whole_file import whole_file
from humiao.desk.papers.withheld import others_words, withhold
from humiao.foundation.downloads import PDF
from humiao.foundation.identity_numbers import mask_name
from humiao.registry.consent.rules import is_of_own_age
from humiao.registry.destruction.public import destruction_list, items_of
from humiao.registry.public import child_file, show_file, take_out_file
from humiao.registry.requests.choices import WAITING, Kind
from humiao.registry.requests.public import RequestValue, request_of


def print_consent_form(request: CountyRequest, child: UUID) -> HttpResponse:
    """Hand out the form to sign, with the child's name as this reader sees it."""
    file = child_file(request.actor.scope, child, request.day.today)
    shown = show_file(file, places={}, on=request.day.today)
    is_own = is_of_own_age(file.born_on, request.day.today)
    form = consent_form(request, shown, file.file_number, is_own=is_own)
    return handed_out(form, f"{file.file_number}-consent.pdf")


def print_letter(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Hand out the receipt or the answer to a request."""
    value = request_of(request.actor.scope, asked)
    file = child_file(request.actor.scope, value.child_id, request.day.today)
    name = f"{mask_name(file.name)} {file.file_number}"
    return handed_out(answer_letter(request, value, name), f"{value.number}.pdf")


def copy_file(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Hand out the copy that was asked for, with what is others' withheld; the trail says for which request.

    Whoever answers hands it out uncovered: it is for the guardian, who knows the child's name.
    """
    value = request_of(request.actor.scope, asked)
    if value.kind not in (Kind.COPY, Kind.SEE) or value.state not in WAITING:
        raise NotReached
    request.actor.must(Permission.REVEAL_CHILD)
    purpose = _("Copy for request %(number)s") % {"number": value.number}
    return _copied(request, value, purpose)


@transaction.atomic
def _copied(request: CountyRequest, value: RequestValue, purpose: str) -> HttpResponse:
    file = take_out_file(
        child_id=value.child_id,
        purpose=purpose,
        kind="pdf",
        is_uncovered=True,
        on=request.day.today,
        by=request.actor,
        at=request.day.now,
    )

    def made(stamp: Stamp) -> Made:
        whole = replace(read_whole(request, file, revealed=True), sees_sealed=False)
        paper = whole_file(request, whole, stamp=stamp)
        return Made(as_pdf(withhold(paper, others_words(whole, asker=value.asker_name))), [file.id])

    wanted = Wanted("requested-copy", f"{file.file_number}-{value.number}.pdf", PDF, "", "", made)
    return taken_out(request, wanted, reason=purpose)


def print_destruction(request: CountyRequest, destruction: UUID) -> HttpResponse:
    """Hand out the record of destruction."""
    value = destruction_list(request.actor.scope, destruction)
    record = destruction_record(request, value, items_of(value.id, size=0))
    return handed_out(record, f"{value.number}.pdf")
