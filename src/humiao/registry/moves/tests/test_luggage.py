"""What goes along with a child: family and life, papers and scans, under the signature and within limits."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from humiao.access.public import EVERYBODY, SYSTEM
from humiao.foundation.files.public import Form, content_of, files_by_id, files_of
from humiao.foundation.files.tests.samples import PDF, office, photograph
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.registry.categories.public import (
    Attachment,
    NewProof,
    ProofInput,
    add_proof,
    record_situation,
    void_proof,
)
from humiao.registry.family.public import Benefit, Care, Member, Schooling, family_of, record_life, void_life
from humiao.registry.models import (
    CategoryProof,
    CategorySpell,
    Child,
    HandOver,
    LifeEntry,
    ParentSituation,
    ReceivedPackage,
)
from humiao.registry.moves import luggage, unpacking
from humiao.registry.moves.commands import handing
from humiao.registry.moves.forms import FileForm, ReceiveForm
from humiao.registry.moves.luggage import written_life
from humiao.registry.moves.sealing import opened, parsed, public_keys, sealed_for, signed
from humiao.registry.moves.tests.test_handing import give, receive, refused
from humiao.registry.tests.conftest import AT

DAY = date(2024, 11, 1)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """Keep files in a folder of the test's own."""
    place = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "files": place}


def paper(child, data=PDF, *, category="DE_FACTO", name="判决书.pdf", **more):
    spell = CategorySpell.objects.get(child_id=child, category=category).pk
    proof = NewProof("court_papers", "（2024）1号", "平湖市人民法院", DAY, **more)
    file = Attachment(name, data) if data else None
    return add_proof(child_id=child, spell_id=spell, proof=ProofInput(proof, file), by=SYSTEM, at=AT)


def life(child, body, on=DAY, **more):
    return record_life(child_id=child, body=body, from_on=on, by=SYSTEM, at=AT, **more)


def category_of(proof):
    return proof.spell.category if proof.spell else ""


def packed(child, **more):
    return handing.package_of(give(child, **more), by=SYSTEM)


def test_family_and_life_arrive_as_they_were_written(two, pinghu, yining):
    with pinghu():
        mother = life(two, Member("李梅", "mother", birth_year=1990, guardian_id=new_id()))
        life(
            two, Member("李梅", "mother", birth_year=1991), DAY.replace(day=2), subject=mother, seen_version=1
        )
        life(two, Care("王奶奶", "paternal_grandmother", phone="13812345678", is_asked=True))
        life(two, Schooling("primary", "实验小学", "三年级"))
        life(two, Benefit("de-facto-living", amount=120000), to_on=DAY.replace(day=5))
        wrong = life(two, Member("错人", "father"))
        void_life(child_id=two, subject=wrong, seen_version=1, reason="写错了", by=SYSTEM, at=AT)
        before = written_life(Child.objects.get(pk=two))
        text = packed(two)
    assert "李梅" not in text
    with yining():
        made, _receipt = receive(text)
        family = family_of(EVERYBODY, made.id, on=AT.date())
        assert written_life(Child.objects.get(pk=made.id)) == before
        assert sorted(e.version for e in family.entries) == [1, 1, 1, 1, 2]
        assert {type(e.body).__name__ for e in family.now} == {"Member", "Care", "Schooling", "Benefit"}
        assert not LifeEntry.objects.filter(subject=mother).exists()
        said = [a for a in latest_acts(child_id=made.id) if a.action == "receive-life"]
        assert len(said) == 5
        assert any(a.personal["new"].get("name") == "王奶奶" for a in said)
        life(made.id, Schooling("primary", "伊宁小学"), DAY.replace(day=12), seen_version=1)  # it goes on


def test_papers_scans_and_the_parents_situations_arrive(two, pinghu, yining):
    with pinghu():
        paper(two, photograph(), name="照片.jpg")
        paper(two, None)
        gone = paper(two, office())
        void_proof(child_id=two, proof_id=gone, reason="传错了", by=SYSTEM, at=AT)
        situation = ProofInput(NewProof("death_certificate", "1"), Attachment("死亡证明.pdf", PDF))
        record_situation(child_id=two, parent="father", situation="dead", from_on=DAY, proofs=[situation],
                         by=SYSTEM, at=AT)  # fmt: skip
        text = packed(two)
        plain = TrailEntry.objects.get(action="hand-over-child").plain
        assert (plain["scans"], plain["scans_left"]) == (2, 0)
        assert TrailEntry.objects.filter(action="read-file").count() == 2
    assert "SECRET-CAMERA" not in text
    with yining():
        made, _receipt = receive(text)
        rows = {p.kind + str(p.file_id is not None): p for p in CategoryProof.objects.all()}
        assert set(rows) == {"court_papersTrue", "court_papersFalse", "death_certificateTrue"}
        with_picture = rows["court_papersTrue"]
        assert (with_picture.number, with_picture.issuer) == ("（2024）1号", "平湖市人民法院")
        assert category_of(with_picture) == "DE_FACTO"
        assert rows["death_certificateTrue"].situation == ParentSituation.objects.get()
        files = files_by_id([r.file_id for r in rows.values() if r.file_id])
        assert {f.child_id for f in files.values()} == {made.id}
        assert {f.name for f in files.values()} == {"照片.jpg", "死亡证明.pdf"}
        by_name = {f.name: f.id for f in files.values()}
        assert content_of(by_name["死亡证明.pdf"]).data == PDF
        assert content_of(by_name["照片.jpg"], form=Form.SHOWN).data.startswith(b"\xff\xd8")
        plain = TrailEntry.objects.get(action="receive-package").plain
        assert (plain["papers"], plain["scans"], plain["life"]) == (3, 2, 0)


