import itertools
from pathlib import Path

import pytest

from humiao.plans.reader.tests.layout import layout, refs
from humiao.plans.reader.text.numbering import chinese_value, marker_at

PLANS = Path(__file__).parents[6] / "shared" / "plans"
needs_plans = pytest.mark.skipif(
    not PLANS.is_dir(), reason="the two published plans stand beside the repository"
)

STYLES = {  # name → (first, second) number as printed, and how a reference shows it when outermost and inside
    "chapter": ("第一章 ", "第二章 ", "第一章", "第一章"),
    "cn": ("一、", "二、", "一", ".一"),
    "cn-paren": ("（一）", "（二）", "(一)", "(一)"),
    "ar-dot": ("1.", "2.", "1", ".1"),
    "ar-dun": ("1、", "2、", "1", ".1"),
    "ar-wide": ("1．", "2．", "1", ".1"),
    "ar-paren": ("（1）", "（2）", "(1)", "(1)"),
    "ar-half": ("1）", "2）", "(1)", "(1)"),
    "circled": ("①", "②", "①", "①"),
    "upper": ("A.", "B.", "A", ".A"),
}
PAIRS = [
    pair
    for pair in itertools.permutations(STYLES, 2)
    if pair[1] != "chapter" and {*pair} not in ({"ar-dot", "ar-wide"}, {"ar-paren", "ar-half"})
]


@pytest.mark.parametrize(("outer", "inner"), PAIRS)
def test_any_style_can_stand_under_any_other(outer, inner):
    first, second, as_outer, _ = STYLES[outer]
    one, two, _, as_inner = STYLES[inner]
    text = f"{first}甲事\n{one}做甲\n{two}做乙\n{second}乙事\n{one}做丙\n{two}做丁\n"
    found = layout(text).clauses
    assert [c.parent for c in found] == [None, 0, 0, None, 3, 3]
    assert [c.ref for c in found][:2] == [as_outer, as_outer + as_inner]
    assert [c.heading for c in found] == ["甲事", "做甲", "做乙", "乙事", "做丙", "做丁"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "六、内容\n（一）走访\n1.上门\n2.电话\n（二）讲座\n七、经费\n",
            ["六", "六(一)", "六(一).1", "六(一).2", "六(二)", "七"],
        ),
        ("第一条 范围\n第二条 期限\n第三条 付款", ["第一条", "第二条", "第三条"]),
        ("第一章 总则\n第一条 目的\n第二章 服务\n第二条 对象", ["第一章", "第一条", "第二章", "第二条"]),
        ("第一章 总则\n第一节 目的\n第二节 依据", ["第一章", "第一章第一节", "第一章第二节"]),
        (
            "1 总则\n1.1 目的\n1.1.1 远期\n1.1.2 近期\n1.2 依据\n2 服务\n2.1 对象",
            ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"],
        ),
        ("三、要求\n3.1 人员\n3.2 场地\n四、其他\n4.1 保密", ["三", "3.1", "3.2", "四", "4.1"]),
        ("1.1目的\n1.2依据\n2.1对象\n2.2范围", ["1.1", "1.2", "2.1", "2.2"]),
        ("二、资格\n1.证照齐全；2.有场地；3.有三名社工。\n三、其他", ["二", "二.1", "二.2", "二.3", "三"]),
        ("二、资格：（1）证照齐全；（2）有场地。\n三、其他", ["二", "二(1)", "二(2)", "三"]),
        (
            "一、对象\n1.甲\n2、乙\n3．丙\n二、内容",
            ["一", "一.1", "一.2", "一.3", "二"],
        ),  # one list, mixed marks
        ("一、甲\n(一)乙\n（二）丙\n二、丁", ["一", "一(一)", "一(二)", "二"]),
        ("三、服务对象\n四、服务内容\n1.走访", ["三", "四", "四.1"]),  # an excerpt
        ("一、甲\n二、乙\n四、丁", ["一", "二", "四"]),  # a number forgotten
        (
            "一、甲\n1.乙\n2.丙\n附件1\n一、丁\n1.戊",
            ["一", "一.1", "一.2", "附件1", "附件1.一", "附件1.一.1"],
        ),
        (
            "1.甲\n（1）乙\n1.丙\n2.丁\n（2）戊\n2.己",
            ["1", "1(1)", "1(1).1", "1(1).2", "1(2)", "2"],
        ),  # a list in itself
        (
            "1.甲\n2.乙\n一、丙\n1.丁\n2.戊\n二、己",
            ["1", "2", "一", "一.1", "一.2", "二"],
        ),  # a list before chapters
        ("一、甲\n1.乙\n二、丙\n2.丁", ["一", "一.1", "二", "二.2"]),  # numbers that run on
    ],
)
def test_references(text, expected):
    assert refs(text) == expected


@pytest.mark.parametrize(
    "line",
    ["2025.3", "3.5万元", "1.5米以内", "10.8%", "2025年3月1日", "2.5倍", "一、二年级学生参加", "5、6月份开展", "第八十一条规定的站点",  # noqa: E501
     "12.4宪法日活动", "3人以上", "二是走访", "100名儿童", "1-2名社工", "3 人"],
)  # fmt: skip
def test_a_number_that_is_no_heading(line):
    assert refs(f"一、甲\n{line}\n二、乙") == ["一", "二"]


