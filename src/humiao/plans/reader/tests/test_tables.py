import itertools

import pytest

from humiao.plans.reader.reading import Cell, Table
from humiao.plans.reader.tests.layout import layout, source, table_words
from humiao.plans.reader.text import cut

HEAD = ["序号", "指标名称", "目标值", "备注"]
ROWS = [["1", "入户走访", "≥120次", ""], ["2", "心理讲座", "2", "含线上"], ["3", "小组活动", "≥6场", ""]]


def _flat(rows, cell="{}\n", row="", blank="\n"):
    return "".join("".join(cell.format(c) if c else blank for c in r) + row for r in rows)


SHAPES = {
    "tab led, rows apart": _flat([HEAD, *ROWS], "\t{}\n", "\n", "\t\n"),
    "first cell tab led": "\t" + _flat([HEAD, *ROWS], row="\n"),
    "bare, rows apart": _flat([HEAD, *ROWS], row="\n"),
    "bare": _flat([HEAD, *ROWS]),
    "pipes": "".join("|" + "|".join(r) + "|\n" for r in [HEAD, *ROWS]),
    "bare pipes": "".join(" | ".join(r) + "\n" for r in [HEAD, *ROWS]),
    "markdown": "| "
    + " | ".join(HEAD)
    + " |\n|---|:--|---|---|\n"
    + "".join("| " + " | ".join(r) + " |\n" for r in ROWS),
    "tabs": "".join("\t".join(r) + "\n" for r in [HEAD, *ROWS]),
    "box": "┌──┬──┬──┬──┐\n"
    + "├──┼──┼──┼──┤\n".join("│" + "│".join(r) + "│\n" for r in [HEAD, *ROWS])
    + "└──┴──┴──┴──┘\n",
    "spaces": "序号  指标名称  目标值   备注\n1     入户走访  ≥120次\n2     心理讲座  2        含线上\n3     小组活动  ≥6场\n",  # noqa: E501
    "one space": "序号 指标名称 目标值 备注\n1 入户走访 ≥120次\n2 心理讲座 2 含线上\n3 小组活动 ≥6场\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_however_drawn(shape):
    text = f"八、绩效指标：\n{SHAPES[shape]}\n九、其他要求\n按合同执行。"
    assert table_words(text) == [HEAD, *ROWS]
    found = layout(text)
    assert [c.ref for c in found.clauses] == ["八", "八.1", "八.2", "八.3", "九"]
    assert (found.tables[0].header_rows, found.tables[0].kind) == (1, "rows")
    caption = found.tables[0].caption
    assert caption is not None
    assert text[caption.start : caption.end] == "八、绩效指标："
    assert found.sentences[-1].clause == "九"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "序号\n站点\n资金\n（万元）\n1\n甲社区\n20\n2\n乙社区\n18\n",
            [["序号", "站点", "资金\n（万元）"], ["1", "甲社区", "20"], ["2", "乙社区", "18"]],
        ),
        (
            "序号\n站点\n个数\n1\n甲社区\n2\n2\n乙社区\n1\n3\n丙社区\n3\n",
            [["序号", "站点", "个数"], ["1", "甲社区", "2"], ["2", "乙社区", "1"], ["3", "丙社区", "3"]],
        ),
        (
            "序号\n站点\n个数\n\n1\n甲社区\n2\n\n2\n乙社区\n\n\n3\n丙社区\n3\n\n下面是正文，说明以上数字的来历。",
            [["序号", "站点", "个数"], ["1", "甲社区", "2"], ["2", "乙社区", ""], ["3", "丙社区", "3"]],
        ),
        (
            "序号\n站点\n个数\n资金\n1\n甲社区\n2\n40\n2\n乙社区\n1\n20\n合计\n3\n60\n",
            [
                ["序号", "站点", "个数", "资金"],
                ["1", "甲社区", "2", "40"],
                ["2", "乙社区", "1", "20"],
                ["合计", "", "3", "60"],
            ],
        ),
        (
            "序号\n内容\n要求\n1\n走访每一名在册儿童，\n做好记录\n每月一次\n2\n讲座\n每季一场\n",
            [
                ["序号", "内容", "要求"],
                ["1", "走访每一名在册儿童，\n做好记录", "每月一次"],
                ["2", "讲座", "每季一场"],
            ],
        ),
        (
            "名称\n频次\n1\n走访\n12\n2\n讲座\n4\n",
            [["", "名称", "频次"], ["1", "走访", "12"], ["2", "讲座", "4"]],
        ),
        ("站点\n\t个数\n", None),
        (
            "考核项\n分值\n标准\n走访\n40\n少一次扣2分\n讲座\n30\n少一场扣5分\n4、付款\n",
            [["考核项", "分值", "标准"], ["走访", "40", "少一次扣2分"], ["讲座", "30", "少一场扣5分"]],
        ),
        (
            "站点\n资金\n\n甲社区\n20\n\n乙社区\n30\n\n丙社区\n10\n",
            [["站点", "资金"], ["甲社区", "20"], ["乙社区", "30"], ["丙社区", "10"]],
        ),
        (
            "\t站点\n\t个数\n\t资金\n\n\t甲社区\n\t1\n\t20\n\n",
            [["站点", "个数", "资金"], ["甲社区", "1", "20"]],
        ),
    ],
)
def test_flattened_tables(lines, expected):
    text = "某县方案。\n" + lines
    assert ([] if expected is None else [expected]) == [
        table_words(text, n) for n in range(len(layout(text).tables))
    ]