def test_papers_of_sealed_categories_go_by_grant_alone(two, pinghu, yining):
    with pinghu():
        paper(two, category="ABUSE_VICTIM")
        row = give(two)
        with_none = handing.package_of(row, by=SYSTEM)
        handing.withdraw_hand_over(hand_over_id=row, note="再来", by=SYSTEM, at=AT)
        text = packed(two, grant_reason="继续保护")
    assert parsed(with_none)["scans"] == []
    with yining():
        receive(text)
        proof = CategoryProof.objects.get()
        assert category_of(proof) == "ABUSE_VICTIM"
        assert [f.is_restricted for f in files_of("category-proof", [proof.pk])[proof.pk]] == [True]


def test_the_newest_scans_go_as_far_as_they_fit_and_the_rest_is_told(two, pinghu, yining, monkeypatch):
    monkeypatch.setattr(luggage, "MOST_SCAN_BYTES", 2 * len(PDF) + 10)
    with pinghu():
        for n in range(3):
            paper(two, PDF, name=f"{n}.pdf")
        row = give(two)
        assert "1" in HandOver.objects.get().note
        text = handing.package_of(row, by=SYSTEM)
    with yining():
        receive(text)
        kept = [p.file_id for p in CategoryProof.objects.all()]
        assert len(kept) == 3, "the paper itself goes along"
        assert {f.name for f in files_by_id([k for k in kept if k]).values()} == {"1.pdf", "2.pdf"}


def test_a_scan_changed_swapped_or_taken_away_is_refused(two, pinghu, yining):
    with pinghu():
        paper(two, PDF)
        paper(two, office(), name="表.docx")
        text = packed(two)
    content = json.loads(text)
    with yining():
        for scans in ([], content["scans"][::-1], [content["scans"][0], "AAAA"]):
            assert refused(receive, json.dumps({**content, "scans": scans})) == "tampered"
            # even signed anew by the county itself a scan opens in its own place only
            anew = {k: v for k, v in content.items() if k != "signature"} | {"scans": scans}
            assert refused(receive, signed(anew, by_county="330482")) == "unreadable"
        assert not ReceivedPackage.objects.exists()
        assert not Child.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"life": [{"kind": "member"}]},
        {"life": [{"subject": 0, "kind": "x", "from_on": "2024-01-01", "to_on": None, "body": {}}]},
        {"life": [{"subject": 0, "kind": "wish", "from_on": "2024-02-01", "to_on": "2024-01-01",
                   "body": {"words": "x"}}]},
        {"life": [{"subject": 0, "kind": "benefit", "from_on": "2024-02-01", "to_on": None,
                   "body": {"benefit": "x" * 41}}]},
        {"life": 7},
        {"situations": [{"parent": "aunt", "situation": "dead", "from_on": "2024-01-01", "until_on": None,
                         "ended_on": None}]},
        {"scan_key": "zz"},
    ],
)  # fmt: skip
def test_nonsense_in_a_package_writes_nothing(two, pinghu, yining, change):
    with pinghu():
        text = packed(two)
    with yining():
        assert refused(receive, altered(text, change)) == "unreadable"
        assert not Child.objects.exists()


def test_more_entries_than_a_child_has_are_refused(two, pinghu, yining, monkeypatch):
    with pinghu():
        life(two, Schooling("primary"))
        text = packed(two)
    with yining(), monkeypatch.context() as patched:
        patched.setattr(unpacking, "MOST_ENTRIES", 0)
        assert refused(receive, text) == "unreadable"
    with pinghu():
        paper(two)
        handing.withdraw_hand_over(hand_over_id=HandOver.objects.get().pk, note="再", by=SYSTEM, at=AT)
        text = packed(two)
    with yining(), monkeypatch.context() as patched:
        patched.setattr(unpacking, "MOST_SCAN_BYTES", 3)
        assert refused(receive, text) == "unreadable"


def test_a_package_made_before_there_was_luggage_is_received(two, pinghu, yining):
    with pinghu():
        text = packed(two)
    with yining():
        made, _receipt = receive(altered(text, {}, without=("life", "situations", "scan_key", "scan_names")))
        assert Child.objects.get(pk=made.id).name == "王小明"


def altered(text, change, without=()):
    """Open a package as its addressee, change its body, and sign it anew as its sender."""
    content = parsed(text)
    content.pop("signature")
    place = f"{content['id']}|654002"
    body = opened(content["body"], county="654002", place=place) | change
    for name in without:
        body.pop(name)
    if without:
        content.pop("scans")
    content["body"] = sealed_for(body, _key_of_yining(), place=place)
    return signed(content, by_county="330482")


def _key_of_yining():
    return public_keys("654002")[1]


def test_files_larger_than_any_package_are_refused_by_the_form():
    big = SimpleUploadedFile("x.json", b"x" * 1_000_001)
    card = FileForm({}, MultiValueDict({"file": [big]}))
    assert "file" in card.errors
    package = ReceiveForm({"village_code": "v"}, MultiValueDict({"file": [big]}), places=[("v", "V")])
    assert not package.errors
    assert len(package.text()) == 1_000_001
