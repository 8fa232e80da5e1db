"""Forms of the reading page: starting, a fact, a query, what is still needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from humiao.foundation.forms import offer
from humiao.plans import words
from humiao.plans.needs import Need
from humiao.plans.questions import Question
from humiao.plans.sections import Field, Section, value_at

_DATE = re.compile(
    r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))"
)
_LINE = re.compile(r"[、,，;；\n]+")
_TEXT = 600


class StartForm(forms.Form):
    """One way to begin; which fields it has depends on the way."""

    way = forms.CharField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(
        label=_("The plan's text"), widget=forms.Textarea(attrs={"rows": 10}), required=False
    )
    name = forms.CharField(label=_("What it is called"), max_length=200, required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
    corrects = forms.ChoiceField(label=_("It corrects"), required=False)

    def __init__(
        self, way: str, programmes: Iterable[tuple[str, str]], year: int, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = list(programmes)
        for name in set(self.fields) - set(_OF_A_WAY[way]) - {"way"}:
            del self.fields[name]
        for name in set(_OF_A_WAY[way]) - {"corrects", *_OPTIONAL.get(way, ())}:
            self.fields[name].required = True
        self.initial.update(way=way, year=year)
        if "corrects" in self.fields:
            offer(self, "corrects", [("", gettext("No, it is a new programme")), *known])
        if "programme" in self.fields:
            offer(self, "programme", known)
        self.auto_id = f"{way}_%s"


_OF_A_WAY: dict[str, tuple[str, ...]] = {
    "file": ("file", "corrects"),
    "paste": ("text", "name", "corrects"),
    "form": ("name", "corrects"),
    "last-year": ("programme", "year"),
    "scan": ("file", "corrects"),
}
_OPTIONAL = {"paste": ("name",)}
WAYS = tuple(_OF_A_WAY)


def _date(value: str) -> None:
    if value and not _DATE.fullmatch(value):
        raise ValidationError(
            gettext("Write 2025-03-01, 2025-03 where the day isn't given, --03-01 where the year isn't.")
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _LINE.split(text) if line.strip()]


class FactForm(forms.Form):
    """One fact of a section, made from the section's own row of fields."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, section: Section, *args: Any, fact: Any = None, is_new: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for field in section.fields:
            for name, made in _controls(field):
                self.fields[name] = made
            if fact is not None:
                self.initial.update(_initial(field, value_at(fact, field.name)))
        if is_new:
            self.fields["words"] = forms.CharField(
                label=_("Words of the document"),
                required=False,
                max_length=400,
                help_text=_("As they stand in the text; they are found and marked."),
            )
            for name in ("start", "end", "unused"):
                self.fields[name] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        else:
            self.fields["reason"] = forms.CharField(label=_("Why"), required=False, max_length=300)

    def values(self) -> dict[str, Any]:
        """Return the fields of the fact by their names in the draft."""
        return {field.name: _value(field, self.cleaned_data) for field in self.section.fields}


def _name(field: Field) -> str:
    return field.name.replace(".", "__")


def _controls(field: Field) -> list[tuple[str, forms.Field]]:
    name = _name(field)
    common: dict[str, Any] = {"label": field.label, "required": field.required}
    if field.kind == "interval":
        return [
            (
                f"{name}__value",
                forms.IntegerField(**{**common, "required": False}, min_value=1, max_value=120),
            ),
            (
                f"{name}__unit",
                forms.ChoiceField(label=_("Unit of time"), choices=words.UNITS, required=False),
            ),
        ]
    made: dict[str, forms.Field] = {
        "text": forms.CharField(**common, max_length=_TEXT),
        "long": forms.CharField(**common, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})),
        "int": forms.IntegerField(**common, min_value=0, max_value=2_000_000_000),
        "number": forms.DecimalField(**common, min_value=0, max_digits=14, decimal_places=4),
        "choice": forms.ChoiceField(**common, choices=field.choices),
        "bool": forms.BooleanField(label=field.label, required=False),
        "date": forms.CharField(
            **common, max_length=10, validators=[_date], help_text=_("2025-03-01 or 2025-03")
        ),
        "lines": forms.CharField(**common, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})),
    }
    return [(name, made[field.kind])]


def _initial(field: Field, value: Any) -> dict[str, Any]:
    name = _name(field)
    if field.kind == "interval":
        return {f"{name}__value": value.value, f"{name}__unit": value.unit} if value else {}
    if field.kind == "lines":
        return {name: "、".join(value or ())}
    return {name: value}


def _value(field: Field, cleaned: Mapping[str, Any]) -> Any:
    name = _name(field)
    if field.kind == "interval":
        number = cleaned.get(f"{name}__value")
        return {"value": number, "unit": cleaned[f"{name}__unit"]} if number else None
    value = cleaned.get(name)
    if field.kind == "lines":
        return _lines(value or "")
    return None if value == "" else value


class QuestionForm(forms.Form):
    """The answer to a query, or that it is put off."""

    choice = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect, required=False)
    reason = forms.CharField(label=_("Why, and who decided"), max_length=1000, required=False)
    do = forms.ChoiceField(choices=[("settle", ""), ("defer", "")], widget=forms.HiddenInput, required=False)

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = question.query.choices
        if not choices:
            del self.fields["choice"]
            return
        codes = [question.choice_code(n) for n in range(len(choices))]
        offer(self, "choice", [(code, question.choice_label(code)) for code in codes])


class NeedsForm(forms.Form):
    """What only the programme has: asked for always, required where it is still needed."""

    def __init__(
        self, needs: Iterable[Need], towns: list[tuple[str, str]], *args: Any, fixed_code: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code of the programme"),
            max_length=40,
            disabled=fixed_code,
            help_text=_("Small letters, digits and hyphens; it stands in addresses."),
        )
        self.fields["name_en"] = forms.CharField(label=_("Name in English"), max_length=200, required=False)
        asked = {need.path.partition(".")[2]: need for need in needs if need.kind != "fact"}
        self._days(asked)
        self._places(asked, towns)
        if "roster_total" in asked:
            self.fields["roster_total"] = forms.IntegerField(
                label=str(asked["roster_total"].label), min_value=0
            )
        self.fields["goal"] = forms.CharField(
            label=_("Goal, in one sentence"),
            max_length=400,
            required=False,
            help_text=_("Where nothing is given, the house's own sentence stands, marked 默认."),
        )

    def _days(self, asked: Mapping[str, Need]) -> None:
        for name, label in (
            ("starts_on", _("The contract's first day")),
            ("ends_on", _("The contract's last day")),
        ):
            self.fields[name] = forms.DateField(
                label=label,
                required=name in asked,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    def _places(self, asked: Mapping[str, Need], towns: list[tuple[str, str]]) -> None:
        if "towns" in asked or "towns" in self.initial:
            self.fields["towns"] = forms.MultipleChoiceField(
                label=_("Towns to reach"), choices=towns, widget=forms.CheckboxSelectMultiple
            )
        for key, need in asked.items():
            if key.startswith("site_town_"):
                self.fields[key] = forms.ChoiceField(label=str(need.label), choices=towns)

    def clean(self) -> dict[str, Any]:
        """Refuse a contract that ends before it starts, or has one day only."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if bool(start) != bool(end) or (start and end and end < start):
            self.add_error("ends_on", gettext("Give both days, the last not before the first."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what was filled in, days as text."""
        given = {}
        for name, value in self.cleaned_data.items():
            if name == "code" and self.fields["code"].disabled:
                continue
            plain = value.isoformat() if hasattr(value, "isoformat") else value
            if plain not in (None, "", []):
                given[name] = plain
        return given