@pytest.mark.parametrize(
    ("line", "ref"),
    [("1、2023年结余34万元", "1"), ("1.2023年结余", "1"), ("1.18周岁", None), ("1、三名社工", "1")],
)
def test_a_number_before_a_number(line, ref):
    assert refs(line) == ([ref] if ref else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("六、甲\n（一）付款及时。七、乙\n（一）丙", ["六", "六(一)", "七", "七(一)"]),
        ("六、甲\n付款，七、乙不算", ["六"]),  # no sentence end before it
        ("六、甲\n付款及时。九、乙不算", ["六"]),  # out of sequence
        ("六、甲\n（一）见下。（二）乙；（三）丙。", ["六", "六(一)", "六(二)", "六(三)"]),
        ("一、甲。按第三条办。第五条另议。", ["一"]),
        ("一、甲\n他说“好。”二、乙", ["一", "二"]),
    ],
)
def test_headings_in_the_middle_of_a_line(text, expected):
    assert refs(text) == expected


def test_heading_and_extent():
    text = "关于甲的方案\n一、项目概况\n1.期限：一年。\n2.按季走访每一名在册儿童并在走访后两日内把走访情况记入档案随时更新以便随时查阅留存备查。\n\n某县民政局\n2025年2月\n"  # noqa: E501
    whole, term, visits = layout(text).clauses
    assert (whole.heading, term.heading) == ("项目概况", "期限")
    assert text[term.start : term.end] == "1.期限：一年。\n"
    assert text[term.heading_end :].startswith("：一年")
    assert text[visits.heading_end :].startswith(
        "按季走访"
    )  # too long to be a heading: the clause's own text
    assert whole.end == visits.end == text.index("某县民政局")
    assert visits.path == ("一", "2")


def test_the_signature_belongs_to_no_clause():
    text = "一、甲\n乙做好。\n某市民政局\n2024年5月6日\n附件1\n一、丙\n丁。"
    by_words = {text[s.start : s.end]: s.clause for s in layout(text).sentences}
    assert by_words["某市民政局"] == by_words["2024年5月6日"] == ""
    assert by_words["丁。"] == "附件1.一"


@pytest.mark.parametrize(
    "text", ["一、期限\n2025年12月31日", "一、采购人：\n某县民政局", "一、时间：\n2025年12月\n二、其他"]
)
def test_a_date_or_bureau_under_its_heading_is_no_signature(text):
    assert layout(text).sentences[1].clause == "一"


def test_a_table_of_contents_is_no_outline():
    assert refs("目录\n一、甲......1\n二、乙……3\n一、甲\n二、乙") == ["一", "二"]


def test_rows_of_a_numbered_table_are_clauses():
    text = "八、指标\n序号|指标|目标\n1|走访|≥10次\n2|讲座|≥2场\n九、其他"
    rows = layout(text).clauses[1:3]
    assert [(c.ref, c.heading, c.parent) for c in rows] == [("八.1", "走访", 0), ("八.2", "讲座", 0)]


def test_rows_yield_to_a_clause_of_the_same_number():
    text = "八、指标\n1.甲\n2.乙\n（见表）\n\n序号|指标|目标\n1|走访|≥10次"
    assert refs(text) == ["八", "八.1", "八.2", "八.2.1"]


def test_headings_without_numbers():
    text = "某县护苗项目采购需求\n本项目由民政局采购。\n项目概况\n为在册儿童提供服务，期限一年。\n服务内容\n1.走访每月一次。\n2.讲座每季一场。\n付款方式\n分两期支付。"  # noqa: E501
    found = layout(text).clauses
    assert [c.ref for c in found] == ["项目概况", "服务内容", "服务内容.1", "服务内容.2", "付款方式"]


def test_short_lines_under_numbers_are_no_clauses():
    assert refs(
        "方案\n一、内容\n常规服务\n每月走访一次，并做好记录留存。\n小组活动\n每季一场，并做好记录留存备查。"
    ) == ["一"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("十", 10), ("二十一", 21), ("一百零一", 101), ("一二", None), ("零", None), ("12", 12)],
)
def test_chinese_values(words, value):
    assert chinese_value(words) == value


def test_no_number_no_marker():
    assert marker_at("走访", 0) is None


def _read(name):
    return (PLANS / name).read_text(encoding="utf-8").replace("[bookmark: _GoBack]", "")


@needs_plans
def test_a_plan_of_chinese_and_bracketed_numbers():
    expected = "一 二 三 四 五 六 六(一) 六(二) 六(三) 六(四) 六(五) 六(六) 七 八 八.1 八.2 九"
    assert refs(_read("pinghu-2024.txt")) == expected.split()


@needs_plans
def test_a_plan_of_mixed_numbers_and_flattened_tables():
    expected = (
        "一 一.1 一.2 一.3 二 二.1 二.2 二.3 二.4 二.5 三 四 四.1 四.2 五 六 六(一) 六(一).1 六(一).2 六(一).3 六(二) 六(二).1 "  # noqa: E501
        "六(三) 六(四) 七 七(一) 七(二) 七(三) 七(四) 八 八.1 八.2 八.3 八.4 八.5 八.6 八.7 八.8 九"
    )
    text = _read("yining-2025.txt")
    found = layout(text)
    assert [c.ref for c in found.clauses] == expected.split()
    assert [(len(t.rows), len(t.rows[0])) for t in found.tables] == [(2, 5), (9, 4)]
    assert found.sentences[-1].clause == ""
