"""What is refused, and that nothing but `FileProblem` is ever raised."""

import io
import re
import stat
import zipfile
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.opening import open_file, open_text
from humiao.plans.reader.files.problems import WORDINGS, FileProblem
from humiao.plans.reader.tests.files_samples import paragraph, pdf, scanned_pdf, word, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORD = word(paragraph("探访不少于300人次。"))
SAMPLES = [WORD, pdf([[(72, 700, "探访不少于三百人次。")]]), scanned_pdf(), "探访。".encode("gb18030"), OLE]
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
BODY = b'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:body></w:document>'
WORKBOOK = b'<r><a Type="/officeDocument" Target="xl/workbook.xml"/></r>'


def named(stream):
    return OLE + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (word(), "empty"),
        (b"a" * (limits.MAX_FILE_BYTES + 1), "too-large"),
        (b"plain words " * 60_000, "too-long"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image"),
        (b"BM" + bytes(60), "image"),
        (b"MZ\x90\0" + bytes(60), "program"),
        (b"Rar!\x1a\x07\0", "archive"),
        (b"PK\x03\x04 cut off", "damaged"),
        (zipped({"readme.txt": b"words"}), "archive"),
        (zipped({"xl/workbook.xml": b"<x/>", "_rels/.rels": WORKBOOK}), "spreadsheet"),
        (zipped({"OFD.xml": b"<x/>"}), "ofd"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "spreadsheet"),
        (zipped({"word/document.xml": ENTITIES + BODY}), "unsafe"),
        (zipped({"word/document.xml": (ENTITIES + BODY).decode().encode("utf-16")}), "unsafe"),
        (zipped({"word/document.xml": b"<a>" + b"<b/>" * 400_000 + b"</a>"}), "too-long"),
        (zipped({"word/document.xml": b"<broken"}), "damaged"),
        (zipped({"word/document.xml": b" " * (limits.MAX_PART_BYTES + 1)}), "unsafe"),
        (zipped({f"{n}": b"" for n in range(limits.MAX_PACKAGE_ENTRIES + 1)}), "unsafe"),
        (zipped({f"{n}": bytes(2**24) for n in range(13)}), "unsafe"),
        (named("EncryptedPackage"), "encrypted"),
        (named("Workbook"), "spreadsheet"),
        (OLE, "damaged"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "web-page"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(data, code):
    with pytest.raises(FileProblem) as caught:
        open_file(data, "方案.docx")
    assert caught.value.code == code


def test_the_content_decides_not_the_name():
    assert open_file(WORD, "方案.pdf").text == "探访不少于300人次。\n"
    assert open_text("探访").text == "探访"


def test_a_part_that_holds_more_than_it_declares_is_not_read_on():
    data = bytearray(zipped({"word/document.xml": b"<a>" + b" " * 100_000 + b"</a>"}))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(FileProblem):
        open_file(bytes(data), "a.docx")


def test_a_file_with_a_password_in_its_zip():
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + place] |= 1
    with pytest.raises(FileProblem, match="encrypted"):
        open_file(bytes(data), "a.docx")


@pytest.mark.parametrize("code", WORDINGS)
def test_each_problem_says_what_would_be_right_in_both_languages(code):
    problem = FileProblem(code)
    assert re.search("[一-龥]", problem.message)
    assert re.search("[一-龥]", problem.remedy)
    assert problem.message_en.isascii()
    assert problem.remedy_en.isascii()


def open_or_refuse(data):
    """Open a file; anything but a text or a `FileProblem` fails the test."""
    with suppress(FileProblem):
        assert open_file(data, "方案").text


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"%PDF-")
def test_any_bytes_raise_nothing_else(data):
    open_or_refuse(data)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_file_raises_nothing_else(sample, data):
    end = data.draw(st.integers(0, len(sample)))
    damaged = bytearray(sample[:end] if data.draw(st.booleans()) else sample)
    for place in data.draw(st.lists(st.integers(0, max(0, len(damaged) - 1)), max_size=8)):
        damaged[place : place + 1] = b"\xa5"
    open_or_refuse(bytes(damaged))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_xml_raises_nothing_else(data):
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        xml = bytearray(package.read("word/document.xml"))
    for place in data.draw(st.lists(st.integers(0, len(xml) - 1), max_size=3)):
        xml[place] = data.draw(st.integers(0, 255))
    open_or_refuse(zipped({"word/document.xml": bytes(xml)}))


def program(folder, monkeypatch, script):
    """Put a program in LibreOffice's place on the path."""
    path = folder / "soffice"
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_an_old_file_without_libreoffice(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileProblem, match="old-word"):
        open_file(named("WordDocument"), "方案.doc")


def test_an_old_file_is_converted_in_a_folder_of_its_own(monkeypatch, tmp_path):
    (tmp_path / "made.docx").write_bytes(WORD)
    script = 'while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"\n'
    program(tmp_path, monkeypatch, script + f'test -f "$3" && cp {tmp_path}/made.docx "$2/plan.docx"\n')
    for data in (named("WordDocument"), b"{\\rtf1 x}"):
        assert open_file(data, "方案.doc").text == "探访不少于300人次。\n"


@pytest.mark.parametrize(
    ("script", "code"), [("exit 1\n", "conversion-failed"), ("sleep 9\n", "conversion-slow")]
)
def test_a_conversion_that_fails_or_hangs(monkeypatch, tmp_path, script, code):
    monkeypatch.setattr("humiao.plans.reader.files.limits.CONVERSION_SECONDS", 0.3)
    program(tmp_path, monkeypatch, script)
    with pytest.raises(FileProblem, match=code):
        open_file(named("WordDocument"), "方案.doc")
