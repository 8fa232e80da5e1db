"""What the tags and parts draw."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def draw(source: str, **context: object) -> str:
    return Template("{% load desk %}" + source).render(Context(context))


def test_icon_comes_from_the_sprite_and_is_hidden_from_readers() -> None:
    drawn = draw('{% icon "home" %}')
    assert "icons.svg#home" in drawn
    assert 'aria-hidden="true"' in drawn


def test_unknown_icon_is_an_error() -> None:
    with pytest.raises(ValueError, match="ICONS"):
        draw('{% icon "no-such-icon" %}')


@pytest.mark.parametrize(
    ("code", "shape", "word"),
    [
        ("green", "<circle", "Green"),
        ("yellow", "<path", "Yellow"),
        ("red", "<path", "Red"),
        (None, "<circle", "Not assessed"),
    ],
)
def test_level_has_a_shape_and_a_word(code: Any, shape: Any, word: Any) -> None:
    drawn = draw("{% level_badge code %}", code=code)
    assert shape in drawn
    assert word in drawn


def test_level_shapes_differ() -> None:
    shapes = {
        draw("{% level_badge code '' %}", code=code).split("</svg>")[0].split(">")[-2]
        for code in ("green", "yellow", "red")
    }
    assert len(shapes) == 3


def test_level_keeps_the_programme_word() -> None:
    assert "重点" in draw("{% level_badge 'red' '重点' %}")


def test_bar_has_no_inline_style_and_an_accessible_name() -> None:
    drawn = draw("{% bar 187 260 209 %}")
    assert "style=" not in drawn
    assert 'role="img"' in drawn
    assert 'aria-label="187 of 260; by today 209 were due"' in drawn
    assert 'width="71.92%"' in drawn


def test_bar_takes_missing_variables() -> None:
    assert "bar-none" in draw("{% bar value target pace %}")


def test_money_keeps_the_yuan_in_its_title() -> None:
    assert 'title="¥390,000.00"' in draw("{{ 39000000|money }}")


def test_dash_stands_for_nothing() -> None:
    assert "—" in draw("{{ text|or_dash }}", text="")
    assert draw("{{ text|or_dash }}", text=0) == "0"


@pytest.mark.parametrize(
    ("name", "letter"), [("沈嘉乐", "乐"), ("阿卜杜热西提·买买提明", "阿"), ("Zhang", "Z"), ("", "")]
)
def test_initial(name: Any, letter: Any) -> None:
    assert draw("{{ name|initial }}", name=name) == letter


class VisitForm(forms.Form):
    day = forms.DateField(label="Day", help_text="of the visit")
    note = forms.CharField(label="Note", required=False)


def test_errors_link_to_their_fields() -> None:
    drawn = render_to_string("desk/parts/errors.html", {"form": VisitForm({})})
    assert 'href="#id_day"' in drawn
    assert "#id_note" not in drawn
    assert render_to_string("desk/parts/errors.html", {"form": VisitForm()}).strip() == ""


def test_field_ties_help_and_error_to_the_control() -> None:
    field = VisitForm({})["day"]
    drawn = render_to_string("desk/parts/field.html", {"field": field})
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_day_helptext"' in drawn
    assert 'id="id_day_error"' in drawn
    for target in str(field.build_widget_attrs({})["aria-describedby"]).split():
        assert f'id="{target}"' in drawn


def test_masked_value_is_not_in_the_page() -> None:
    masked = {"key": "phone", "what": "phone", "mask": "139****0000", "reveal_url": "/reveal/"}
    drawn = render_to_string("desk/parts/masked.html", {"masked": masked})
    assert 'method="post"' in drawn
    assert "hx-post" in drawn
    shown = render_to_string("desk/parts/masked.html", {"masked": masked | {"value": "13900000000"}})
    assert "13900000000" in shown
    assert "<form" not in shown


@pytest.mark.parametrize(
    ("clause", "shown"),
    [("R23", ""), ("R20b", ""), ("", ""), (None, ""), ("六(四)", "六(四)"), ("R23 三", "R23 三")],
)
def test_numbers_of_our_own_requirements_are_not_cited(clause: Any, shown: str) -> None:
    assert draw("{{ clause|cited }}", clause=clause) == shown
