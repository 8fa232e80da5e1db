"""PDF documents."""

import pytest

from humiao.plans.reader.files.opening import open_file
from humiao.plans.reader.files.pdf_page import _turn
from humiao.plans.reader.files.pdf_running import _PAGE_NUMBER
from humiao.plans.reader.files.problems import FileProblem
from humiao.plans.reader.tests.files_samples import pdf, ruled, scanned_pdf

FULL = "承接单位应当按照本方案要求对在册困境儿童定期上门探访并建立一人一档"  # 33 characters, 396 points
COLUMNS, ROWS = [72, 150, 300, 420], [500, 520, 540, 560]


def read(*pages, bars=()):
    return open_file(pdf(pages, bars), "方案.pdf")


def cells(source):
    return [[[source.text[c.start : c.end] for c in row] for row in table.rows] for table in source.tables]


def test_a_full_line_goes_on_and_an_item_starts_anew():
    page = [
        (96, 700, FULL[2:]),
        (72, 680, FULL),
        (72, 660, "台账，做好记录。"),
        (72, 640, "一、服务对象"),
        (96, 620, "全县在册困境儿童。"),
    ]
    shown = [FULL[2:] + FULL + "台账，做好记录。", "一、服务对象", "全县在册困境儿童。"]
    assert read(page).text.split("\n")[:-1] == shown


def test_a_paragraph_goes_on_over_the_page_without_heads_and_numbers():
    pages = [
        [(250, 800, "某县实施方案"), (72, 700, FULL), (290, 40, f"- {number} -")] for number in range(1, 5)
    ]
    source = read(*pages)
    assert source.text == FULL * 4 + "\n"
    assert source.left_out == ("headers-footers",)


@pytest.mark.parametrize("number", ["3", "- 3 -", "第3页", "第 3 页 共 12 页", "3/12", "— 3 —", "iv"])
def test_a_page_number_is_known(number):
    assert _PAGE_NUMBER.fullmatch(number)


@pytest.mark.parametrize("words", ["3人", "2025年3月", "第三章", "合计12"])
def test_words_are_no_page_number(words):
    assert not _PAGE_NUMBER.fullmatch(words)


@pytest.mark.parametrize(
    ("rotation", "shown"), [(90, (20, 585, 40, 594)), (180, (586, 802, 595, 822)), (270, (802, 1, 822, 10))]
)
def test_a_turned_box_stands_where_it_is_shown(rotation, shown):
    width, height = (595, 842) if rotation == 180 else (842, 595)
    turn = _turn(rotation, width, height)
    assert turn is not None
    assert turn(*((0, 20, 9, 40) if rotation == 180 else (1, 20, 10, 40))) == shown


def test_cells_drawn_as_boxes_are_a_table():
    boxes = [(x, y, 100, 20) for x in (72, 172) for y in (520, 540)]
    words = [(75, 545, "指标"), (175, 545, "数量"), (75, 525, "探访"), (175, 525, "≥300人次")]
    source = open_file(pdf([words], boxes, paint="S"), "a.pdf")
    assert cells(source) == [[["指标", "数量"], ["探访", "≥300人次"]]]


def test_a_ruled_table_is_rebuilt():
    words = [(75, 545, "序号"), (155, 545, "指标"), (305, 545, "数量"), (75, 525, "1"), (155, 525, "探访")]
    words += [(305, 525, "≥260人次"), (75, 505, "2"), (155, 505, "个案")]
    source = read([(72, 700, FULL), *words, (72, 400, "说明。")], bars=ruled(COLUMNS, ROWS))
    assert cells(source) == [[["序号", "指标", "数量"], ["1", "探访", "≥260人次"], ["2", "个案", ""]]]
    assert source.text == FULL + "\n序号\t指标\t数量\n1\t探访\t≥260人次\n2\t个案\t\n说明。\n"


def test_cells_without_a_line_between_are_one():
    bars = [bar for bar in ruled(COLUMNS, ROWS) if bar[0] != 150]
    bars.append((150, 500, 0.5, 40))  # the second upright stops below the first row
    words = [(75, 545, "合并标题"), (305, 545, "数量"), (75, 525, "1"), (155, 525, "探访"), (305, 525, "3")]
    assert cells(read(words, bars=bars))[0][:2] == [["合并标题", "合并标题", "数量"], ["1", "探访", "3"]]


def test_a_table_goes_on_over_the_page_and_its_repeated_head_stands_once():
    head = [(75, 545, "序号"), (155, 545, "指标"), (305, 545, "数量")]
    first = [*head, (75, 525, "1"), (155, 525, "探访"), (305, 525, "3"), (75, 505, "2"), (155, 505, "个案")]
    second = [*head, (75, 525, "3"), (155, 525, "小组"), (305, 525, "5"), (75, 505, "4"), (155, 505, "培训")]
    tables = cells(read(first, second, bars=ruled(COLUMNS, ROWS)))
    assert [row[1] for row in tables[0]] == ["指标", "探访", "个案", "小组", "培训"]
    assert len(tables) == 1


@pytest.mark.parametrize(
    ("rotation", "turned", "places"),
    [
        (180, "-1 0 0 -1", [(500, 100, "甲乙丙。"), (500, 120, "（一）丁戊。")]),
        (0, "1 0 0 1", [(72, 720, "甲乙丙。"), (72, 700, "（一）丁戊。")]),
    ],
)
def test_a_page_set_on_its_side_is_read_upright(rotation, turned, places):
    source = open_file(pdf([places], more=f"/Rotate {rotation}", turned=turned), "a.pdf")
    assert source.text == "甲乙丙。\n（一）丁戊。\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (scanned_pdf(), "image-only"),
        (pdf([[]]), "empty"),
        (pdf([[(72, 700, "\ue001\ue002\ue003" * 20)]]), "garbled"),
        (b"%PDF-1.7 cut off", "damaged"),
        (pdf([[(72, 700, FULL)]])[:300], "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data, code):
    with pytest.raises(FileProblem, match=f"^{code}:"):
        open_file(data, "方案.pdf")