@pytest.mark.parametrize("widths", list(itertools.product((2, 3, 5, 7), (2, 4))))
def test_flattened_tables_of_any_size(widths):
    columns, count = widths
    rows = [["序号", *(f"栏目{'甲乙丙丁戊己'[c]}" for c in range(columns - 1))]]
    rows += [[str(n), *(f"{n}{c}格" for c in range(columns - 1))] for n in range(1, count + 1)]
    assert table_words("表一：\n" + _flat(rows, row="\n")) == rows
    assert table_words("表一：\n" + _flat(rows)) == rows


@pytest.mark.parametrize(
    "text",
    [
        "一、走访\n每月一次\n二、讲座\n每季一场\n",
        "首页 | 新闻\n",
        "甲方：某局   乙方：某中心\n",
        "项目概况\n\n服务内容\n\n付款方式\n",
        "第 1 页\n\n1\n\n正文继续。\n\n2\n",
    ],
)
def test_what_is_no_table(text):
    assert layout(text).tables == ()


def test_a_category_is_carried_down():
    text = "类别|指标|目标\n走访|入户|≥10次\n|电话|≥20次\n讲座|心理|≥2场\n"
    assert [row[0] for row in table_words(text)] == ["类别", "走访", "走访", "讲座"]
    assert [s.row for s in layout(text).sentences if text[s.start : s.end] == "走访"] == [1]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("项目名称|护苗行动\n预算金额|20万元\n采购方式|竞争性磋商\n", ["pairs"]),
        ("项目名称|护苗行动|项目负责人|张三\n主管部门|某局|实施单位|某中心\n", ["pairs"]),
        ("指标|目标值\n个案|10个\n小组|5个\n", ["rows"]),
        ("开工|2025年\n覆盖|8个镇\n", ["pairs"]),
        (
            "项目名称|护苗行动|联系人|张三\n主管部门|某局|联系电话|123\n一级指标|二级指标|三级指标|指标值\n产出|数量|走访|≥10次\n",
            ["pairs", "rows"],
        ),
    ],
)
def test_forms_of_labels_and_values(text, kinds):
    assert [table.kind for table in layout(text).tables] == kinds


def _given(text, grid):
    """Return a table whose cells are the words of a grid, found in order; equal neighbours share a place."""
    upto = 0
    rows = []
    for line in grid:
        row = []
        for word in line:
            if isinstance(word, Cell):
                row.append(word)
                continue
            upto = text.index(word, upto)
            row.append(Cell(upto, upto + len(word)))
            upto += len(word)
        rows.append(tuple(row))
    return tuple(rows)


def test_a_file_s_table_with_merged_header():
    text = "序号\t指标\t目标值\n\t\t数量\t质量\n1\t走访\t10次\t90%\n"
    cells = {
        w: Cell(text.index(w), text.index(w) + len(w))
        for w in ("序号", "指标", "目标值", "数量", "质量", "走访", "10次", "90%")
    }
    one = Cell(text.index("1\t"), text.index("1\t") + 1)
    rows = (
        (cells["序号"], cells["指标"], cells["目标值"], cells["目标值"]),
        (cells["序号"], cells["指标"], cells["数量"], cells["质量"]),
        (one, cells["走访"], cells["10次"], cells["90%"]),
    )
    found = cut(source(text, (Table(rows),)))
    assert found.tables[0].header_rows == 2
    assert [c.ref for c in found.clauses] == ["1"]
    assert [text[s.start : s.end] for s in found.sentences].count("序号") == 1


def test_a_file_s_table_keeps_blank_cells_in_place():
    text = "甲。\n类别\t数\n走访\t10\n"
    rows = _given(text, [["类别", "数"], ["走访", "10"], [Cell(0, 0), Cell(0, 0)]])
    table = cut(
        source(
            text,
            (
                Table(
                    (*rows, ()),
                ),
            ),
        )
    ).tables[0]
    assert (len(table.rows), table.start) == (2, text.index("类别"))


def test_a_table_of_one_column_is_running_text():
    text = "一、甲\n乙。丙。"
    assert cut(source(text, (Table(((Cell(0, 3),), (Cell(4, 8),))),))).tables == ()


def test_the_unit_above_a_table():
    text = "附表：经费安排\n单位：万元\n项目|金额\n走访|20\n"
    caption = layout(text).tables[0].caption
    assert caption is not None
    assert text[caption.start : caption.end] == "附表：经费安排\n单位：万元"
