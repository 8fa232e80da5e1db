"""The form of the house's defaults in a draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.access.public import CountyRequest, link
from humiao.plans.commands import answer_needs
from humiao.plans.house_defaults import STEPS, SWITCHES, Switch, following_of, rules_of
from humiao.plans.queries import PlanValue, plan_of


class DefaultsForm(forms.Form):
    """The switches of visiting, the ways in, and what follows without a figure."""

    def __init__(self, plan: PlanValue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules, given = rules_of(plan), plan.edited.given
        self.said = dict(given.get("visit_rules") or {})
        for switch in SWITCHES:
            self.fields[switch.name] = _field(switch)
            self.initial[switch.name] = self.rules[switch.name]
        self.fields["steps"] = forms.ChoiceField(
            label=gettext_lazy("Offices an application passes"), choices=STEPS, required=False
        )
        self.fields["designated"] = forms.BooleanField(
            label=gettext_lazy("Designated children have a way in of their own"), required=False
        )
        self.initial.update(steps=given.get("steps") or "", designated=given.get("designated"))
        following = following_of(plan)
        if following:
            self.fields["kept"] = forms.MultipleChoiceField(
                label=gettext_lazy("Rows of the scorecard that follow though the plan names no figure"),
                choices=following,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            unwanted = given.get("without") or ()
            self.initial["kept"] = [code for code, _name in following if code not in unwanted]
        self.following = [code for code, _name in following]

    def values(self) -> dict[str, Any]:
        """Return what differs from the defaults, by the names a draft keeps it under."""
        given = self.cleaned_data
        changed = {s.name: given[s.name] for s in SWITCHES if given[s.name] != self.rules[s.name]}
        values: dict[str, Any] = {"steps": given["steps"], "designated": given["designated"]}
        if changed:
            values["visit_rules"] = self.said | changed
        if self.following:
            values["without"] = [code for code in self.following if code not in given["kept"]]
        return values


def _field(switch: Switch) -> forms.Field:
    if switch.kind == "days":
        return forms.IntegerField(label=switch.label, min_value=0, max_value=60)
    if switch.kind == "bool":
        return forms.BooleanField(label=switch.label, required=False)
    if switch.kind == "choice":
        return forms.ChoiceField(label=switch.label, choices=switch.choices)
    return forms.MultipleChoiceField(
        label=switch.label, choices=switch.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def edit_defaults(request: CountyRequest, plan: UUID) -> HttpResponse:
    """Show the house's defaults, and change them for this programme."""
    shown = plan_of(plan)
    form = DefaultsForm(shown, request.POST or None)
    reading = link(request, "read-plan", plan=plan)
    if form.is_valid():
        with transaction.atomic():
            answer_needs(plan_id=plan, values=form.values(), by=request.actor, at=request.day.now)
        return redirect(f"{reading}#part-defaults")
    context = {
        "page": {"title": _("House defaults"), "sub": shown.row.name},
        "plan": shown,
        "form": form,
        "cancel_url": f"{reading}#part-defaults",
        "inline": ("case_visits_counted", "kept"),
    }
    return render(request, "plans/defaults.html", context, status=400 if form.errors else 200)
