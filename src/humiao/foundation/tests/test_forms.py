"""Choices that are known only when a form is made."""

from __future__ import annotations

import pytest
from django import forms

from humiao.foundation.forms import offer


class _Form(forms.Form):
    town = forms.ChoiceField()
    towns = forms.MultipleChoiceField()
    name = forms.CharField()


def test_what_is_offered_may_be_chosen_and_nothing_else() -> None:
    def made(**data: object) -> _Form:
        form = _Form(data)
        offer(form, "town", (pair for pair in [("1", "一"), ("南", [("2", "二")])]))
        offer(form, "towns", [("1", "一")])
        return form

    assert made(town="2", towns=["1"], name="王").is_valid()
    assert set(made(town="3", towns=["2"], name="王").errors) == {"town", "towns"}
    assert not _Form({"town": "1", "towns": ["1"], "name": "王"}).is_valid()


def test_a_field_to_type_into_takes_no_choices() -> None:
    with pytest.raises(TypeError, match="name is no field to choose from"):
        offer(_Form(), "name", [("1", "一")])
