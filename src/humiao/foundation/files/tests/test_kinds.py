"""What is taken and what is not, by content alone."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from humiao.foundation.decisions import Refused
from humiao.foundation.files import limits
from humiao.foundation.files.kinds import PICTURES, Kind, kind_of
from humiao.foundation.files.names import safe_name
from humiao.foundation.files.pictures import shown_picture
from humiao.foundation.files.tests.samples import (
    PDF,
    huge_png,
    lying_office,
    office,
    old_office,
    photograph,
    picture,
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture(), Kind.JPG),
        (picture("PNG"), Kind.PNG),
        (picture("WEBP"), Kind.WEBP),
        (PDF, Kind.PDF),
        (office(), Kind.DOCX),
        (office("xl/workbook.xml"), Kind.XLSX),
        (old_office("WordDocument"), Kind.DOC),
    ],
)
def test_each_kind_is_known_by_its_content(data, kind):
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"x" * (limits.MAX_BYTES + 1), "file-too-big"),
        (b"MZ\x90\0program", "file-kind"),
        (b"<html><script>alert(1)</script>", "file-kind"),
        (b"GIF89a", "file-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-kind"),
        (b"  %PDF-1.4 not at the start %%EOF", "file-kind"),
        (b"%PDF-1.4 cut off", "file-damaged"),
        (PDF + office(), "file-two-kinds"),
        (office("some/thing.txt"), "file-kind"),
        (b"PK\x03\x04 and no directory", "file-damaged"),
        (office(more={"word/vbaProject.bin": b"x"}), "file-macros"),
        (office(more={"big": bytes(limits.MAX_UNPACKED + 1)}), "file-bomb"),
        (office(more={f"p{n}": b"" for n in range(limits.MAX_ENTRIES)}), "file-bomb"),
        (old_office("Workbook"), "file-kind"),
        (old_office("EncryptedPackage"), "file-locked"),
        (old_office("WordDocument", "_VBA_PROJECT"), "file-macros"),
    ],
)
def test_what_is_not_taken_says_why(data, code):
    with pytest.raises(Refused) as refused:
        kind_of(data)
    assert refused.value.decision.code == code
    assert refused.value.decision.reason


def test_a_locked_package_is_refused():
    data = bytearray(office())
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(Refused) as refused:
        kind_of(bytes(data))
    assert refused.value.decision.code == "file-locked"


def test_a_package_that_lies_about_its_size_unpacks_no_further_than_it_may(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 100_000)
    with pytest.raises(Refused) as refused:
        kind_of(lying_office(50_000_000))
    assert refused.value.decision.code in ("file-bomb", "file-damaged")


def test_a_package_of_many_parts_adds_up(monkeypatch):
    data = office(more={"a": bytes(60_000), "b": bytes(60_000)})
    monkeypatch.setattr(limits, "MAX_UNPACKED", 100_000)
    with pytest.raises(Refused):
        kind_of(data)


def test_a_photograph_loses_what_the_camera_says_and_stands_upright():
    made = shown_picture(photograph(), Kind.JPG)
    assert b"SECRET" not in made.shown
    assert made.camera
    with Image.open(io.BytesIO(made.shown)) as shown:
        assert shown.size == (30, 40)
        assert not shown.getexif()
        assert "exif" not in shown.info
        assert "comment" not in shown.info


def test_what_hangs_on_behind_a_picture_is_gone():
    made = shown_picture(picture() + b"<script>alert(1)</script>" + office(), Kind.JPG)
    assert b"script" not in made.shown
    assert b"PK\x03\x04" not in made.shown


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "LA", "1", "I;16"])
def test_a_picture_of_any_colours_is_written_anew_and_scaled(mode):
    made = shown_picture(picture("PNG", mode=mode, size=(3000, 10)), Kind.PNG)
    with Image.open(io.BytesIO(made.shown)) as shown:
        assert shown.mode == "RGB"
        assert shown.width == limits.SHOWN_SIDE
    assert made.camera == ""


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (10_000, 5_001), (2**31 - 1, 2**31 - 1)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(width, height):
    with pytest.raises(Refused) as refused:
        shown_picture(huge_png(width, height), Kind.PNG)
    assert refused.value.decision.code in ("picture-too-large", "picture-damaged")


@pytest.mark.parametrize("data", [picture()[:-200], b"\xff\xd8\xff", huge_png(10, 10), picture("PNG")])
def test_a_picture_that_is_cut_off_or_something_else_is_refused(data):
    with pytest.raises(Refused) as refused:
        shown_picture(data, Kind.JPG if data[:1] == b"\xff" else Kind.WEBP)
    assert refused.value.decision.code == "picture-damaged"


@given(
    st.binary(max_size=300), st.sampled_from([picture(), picture("PNG"), PDF, office(), b""]), st.booleans()
)
def test_no_bytes_break_it(noise, sound, is_behind):
    data = sound + noise if is_behind else sound[: len(sound) // 2] + noise + sound[len(sound) // 2 :]
    try:
        kind = kind_of(data)
        if kind in PICTURES:
            assert noise not in shown_picture(data, kind).shown or len(noise) < 8
    except Refused:
        pass


@pytest.mark.parametrize(
    ("given_name", "kind", "kept"),
    [
        ("证明.pdf", Kind.PDF, "证明.pdf"),
        ("照片.exe", Kind.JPG, "照片.jpg"),
        ("../../etc/passwd", Kind.PDF, "passwd.pdf"),
        ("C:\\Users\\li\\判决书.docx", Kind.DOCX, "判决书.docx"),
        ("\u202egpj.exe", Kind.JPG, "gpj.jpg"),
        ("a\r\nSet-Cookie: x.pdf", Kind.PDF, "aSet-Cookie x.pdf"),
        ("con.pdf", Kind.PDF, "附件.pdf"),
        ("...", Kind.PNG, "附件.png"),
        ("", Kind.PNG, "附件.png"),
        ("名" * 300 + ".png", Kind.PNG, "名" * 94 + ".png"),
    ],
)
def test_a_name_does_no_harm(given_name, kind, kept):
    assert safe_name(given_name, kind) == kept


@given(st.text(max_size=200), st.sampled_from(Kind))
def test_any_name_can_be_saved_anywhere(text, kind):
    name = safe_name(text, kind)
    assert name.endswith(f".{kind.value}")
    assert not set(name) & set('/\\:*?"<>|\0\r\n')
    assert not name.startswith(".")
    assert len(name) <= limits.NAME_LENGTH
