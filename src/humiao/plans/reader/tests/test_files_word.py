"""Word documents."""

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.files.normalise import normalise
from humiao.plans.reader.files.numerals import printed
from humiao.plans.reader.files.opening import open_file
from humiao.plans.reader.tests.files_samples import level, numbered, paragraph, saved, word

CHINESE = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
ANEW = (
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def read(*blocks, numbering=""):
    return open_file(word(*blocks, numbering=numbering), "方案.docx")


def lines(*blocks, numbering=""):
    return read(*blocks, numbering=numbering).text.split("\n")[:-1]


def cells(source):
    """Return the words of each table's cells."""
    return [[[source.text[c.start : c.end] for c in row] for row in table.rows] for table in source.tables]


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (103, "chineseCountingThousand", "一百零三"),
        (110, "chineseCountingThousand", "一百一十"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (21, "decimalEnclosedCircle", "㉑"),
        (50, "decimalEnclosedCircle", "50"),
        (2, "decimalEnclosedParen", "⑵"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (4, "unheard-of", "4"),
    ],
)
def test_numbers_print_as_in_word(number, style, shown):
    assert printed(number, style) == shown


@given(st.integers(-5, 100_000), st.sampled_from(["chineseCounting", "lowerLetter", "upperRoman", "none"]))
def test_any_number_prints(number, style):
    assert isinstance(printed(number, style), str)


def test_automatic_numbers_nest_and_start_anew_below_a_higher_one():
    blocks = [
        numbered("总则"), numbered("对象", level=1), numbered("范围", level=1), numbered("2025年内", level=2),
        numbered("目标"), numbered("总目标", level=1),
    ]  # fmt: skip
    shown = ["一、总则", "（一）对象", "（二）范围", "1. 2025年内", "二、目标", "（一）总目标"]
    assert lines(*blocks, numbering=CHINESE) == shown


def test_a_list_of_the_same_definition_counts_on_unless_it_overrides():
    blocks = [numbered("甲"), numbered("乙", 2), numbered("丙", 1)]
    assert lines(*blocks, numbering=CHINESE + ANEW) == ["一、甲", "五、乙", "六、丙"]


def test_a_level_shows_the_numbers_above_it():
    numbering = CHINESE.replace("%3.", "%1.%3").replace(
        '<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="decimal"/><w:isLgl/>'
    )
    assert lines(numbered("甲"), numbered("乙", level=2), numbering=numbering) == ["一、甲", "1.1 乙"]


def test_a_style_numbers_its_paragraphs():
    document = docx.Document()
    document.add_paragraph("核对资料", style="List Number")
    document.add_paragraph("上门探访", style="List Number")
    assert open_file(saved(document), "a.docx").text == "1.核对资料\n2.上门探访\n"


def test_bullets_and_no_list_have_no_number():
    document = docx.Document()
    document.add_paragraph("探访", style="List Bullet")
    assert open_file(saved(document), "a.docx").text == "探访\n"
    assert lines(numbered("甲", 0), numbered("乙", 99), numbering=CHINESE) == ["甲", "乙"]


def test_changes_count_as_accepted():
    run = "<w:r><w:t>{}</w:t></w:r>"
    block = (
        "<w:p>" + run.format("探访")
        + '<w:ins w:id="1" w:author="x">' + run.format("300") + "</w:ins>"
        + '<w:del w:id="2" w:author="x"><w:r><w:delText>260</w:delText></w:r></w:del>'
        + '<w:moveFrom w:id="3" w:author="x">' + run.format("旧") + "</w:moveFrom>"
        + run.format("人次") + "</w:p>"
    )  # fmt: skip
    assert lines(block) == ["探访300人次"]


def test_a_paragraph_whose_end_was_deleted_goes_on():
    deleted = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    assert lines(paragraph("共三", deleted), paragraph("百人")) == ["共三百人"]


def test_hidden_words_fields_and_breaks():
    block = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"
    )
    assert lines(block) == ["甲", "乙 丙"]


def test_a_text_box_stands_behind_its_paragraph_once():
    box = "<w:txbxContent><w:p><w:r><w:t>附注</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f'<mc:AlternateContent {mc}><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p><w:r><w:t>正文</w:t>{both}</w:r></w:p>") == ["正文", "附注"]


def test_contents_headers_and_footnotes_are_left_out_and_said():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.styles.add_style("TOC 1", 1)
    document.add_paragraph("一、目录里的标题 3", style="TOC 1")
    document.add_paragraph("正文")
    source = open_file(saved(document), "a.docx")
    assert source.text == "正文\n"
    assert source.left_out == ("contents", "headers-footers")


def test_merged_cells_repeat_in_rows_and_stand_once_in_the_text():
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for row, words in enumerate(["类别 数量 数量", "类别 人 户", "孤儿 9 5", "留守 0 0"]):
        for column, word_ in enumerate(words.split()):
            table.cell(row, column).text = word_
    for row, column, text in [(1, 0, ""), (0, 2, "")]:
        table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    source = open_file(saved(document), "a.docx")
    assert cells(source) == [
        [["类别", "数量", "数量"], ["类别", "人", "户"], ["孤儿", "9", "5"], ["留守", "0", "0"]]
    ]
    assert source.text == "类别\t数量\n\t人\t户\n孤儿\t9\t5\n留守\t0\t0\n"
    assert source.tables[0].header_rows == 2
    assert source.tables[0].rows[0][0] == source.tables[0].rows[1][0]


def test_ragged_rows_are_filled():
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell.format("丁") + "</w:tr>"
    table = "<w:tbl><w:tr>" + "".join(map(cell.format, "甲乙丙")) + f"</w:tr>{late}</w:tbl>"
    assert cells(read(table)) == [[["甲", "乙", "丙"], ["", "丁", ""]]]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("总资金\n（万）", "总资金（万）"),
        ("1.探访\n2.个案", "1.探访 2.个案"),
        ("每月探访。\n做好记录。", "每月探访。 做好记录。"),
        ("a\tb", "a b"),
    ],
)
def test_a_cell_stands_on_one_line(inside, shown):
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = inside, "乙"
    assert cells(open_file(saved(document), "a.docx")) == [[[shown, "乙"]]]


def test_a_table_of_one_cell_is_a_frame_and_a_table_in_a_cell_is_flattened():
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "框中文字"
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "指标"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "探访", "300人次"
    source = open_file(saved(document), "a.docx")
    assert source.text.startswith("框中文字\n")
    assert cells(source) == [[["指标", "探访 300人次"]]]


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=8).map(normalise), min_size=1, max_size=4), max_size=4))
def test_cells_point_at_their_words(rows):
    document = docx.Document()
    width = max(map(len, rows), default=1)
    table = document.add_table(rows=len(rows) + 1, cols=width + 1)
    table.cell(0, 0).text = "表头"
    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    source = open_file(saved(document), "a.docx")
    shown = [[" ".join(w.split()) for w in row] + [""] * (width + 1 - len(row)) for row in rows]
    joined = [["".join(w.split()) for w in row] for row in cells(source)[0][1:]]
    assert joined == [["".join(w.split()) for w in row] for row in shown]
    assert normalise(source.text) == source.text.strip("\n")
