"""Folding, normalising and text files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.files.normalise import normalise, normalise_line
from humiao.plans.reader.files.opening import open_file
from humiao.plans.reader.files.problems import FileProblem

PLAN = (
    "某县困境儿童关爱服务实施方案\n一、服务对象\n全县在册困境儿童126人（孤儿8人）。\n\n"
    "二、指标\n\t指标\n\t数量\n\n探访≧300人次；个案不少于12个。\n项目资金390,000元，自2025年3月起一年。\n"
)
TRADITIONAL = "關於購買兒童關愛保護服務的實施方案\n一、服務對象\n本縣困境兒童及其家庭,每月探訪一次。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("（一）", "(一)"),
        ("［2021］【2】〖3〗[4]", "〔2021〕〔2〕〔3〕〔4〕"),
        ("３人 ＡＢＣ％", "3人 ABC%"),
        ("≧3 ⩾3 ≦5", "≥3 ≥3 ≤5"),
        ("3月—11月～12月－1月", "3月-11月-12月-1月"),
        ("时间：9:00", "时间:9:00"),
        ("建设,促进;发展", "建设，促进；发展"),
        ("390,000元", "390,000元"),
        ("１，２３４，５６７元", "1,234,567元"),
        ("9，10月", "9，10月"),
        ("2021,300人", "2021，300人"),
        ("3XX,000元", "3XX，000元"),
        ("3,XXX元", "3,XXX元"),
        ("兒童關愛", "儿童关爱"),
        ("⺠政⼉童", "民政儿童"),
        ("「护苗」", "“护苗”"),
        ("①〇○ⅢX", "①〇○ⅢX"),
        ("\u3000文", " 文"),
    ],
)
def test_one_form_a_sign(printed, folded):
    assert fold(printed) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("[bookmark: _Hlk51][bookmark: _GoBack]为贯彻", "为贯彻"),
        ("[book[bookmark: a]mark: b]甲", "甲"),
        ("甲\u200b乙\ufeff丙\x07", "甲乙丙"),
        ("甲\r\n乙\r丙\v丁\f戊\u2028己", "甲\n乙\n丙\n丁\n戊\n己"),
        ("\u3000\u3000甲   乙 \u00a0 \n 丙", "甲 乙\n丙"),
        ("\t序号\n\t数量\n\n1\n\n\t\n", "\t序号\n\t数量\n\n1\n\n\t"),
        ("甲" + "\n" * 9 + "乙", "甲\n\n\n\n乙"),
        ("≧３ 教有", "≧３ 教有"),
    ],
)
def test_shown_text_keeps_the_words(raw, shown):
    assert normalise(raw) == shown


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("甲 1\t\n\r\u3000\u200b[]bookmark: \ufeff\ud800")) | st.text())
def test_normalising_again_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert "\n" not in normalise_line(text)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_reads_equal(encoding):
    plan = PLAN.replace("≧", "≥") if encoding == "gbk" else PLAN
    assert open_file(plan.encode(encoding), "方案.txt").text == normalise(plan)


def test_big5_reads_as_printed_and_folds_to_simplified():
    source = open_file(TRADITIONAL.encode("big5"), "方案.txt")
    assert source.text == normalise(TRADITIONAL)
    assert "儿童关爱保护服务" in source.folded


@pytest.mark.parametrize("encoding", ENCODINGS[:7])
def test_a_file_cut_anywhere_reads_to_the_cut(encoding):
    data = PLAN.encode(encoding)
    for end in range(len(data) // 2, len(data), 7):
        text = open_file(data[:end], "方案.txt").text
        assert PLAN.startswith(text[:40]), encoding
        assert "\ufffd" not in text


def test_a_table_drawn_with_signs_is_text():
    rule = "─" * 30
    drawn = f"┌{rule}┬{rule}┐\n│走访探视│≥300人次│\n└{rule}┴{rule}┘\n"
    assert open_file(drawn.encode(), "表.txt").text.count("走访") == 1


def test_the_name_is_kept_without_its_folder():
    assert open_file(b"abc", "C:\\\\tmp\\../plan\n.docx").name == "plan.docx"


@pytest.mark.parametrize("data", [bytes(range(256)) * 9, b"\0\x01\x02\x03" * 50, b"\xff\xfe\x00\xd8" * 30])
def test_junk_is_no_text(data):
    with pytest.raises(FileProblem, match="not-text"):
        open_file(data, "方案.txt")
