"""Requests in words, and the section of a child's file with consents, requests and holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link, post_names
from humiao.registry.consent.choices import Form, Giver, Standing
from humiao.registry.consent.purposes import Purpose, name_of
from humiao.registry.consent.queries import consents_of
from humiao.registry.consent.rules import may_use, standing_of
from humiao.registry.holds.queries import holds_of
from humiao.registry.labels import relation_name
from humiao.registry.requests.choices import Asker, Identity, Kind, State
from humiao.registry.requests.grounds import GROUNDS, Ground
from humiao.registry.requests.queries import requests_of
from humiao.registry.requests.values import RequestValue
from humiao.registry.rights_frames import language, names_of
from humiao.registry.values import ChildFile


def line(request: CountyRequest, value: RequestValue, on: date) -> dict[str, Any]:
    """Return one request as a row of a list."""
    return {
        "value": value,
        "kind": Kind(value.kind).label,
        "state": State(value.state).label,
        "is_waiting": value.answered_at is None,
        "is_late": value.is_late(on),
        "url": link(request, "show-request", asked=value.id),
    }


def lines(request: CountyRequest, values: Iterable[RequestValue], on: date) -> list[dict[str, Any]]:
    """Return requests with the masked names of their children."""
    found = list(values)
    names = names_of(request, {v.child_id for v in found})
    return [{**line(request, v, on), "child": names[v.child_id]} for v in found if v.child_id in names]


def facts(value: RequestValue) -> list[tuple[str, str]]:
    """Return what was entered of a request."""
    who = " · ".join(
        text
        for text in (
            str(Asker(value.asked_by).label),
            value.asker_name,
            relation_name(value.relation) if value.relation else "",
        )
        if text
    )
    return [
        (_("What is asked"), str(Kind(value.kind).label)),
        (_("Who asks"), who),
        (_("How it was checked"), str(Identity(value.identity).label)),
        (_("Phone or address for the answer"), value.contact),
    ]


def grounds_in_words(codes: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return reasons for refusing: name, sentence, clause."""
    en = language() == "en"
    found = []
    for code in codes:
        ground = Ground(code)
        rule = GROUNDS[ground]
        sentence = rule.sentence_en if en else rule.sentence_zh
        found.append((ground.en if en else ground.zh, sentence, rule.clause))
    return found


def rights_section(request: CountyRequest, file: ChildFile) -> dict[str, Any]:
    """Return what the section of a file shows: consents, whether each use is allowed, requests, holds."""
    on, may = request.day.today, request.actor.permissions
    consents, workers = consents_of(file.id), post_names()
    is_open = not file.retired_as
    may_record = is_open and Permission.RECORD_CONSENT in may
    may_ask = Permission.TAKE_REQUEST in may
    return {
        "uses": [(p, name_of(p, language()), may_use(p, file.born_on, on, consents)) for p in Purpose],
        "consents": [
            {
                "value": c,
                "purpose": name_of(c.purpose, language()),
                "who": _giver(c, is_masked=not file.is_own),
                "how": Form(c.form).label,
                "standing": standing_of(c, file.born_on, on).label,
                "holds": standing_of(c, file.born_on, on) == Standing.HOLDS,
                "by": workers.get(c.recorded_by_post_id, "") if c.recorded_by_post_id else "",
                "file_url": link(request, "show-child-file", child=file.id, file=c.file_id)
                if c.file_id
                else "",
                "withdraw_url": link(request, "withdraw-consent", consent=c.id)
                if may_record and c.withdrawn_on is None
                else "",
            }
            for c in reversed(consents)
        ],
        "give_url": link(request, "give-consent", child=file.id) if may_record else "",
        "form_url": link(request, "print-consent-form", child=file.id) if may_record else "",
        "requests": [line(request, v, on) for v in requests_of(file.id)] if may_ask else None,
        "ask_url": link(request, "take-request", child=file.id) if may_ask else "",
        "holds": holds_of(file.id),
        "may_hold": Permission.HOLD_RECORDS in may,
        "hold_url": link(request, "place-hold", child=file.id) if Permission.HOLD_RECORDS in may else "",
    }


def _giver(consent: Any, *, is_masked: bool) -> str:
    """Name who consented: in a masked file only what they are to the child."""
    who = relation_name(consent.relation) if consent.relation else str(Giver(consent.given_by).label)
    return who if is_masked else f"{who} {consent.giver_name}".strip()
