"""The reference pages are what the code says, and every field says what it means."""

from __future__ import annotations

import pytest

from humiao.programmes.reference import _models, main, measures_page, terms_page
from humiao.programmes.terms import Interval, ProgrammeTerms, VisitRules, normalised_number


def test_the_pages_are_current() -> None:
    assert main(["--check"]) == 0


def test_every_field_has_its_docstring() -> None:
    models = list(_models(ProgrammeTerms, set()))
    assert {VisitRules, Interval} <= set(models)
    for model in models:
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"
            assert field.description.endswith("."), f"{model.__name__}.{name}"


def test_the_pages_hold_what_they_should() -> None:
    assert "| `visits.person_times` | 探访人次 |" in measures_page()
    assert "| `open_need_forbids_green` | bool | required |" in terms_page()


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("嘉民福[2019]90号", "嘉民福〔2019〕90号"),
        ("国未保组〔2021〕1 号", "国未保组〔2021〕1号"),
        ("浙民事（2018）21号", "浙民事〔2018〕21号"),
        ("嘉委发 (2020) 21 号", "嘉委发〔2020〕21号"),
        ("嘉委发〔2020〕21号", "嘉委发〔2020〕21号"),
        ("无文号", "无文号"),
    ],
)
def test_document_numbers_are_normalised(printed: str, normal: str) -> None:
    assert normalised_number(printed) == normal
