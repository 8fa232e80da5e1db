"""Tables under known headers and forms, one cell a line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.tests.layout import layout, sentence_words, source, table_words
from humiao.plans.reader.text import cut

LEVELS = ["一级指标", "二级指标", "三级指标"]


def _lines(*rows):
    return "附表\n" + "\n".join(cell for row in rows for cell in row) + "\n"


def _tables(text):
    return [table_words(text, n) for n in range(len(layout(text).tables))]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # groups once, scores, a state for a target
            [
                [*LEVELS, "指标值", "分值"],
                ["产出指标", "数量指标", "上门陪伴人次", "≥640人次", "12"],
                ["家长夜校场次", "≥9场", "8"],
                ["质量指标", "记录完整率", "≥96%", "10"],
                ["效益指标", "社会效益指标", "邻里互助氛围", "明显改善", "10"],
                ["满意度指标", "服务对象满意度指标", "家长满意度", "≥92%", "10"],
            ],
            [
                ["产出指标", "数量指标", "上门陪伴人次", "≥640人次", "12"],
                ["产出指标", "数量指标", "家长夜校场次", "≥9场", "8"],
                ["产出指标", "质量指标", "记录完整率", "≥96%", "10"],
                ["效益指标", "社会效益指标", "邻里互助氛围", "明显改善", "10"],
                ["满意度指标", "服务对象满意度指标", "家长满意度", "≥92%", "10"],
            ],
        ),
        (  # a target left blank, with a blank line
            [
                [*LEVELS, "指标值", "分值"],
                ["产出指标", "数量指标", "上门陪伴人次", "≥640人次", "12"],
                ["回访户数", "", "6"],
                ["家长夜校场次", "≥9场", "8"],
            ],
            [
                ["产出指标", "数量指标", "上门陪伴人次", "≥640人次", "12"],
                ["产出指标", "数量指标", "回访户数", "", "6"],
                ["产出指标", "数量指标", "家长夜校场次", "≥9场", "8"],
            ],
        ),
        (  # groups without the word 指标, no scores, bare targets with a column of units
            [
                [*LEVELS, "指标值", "计量单位"],
                ["产出", "数量", "走访人次", "640", "人次"],
                ["夜校场次", "9", "场"],
                ["质量", "建档率", "100", "%"],
                ["满意度", "服务对象满意度", "家长满意度", "92", "%"],
            ],
            [
                ["产出", "数量", "走访人次", "640", "人次"],
                ["产出", "数量", "夜校场次", "9", "场"],
                ["产出", "质量", "建档率", "100", "%"],
                ["满意度", "服务对象满意度", "家长满意度", "92", "%"],
            ],
        ),
        (  # a cell broken in two, the last column blank
            [
                ["服务内容", "指标值", "备注"],
                ["为监护缺失的孩子", "提供陪伴和", "学业辅导", "≥300人次"],
                ["亲子活动", "≥8场", "每场一篇简报"],
                ["家访", "≥200户"],
                ["个案", "≥15个"],
            ],
            [
                ["为监护缺失的孩子\n提供陪伴和\n学业辅导", "≥300人次", ""],
                ["亲子活动", "≥8场", "每场一篇简报"],
                ["家访", "≥200户", ""],
                ["个案", "≥15个", ""],
            ],
        ),
        (  # a row that sums up
            [
                ["站点", "人数", "金额"],
                ["东河村", "31", "6"],
                ["西塘村", "28", "5.5"],
                ["柳湾村", "40", "8"],
                ["合计", "99", "19.5"],
            ],
            [["东河村", "31", "6"], ["西塘村", "28", "5.5"], ["柳湾村", "40", "8"], ["合计", "99", "19.5"]],
        ),
        (  # one level of groups
            [
                ["指标类型", "指标名称", "目标值", "权重"],
                ["数量指标", "家访", "≥200户", "20"],
                ["小组", "≥6个", "20"],
                ["质量指标", "结案率", "≥85%", "30"],
            ],
            [
                ["数量指标", "家访", "≥200户", "20"],
                ["数量指标", "小组", "≥6个", "20"],
                ["质量指标", "结案率", "≥85%", "30"],
            ],
        ),
    ],
)
def test_rows_under_a_known_header(rows, expected):
    for after in (
        "",
        "二、其他\n按合同执行。\n",
        "填表人：某某\n",
        "以上各项由承接机构逐月上报，由镇里核对后存档备查，发现不实的退回重报。\n",
    ):
        assert _tables(_lines(*rows) + after) == [[rows[0], *expected]]


@pytest.mark.parametrize(
    "text",
    [
        "项目名称\n服务内容\n指标\n目标\n",
        "服务内容\n服务对象\n服务标准\n付款方式\n",
        "目标\n任务\n要求\n各村要把走访做实，把名单核准，把台账记好，每月向镇里报一次进展和困难。\n",
        "一级指标\n二级指标\n三级指标\n指标值\n",
    ],
)
def test_headings_are_no_table(text):
    assert layout(text).tables == ()


FORM = [
    ("项目名称", "河湾镇暖心陪伴项目"),
    ("项目类别", "新增项目"),
    ("主管部门", "河湾区民政局"),
    ("项目负责人", "周某"),
]


def test_a_form_of_labels_and_values():
    found = layout(_lines(*FORM))
    assert [t.kind for t in found.tables] == ["pairs"]
    assert table_words(_lines(*FORM)) == [list(pair) for pair in FORM]


def test_the_head_of_a_part_is_its_caption():
    text = _lines(
        *FORM,
        ["项目资金（万元）"],
        ("资金总额", "42.5"),
        ("其中：财政拨款", "40"),
        ("上年结转", ""),
        ("其他资金", "2.5"),
    )
    first, second = layout(text).tables
    assert (first.kind, second.kind) == ("pairs", "pairs")
    assert second.caption is not None
    assert text[second.caption.start : second.caption.end] == "项目资金（万元）"
    assert table_words(text, 1) == [
        ["资金总额", "42.5"],
        ["其中：财政拨款", "40"],
        ["上年结转", ""],
        ["其他资金", "2.5"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "项目名称\n服务内容\n服务对象\n付款方式\n",
        "服务对象\n全区困境儿童。\n付款方式\n",
        "服务内容\n为孩子做好陪伴、辅导、家访、转介、链接资源等各项工作，每月至少见面一次，每季写一份评估。\n服务对象\n"
        "本区登记在册的困境儿童和留守儿童，以及其他需要帮助的未成年人和他们的家庭，共四百余人。\n",
    ],
)
def test_headings_are_no_form(text):
    assert layout(text).tables == ()


def test_a_correction_s_new_words_are_running_text():
    text = _lines(
        ["序号", "更正项", "更正前内容", "更正后内容"],
        ["1", "采购预算", "38万元", "36万元"],
        ["2", "第三章 二、服务量", "家访不少于200户", "家访不少于260户，其中独居家庭不少于30户"],
    )
    assert len(table_words(text)) == 3
    places = {text[s.start : s.end]: s.table for s in layout(text).sentences}
    assert places["家访不少于260户，其中独居家庭不少于30户"] is None
    assert (places["家访不少于200户"], places["36万元"]) == (0, 0)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *LEVELS,
                "指标值",
                "分值",
                "产出指标",
                "家访",
                "≥9场",
                "",
                "10",
                "合计",
                "项目名称",
                "某局",
                "备注",
            ]
        )
    )
)
def test_any_lines_can_be_read(lines):
    found = cut(source("\n".join(lines)))
    for table in found.tables:
        assert len({len(row) for row in table.rows}) == 1
    assert sentence_words("\n".join(lines)) is not None
