"""The choice “for whom do I record” on a form, and acting by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.access.actors import Actor
from humiao.access.behalf import acting_for, represented_by
from humiao.access.requests import CountyRequest
from humiao.foundation.forms import offer
from humiao.foundation.places.public import division_names


class BehalfForm(forms.Form):
    """For whom this is recorded; nobody chosen is oneself."""

    for_post = forms.ChoiceField(
        label=_("Recorded for"),
        required=False,
        help_text=_("Where the child director told you; the record then says by whom and for whom."),
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "for_post", [("", _("Myself")), *choices])


def behalf_form(request: CountyRequest, *, villages: frozenset[str] | None = None) -> BehalfForm | None:
    """Return the choice for whoever may record for somebody, among some villages; else None."""
    names = division_names(request.county_code)
    found = [
        (str(r.id), f"{names.get(r.village_code, r.village_code)} {r.person_name}")
        for r in represented_by(request.actor, on=request.day.today)
        if villages is None or r.village_code in villages
    ]
    return BehalfForm(found, request.POST or None) if found else None


@contextmanager
def acting(request: CountyRequest, form: BehalfForm | None, *, on: date) -> Iterator[Actor]:
    """Lend the actor the form asks for: oneself, or oneself for another."""
    chosen = form.data.get("for_post", "") if form is not None and form.is_valid() else ""
    if not chosen:
        yield request.actor
        return
    with acting_for(request.actor, UUID(chosen), on=on) as by:
        yield by
