"""The documents of a child's whole file: papers, scans, and whatever else is stored."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from humiao.access.public import EVERYBODY, SYSTEM
from humiao.foundation.files.public import NewFile, keep_file
from humiao.foundation.files.tests.samples import PDF
from humiao.foundation.ids import new_id
from humiao.registry.categories.public import Attachment, NewProof, ProofInput, add_proof, void_proof
from humiao.registry.categories.tests.conftest import spell_of
from humiao.registry.family.public import family_of
from humiao.registry.file_entries import AskedFile, document_titles
from humiao.registry.models import CategorySpell
from humiao.registry.public import NewCategory, child_file
from humiao.registry.tests.conftest import AT, ENTERED

DAY = date(2024, 10, 1)
HELD = (NewCategory("DE_FACTO", ENTERED, "证1"), NewCategory("ABUSE_VICTIM", ENTERED))


def paper(child, category, kind, number, *, file=None, issued_on=DAY):
    spell = CategorySpell.objects.get(child_id=child, category=category).pk
    proof = ProofInput(NewProof(kind, number, issued_on=issued_on), file)
    return add_proof(child_id=child, spell_id=spell, proof=proof, by=SYSTEM, at=AT)


def stored(child, name, **more):
    new = NewFile("visit", new_id(), name, PDF, child, **more)
    return keep_file(new, actor=None, at=AT)


def documents(child, *, masked=False, sees_sealed=False):
    on = AT.date()
    asked = AskedFile(child_file(EVERYBODY, child, on), family_of(EVERYBODY, child, on=on), EVERYBODY, on,
                      masked, lambda _post: "", lambda *_a, **_k: "", sees_sealed)  # fmt: skip
    with translation.override("zh-hans"):
        return [(d.title, d.on) for d in document_titles(asked)]


@pytest.fixture
def child(one):
    with one(categories=HELD) as child_id:
        paper(child_id, "DE_FACTO", "court_papers", "（2024）1号", file=Attachment("判决书.pdf", PDF))
        gone = paper(child_id, "DE_FACTO", "other", "错的")
        void_proof(child_id=child_id, proof_id=gone, reason="错", by=SYSTEM, at=AT)
        paper(child_id, "ABUSE_VICTIM", "case_papers", "9", issued_on=None)
        stored(child_id, "王小明的奖状.pdf")
        stored(child_id, "密.pdf", is_restricted=True)
        yield child_id
        assert spell_of(child_id)


def test_papers_and_other_files_are_listed_once(child):
    assert documents(child) == [
        ("法院文书 （2024）1号 （有扫描件）", DAY),
        ("王小明的奖状.pdf", AT.date()),
    ]


def test_a_masked_file_names_neither_numbers_nor_people(child):
    assert documents(child, masked=True) == [("法院文书 （有扫描件）", DAY), ("PDF 文档", AT.date())]


def test_sealed_papers_are_for_those_who_see_them(child):
    titles = [title for title, _on in documents(child, sees_sealed=True)]
    assert titles == ["法院文书 （2024）1号 （有扫描件）", "个案材料（封存） 9", "王小明的奖状.pdf", "密.pdf"]
