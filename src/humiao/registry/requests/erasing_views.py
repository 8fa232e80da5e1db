"""Pages of an erasure: prepared by one person, confirmed or sent back by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from humiao.access.public import CountyRequest, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.registry.requests.commands.erasing import confirm_erasure, prepare_erasure, send_back_erasure
from humiao.registry.requests.forms import AnswerForm, ConfirmForm, EraseForm
from humiao.registry.requests.queries import request_of
from humiao.registry.requests.views import seen_version, shown


def prepare(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Propose an erasure to a second person."""
    form = EraseForm(request.POST)
    return _done(request, asked, form, prepare_erasure, "erase")


def confirm(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Erase as the second person."""
    form = ConfirmForm(request.POST)
    return _done(request, asked, form, confirm_erasure, "confirm")


def send_back(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Send a prepared erasure back to be answered again."""
    value = request_of(request.actor.scope, asked)
    send_back_erasure(
        request_id=value.id, seen_version=seen_version(request), by=request.actor, at=request.day.now
    )
    return redirect(link(request, "show-request", asked=asked))


def _done(request: CountyRequest, asked: UUID, form: Any, command: Any, name: str) -> HttpResponse:
    value = request_of(request.actor.scope, asked)
    if form.is_valid():
        try:
            with transaction.atomic():
                command(request_id=asked, by=request.actor, at=request.day.now, **form.cleaned_data)
            return redirect(link(request, "show-request", asked=asked))
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    answer = AnswerForm(None, kind=value.kind, version=value.version)
    return shown(request, value, answer, status=422, **{name: form})
