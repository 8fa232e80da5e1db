"""Names of the registry's codes in the language of the page."""

from __future__ import annotations

from django.utils.translation import ngettext

from humiao.foundation.bilingual import readers_language
from humiao.foundation.labelled import Labelled
from humiao.programmes.public import Category
from humiao.registry.choices import LeaveReason, Relation
from humiao.registry.ethnicities import ETHNICITIES


def label(kind: type[Labelled], code: str) -> str:
    """Return a code's label in the language of the page; an unknown code shows as itself."""
    try:
        member = kind(code)
    except ValueError:
        return code
    return member.zh if in_chinese() else member.en


def category_name(code: str) -> str:
    """Return a category's name in the language of the page."""
    return label(Category, code)


def relation_name(code: str) -> str:
    """Return a guardian's relation in the language of the page."""
    return label(Relation, code)


def leave_reason_name(code: str) -> str:
    """Return a reason for leaving in the language of the page."""
    return label(LeaveReason, code)


def ethnicity_name(code: str) -> str:
    """Return a people's name in the language of the page."""
    zh, en = ETHNICITIES.get(code, (code, code))
    return zh if in_chinese() else en


def restricted_words(number: int) -> str:
    """Say how many restricted files stand behind a figure, to somebody who may know no more of them."""
    said = ngettext("Restricted: %(n)d file", "Restricted: %(n)d files", number)
    return said % {"n": number}


def in_chinese() -> bool:
    """Say whether the page is in Chinese."""
    return readers_language() == "zh"
