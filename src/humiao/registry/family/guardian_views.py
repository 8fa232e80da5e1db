"""Pages that add a guardian to a child's file and end one; who is entrusted with care is another page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.access.public import CountyRequest, NotReached, link
from humiao.foundation.bilingual import readers_language
from humiao.foundation.decisions import Refused
from humiao.foundation.forms import offer
from humiao.registry.choices import Relation
from humiao.registry.commands.belonging import add_guardian, end_guardian
from humiao.registry.labels import relation_name
from humiao.registry.presenters import show_file
from humiao.registry.queries import child_file
from humiao.registry.values import ChildFile, GuardianValue, NewGuardian


class GuardianForm(forms.Form):
    """A guardian or carer as the file keeps them."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    relation = forms.ChoiceField(label=gettext_lazy("What they are to the child"))
    is_main = forms.BooleanField(label=gettext_lazy("Main guardian"), required=False)
    lives_with = forms.BooleanField(label=gettext_lazy("Lives with the child"), required=False, initial=True)
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    id_number = forms.CharField(
        label=gettext_lazy("ID number"),
        max_length=18,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        language = readers_language()
        offer(self, "relation", [("", "—"), *Relation.pairs(language)])


class EndForm(forms.Form):
    """From which day somebody is no longer guardian."""

    on = forms.DateField(
        label=gettext_lazy("First day no longer guardian"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def add(request: CountyRequest, child: UUID) -> HttpResponse:
    """Add a guardian."""
    file = child_file(request.actor.scope, child, request.day.today)
    form = GuardianForm(request.POST or None)

    def write(said: dict[str, Any]) -> None:
        add_guardian(child_id=child, guardian=NewGuardian(**said), by=request.actor, at=request.day.now)

    return _answered(request, file, form, write, _("Add a guardian"))


def end(request: CountyRequest, child: UUID, guardian: UUID) -> HttpResponse:
    """End somebody's being guardian; the file keeps them with the day."""
    file = child_file(request.actor.scope, child, request.day.today)
    held = _held(file, guardian)
    form = EndForm(request.POST or None, initial={"on": request.day.today})

    def write(said: dict[str, Any]) -> None:
        end_guardian(child_id=child, guardian_id=guardian, by=request.actor, at=request.day.now, **said)

    return _answered(request, file, form, write, _("No longer guardian: %(who)s") % {"who": held})


def _held(file: ChildFile, guardian: UUID) -> str:
    """Return in words who it is, without a name; raises `NotReached` where there is no such guardian now."""
    found: GuardianValue | None = next((g for g in file.guardians if g.id == guardian), None)
    if found is None or found.ended_on is not None:
        raise NotReached
    return relation_name(found.relation)


def _answered(
    request: CountyRequest, file: ChildFile, form: Any, write: Callable[[dict[str, Any]], None], title: str
) -> HttpResponse:
    back = link(request, "show-child", child=file.id) + "?tab=household"
    if form.is_valid():
        try:
            with transaction.atomic():
                write(form.cleaned_data)
            return redirect(back)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    name = show_file(file, places={}, on=request.day.today).name
    context = {
        "page": {"title": title, "sub": f"{name} · {file.file_number}"},
        "crumbs": [
            (_("Children"), link(request, "list-children")),
            (name, back),
        ],
        "form": form,
        "cancel_url": back,
    }
    return render(request, "registry/family/guardian.html", context, status=422 if form.errors else 200)
