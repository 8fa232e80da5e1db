"""The columns a roster may have, and the words for them in the vocabularies."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

FLAG = "has:"  # before a category's code: a column that says whether it holds


class Column(StrEnum):
    """What a column says; the last ones are known and not kept."""

    NAME = "name"
    ID_NUMBER = "id_number"
    NO_ID_REASON = "no_id_reason"
    SEX = "sex"
    BORN_ON = "born_on"
    ETHNICITY = "ethnicity"
    PLACE = "place"
    TOWN = "town"
    VILLAGE = "village"
    ADDRESS = "address"
    REGISTERED_AT = "registered_at"
    HOUSEHOLD = "household"
    HOME_PHONE = "home_phone"
    PHONE = "phone"
    GUARDIAN = "guardian"
    RELATION = "relation"
    GUARDIAN_PHONE = "guardian_phone"
    GUARDIAN_ID = "guardian_id"
    FATHER = "father"
    FATHER_PHONE = "father_phone"
    FATHER_ID = "father_id"
    MOTHER = "mother"
    MOTHER_PHONE = "mother_phone"
    MOTHER_ID = "mother_id"
    CATEGORIES = "categories"
    DISABILITY_CARD = "disability_card"
    DISABILITY_KIND = "disability_kind"
    DISABILITY_GRADE = "disability_grade"
    HEALTH = "health"
    SCHOOL = "school"
    GRADE = "grade"
    ENTERED_ON = "entered_on"
    WISHES = "wishes"
    INDEX = "index"
    REMARK = "remark"


LABELS: dict[str, Any] = {
    Column.NAME: _("Child's name"),
    Column.ID_NUMBER: _("Child's ID number"),
    Column.NO_ID_REASON: _("Why there is no ID number"),
    Column.SEX: _("Sex"),
    Column.BORN_ON: _("Date of birth"),
    Column.ETHNICITY: _("People (ethnicity)"),
    Column.PLACE: _("Town and village in one"),
    Column.TOWN: _("Town or street"),
    Column.VILLAGE: _("Village or community"),
    Column.ADDRESS: _("Home address"),
    Column.REGISTERED_AT: _("Registered address (used where there is no home address)"),
    Column.HOUSEHOLD: _("Household's number"),
    Column.HOME_PHONE: _("Household's phone"),
    Column.PHONE: _("Child's phone"),
    Column.GUARDIAN: _("Guardian's name"),
    Column.RELATION: _("Guardian's relation to the child"),
    Column.GUARDIAN_PHONE: _("Guardian's phone"),
    Column.GUARDIAN_ID: _("Guardian's ID number"),
    Column.FATHER: _("Father's name"),
    Column.FATHER_PHONE: _("Father's phone"),
    Column.FATHER_ID: _("Father's ID number"),
    Column.MOTHER: _("Mother's name"),
    Column.MOTHER_PHONE: _("Mother's phone"),
    Column.MOTHER_ID: _("Mother's ID number"),
    Column.CATEGORIES: _("Categories"),
    Column.DISABILITY_CARD: _("Disability card number"),
    Column.DISABILITY_KIND: _("Kind of disability"),
    Column.DISABILITY_GRADE: _("Grade of disability"),
    Column.HEALTH: _("Health"),
    Column.SCHOOL: _("School"),
    Column.GRADE: _("School year"),
    Column.ENTERED_ON: _("Recognised from"),
    Column.WISHES: _("Wishes"),
    Column.INDEX: _("Serial number (not kept)"),
    Column.REMARK: _("Remark (not kept)"),
}
# A row that has nothing but these is empty: such columns are filled in beforehand.
BARE: frozenset[str] = frozenset(
    {Column.INDEX, Column.REMARK, Column.PLACE, Column.TOWN, Column.VILLAGE, Column.RELATION}
)

_NOT_IN_HEADINGS = re.compile(r"[\s*＊:：,，、;；.。/\\|_\-—–()（）【】\[\]〔〕“”\"'?？!！·0-9]+")
_BRACKETS = re.compile(r"[(（【\[〔][^)）】\]〕]*[)）】\]〕]")
_EXTRAS = re.compile(r"必填项?|选填|可选|请填写|填写")


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return one of the vocabularies in `data/`."""
    text = files("humiao.registry.lists").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def plain_heading(text: str, *, without_brackets: bool = False) -> str:
    """Return a heading bare of what offices put around it: blanks, stars, punctuation, remarks."""
    folded = unicodedata.normalize("NFKC", text)
    if without_brackets:
        folded = _BRACKETS.sub("", folded)
    return _NOT_IN_HEADINGS.sub("", _EXTRAS.sub("", _NOT_IN_HEADINGS.sub("", folded)))


@dataclass(frozen=True, eq=False)
class Words:
    """What a kind of list heads its columns with. Compared by identity: make each kind's words once.

    `known` gives the column of each heading, bare, and "" for those that aren't kept. One column of each
    of `identity` is what such a list must have, and what sets its headings apart from a title. A row with
    nothing but `bare` columns is empty. `persons` are the words for whom a heading may speak of.
    """

    known: Mapping[str, str]
    identity: tuple[frozenset[str], ...]
    bare: frozenset[str] = frozenset()
    persons: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Return the columns there may be."""
        return frozenset(self.known.values())


@cache
def roster_words() -> Words:
    """Return the words of a list of children."""
    words = vocabulary("headings")
    known = {plain_heading(h): column for column, said in words["columns"].items() for h in said}
    for code, said in words["flags"].items():
        known |= {plain_heading(h): f"{FLAG}{code}" for h in said}
    identity = (frozenset({Column.NAME}), frozenset({Column.ID_NUMBER, Column.BORN_ON}))
    return Words(known, identity, BARE, words["persons"])


def is_column(code: str) -> bool:
    """Say whether a code names a column of ours."""
    return code in set(Column) or (
        code.startswith(FLAG) and code[len(FLAG) :] in vocabulary("headings")["flags"]
    )
