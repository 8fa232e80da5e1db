"""What a text puts in another's place, tables that tell more than a figure, posts a cell a line, brackets."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.tests.reading import figures, read

HEAD = "某县2025年关爱项目工作方案\n"


def test_what_was_said_before_its_correction_no_longer_holds():
    before = (
        "一、做什么\n全年入户走访不低于1200户次，开设“萤火夏令营”两期。\n"
        "二、人和钱\n项目配社工9人，县级资金20万元。\n"
    )
    after = (
        "三、调整事项\n（一）原“入户走访不低于1200户次”调整为“入户走访不低于1500户次”；\n"
        "（二）“萤火夏令营”由两期并为一期；社工人数由9人减为8人；县级资金由20万元调减为14万元。\n"
    )
    draft = read_pasted(HEAD + before + after)
    assert [value for name, value in figures(draft) if "走访" in name] == [1500.0]
    assert [s.value for s in draft.staffing] == [8]
    assert 200000 not in [f.amount_yuan for f in draft.fund_split]


def test_a_title_is_no_report_for_what_the_first_words_are_to_secure():
    draft = read_pasted(
        "某县守护工程实施办法\n为巩固去年试点成效，制定如下办法。\n一、任务\n1.建档率100%；\n"
    )
    assert figures(draft) == [("建档率", 100.0)]


def test_a_flattened_table_whose_cells_tell_more_than_a_figure():
    rows = (
        *("产出", "数量", "完成时间", "衡量办法"),
        *("入户评估", "106人（全覆盖）", "2025年7月底", "评估表"),
        *("兴趣小组", "6个，各8节", "2025年7月—2026年1月", "小组计划书"),
        *("家庭运动会", "2场，每场80人", "2025年10月、2026年2月", "方案"),
        *("带娃手册", "编印1000册", "2025年9月", "样册"),
    )
    found = read("\n" + "\n".join(rows) + "\n", "项目目标与产出").indicators
    assert [(i.name, int(i.value or 0), i.per) for i in found] == [
        ("入户评估", 106, None),
        ("兴趣小组", 6, None),
        ("兴趣小组节数", 8, "小组"),
        ("家庭运动会", 2, None),
        ("家庭运动会每场人数", 80, "场"),
        ("带娃手册", 1000, None),
    ]


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("二０二五年四月十八日", "二〇二五年四月十八日"),
        ("【贰】期限", " 贰、期限"),
        ("﹙一﹚核查", "(一)核查"),
        ("１２个月", "12个月"),
    ],
)
def test_signs_and_brackets_of_every_kind(words, folded):
    assert fold(words) == folded


@pytest.mark.parametrize(
    "number", ["﹝国未保组［2021］１号﹞", "（国未保组（2021）1号）", "【国未保组〔2021〕１号】"]
)
def test_the_number_of_a_document_in_any_bracket(number):
    draft = read(f"根据《关于加强未成年人保护工作的意见》{number}，制定本方案。", "依据")
    assert [(b.title, b.number) for b in draft.legal_basis] == [
        ("关于加强未成年人保护工作的意见", "国未保组〔2021〕1号")
    ]


def test_posts_a_cell_a_line_and_posts_within_a_minimum():
    rows = "承接单位需派出：\n项目经理\n1名\n驻乡镇社工\n8名（每乡镇1名）\n"
    assert [(s.role, s.value) for s in read(rows, "力量配备").staffing] == [
        ("项目经理", 1),
        ("驻乡镇社工", 8),
    ]
    found = read("每个片区至少派驻社工2名。", "谁来做、配多少人").staffing
    assert [(s.role, s.comparator, s.value, s.per) for s in found] == [("社工", ">=", 2, "片区")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "共设6个社工站（城关、白渡、石堰、龙溪、马鞍、古楼）。",
            ["城关", "白渡", "石堰", "龙溪", "马鞍", "古楼"],
        ),
        ("“童心港湾”站点散布在3个乡，分别设在苍头、后窑和胡杨湾。", ["苍头", "后窑", "胡杨湾"]),
        ("共设6个社工站（含城关、白渡）。", []),
    ],
)
def test_stations_named_behind_their_number(line, expected):
    assert [s.name for s in read(line, "服务站点").sites] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）中期评估。由县民政局于2025年9月底前组织实施。", [("mid", "purchaser", "2025-09-30")]),
        ("末期评估委托第三方，于2026年5月20日前完成。", [("final", "third_party", "2026-05-20")]),
        ("2026年1月评估过关付四成，尾款两成待结项后支付。", []),
    ],
)
def test_evaluations_named_as_items_and_apart_from_payments(text, expected):
    found = read(text, "监督").evaluation
    assert [(e.phase, e.by, e.date) for e in found if e.phase != "other"] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("打造“萤火小屋”6间。", [("“萤火小屋", 6.0)]),
        ("面向家长的“板凳课堂”每个乡镇每季度至少开讲一次。", [("“板凳课堂”", 1.0)]),
        ("⑧宣传：公众号推文24篇。", [("公众号推文", 24.0)]),
        ("每名外勤社工联系的儿童合计不超过45人。", []),
        ("预算执行率在95%以上得10分。", []),
        ("某项完成率每差5%，扣一分。", []),
        ("服务区域为14个乡镇中的8个。", []),
    ],
)
def test_what_is_and_is_no_task(line, expected):
    found = figures(read(line, "目标任务"))
    assert [value for _, value in found] == [value for _, value in expected]
    for (name, _), (wanted, _) in zip(found, expected, strict=True):
        assert wanted.strip("“”") in name


def test_two_classes_of_care_are_two_levels():
    text = (
        "一、分级\n将对象分为两级：得分60分及以上的列为重点对象，不足60分的列为一般对象。\n"
        "二、走访频次\n（一）重点对象：社工每10天入户1次。\n（二）一般对象：每45天入户1次。\n"
    )
    found = read_pasted(HEAD + text).levels
    assert [(one.level, one.interval and one.interval.value) for one in found] == [("green", 45), ("red", 10)]


def test_places_that_are_few_of_many():
    assert read("服务区域为14个乡镇中的8个，其余6个由县里负责。", "范围").coverage.value == 8
    assert read("先在城关、麻柳、洞河三个乡镇铺开。", "区域").coverage.value == 3


def test_short_cells_of_what_a_correction_puts_in():
    rows = (
        "序号\t更正项\t原内容\t更正为",
        "1\t第三章“入户走访”\t每月入户走访不少于150户次\t全年入户走访不少于1560户次",
        "2\t第三章“小组活动”\t开展小组活动12组\t开展小组活动10组，每组不少于5节次",
        "3\t第三章“满意度”\t服务对象满意度≥95%\t服务对象满意度≥91%",
    )
    draft = read_pasted("某县关爱服务项目更正公告\n二、更正信息\n" + "\n".join(rows) + "\n")
    assert [value for _, value in figures(draft)] == [1560.0, 10.0, 5.0, 91.0]
