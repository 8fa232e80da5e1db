"""What the lexer makes of rhythms, dates, lengths and all that is no amount: truth tables."""

from decimal import Decimal

import pytest

from humiao.plans.reader.lexer import find_quantities, scale_of
from humiao.plans.reader.reading import Quantity


def only(folded: str) -> Quantity:
    found = find_quantities(folded)
    assert len(found) == 1, [(folded[q.start : q.end], q.kind) for q in found]
    return found[0]


def kinds(folded: str) -> list[tuple[str, str]]:
    return [(folded[q.start : q.end], q.kind) for q in find_quantities(folded)]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每场不少于15人", "场"),
        ("每站不少于2人", "站"),
        ("每个未保站参加项目的社工不少于2人", "站"),
        ("每个小组不少于6人", "组"),
        ("每名社工服务20人", "人"),
        ("每月组织活动不少于2场", "月"),
        ("每站每月不少于2场", "站/月"),
        ("每两个月组织1场", "2个月"),
        ("260人次/年", "年"),
        ("2场/月", "月"),
        ("2人/站", "站"),
        ("260人/年/次", "年"),
        ("户均2人", "户"),
        ("每场,共15人", None),
    ],
)
def test_per(text, per):
    assert [q.per for q in find_quantities(text) if q.kind == "count"] == [per]


@pytest.mark.parametrize(
    ("text", "value", "time_unit", "times", "comparator"),
    [
        ("每月一次", 1, "month", 1, None),
        ("每月上门探访1次", 1, "month", 1, None),
        ("每半年走访一次", 1, "half_year", 1, None),
        ("每季度至少1次", 1, "quarter", 1, ">="),
        ("每季至少走访1次", 1, "quarter", 1, ">="),
        ("每周两次", 1, "week", 2, None),
        ("每15天1次", 15, "day", 1, None),
        ("每两个月一次", 2, "month", 1, None),
        ("每双月至少走访1次", 2, "month", 1, ">="),
        ("每旬不少于两次", 10, "day", 2, ">="),
        ("每双周见面一次", 2, "week", 1, None),
        ("每两周上门一次", 2, "week", 1, None),
        ("每半个月电话联系一次", 15, "day", 1, None),
        ("一月一访", 1, "month", 1, None),
        ("半年一次", 1, "half_year", 1, None),
        ("一季度一次", 1, "quarter", 1, None),
        ("每年不少于四次", 1, "year", 4, ">="),
        ("1次/月", 1, "month", 1, None),
        ("不少于1次/季度", 1, "quarter", 1, ">="),
        ("4次/年", 1, "year", 4, None),
        ("每月走访", 1, "month", 1, None),
        ("按季度回访", 1, "quarter", 1, None),
        ("逐月核对", 1, "month", 1, None),
        ("隔周联系", 2, "week", 1, None),
        ("每日巡查", 1, "day", 1, None),
        ("每年走访2次以上", 1, "year", 2, ">="),
    ],
)
def test_intervals(text, value, time_unit, times, comparator):
    found = only(text)
    assert found.kind == "interval"
    assert (found.value, found.time_unit, found.times, found.comparator) == (
        value,
        time_unit,
        times,
        comparator,
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("每月集中走访,共12次", ["interval", "count"]),
        ("每月服务20人", ["count"]),
        ("每年一次性拨付", ["interval"]),
    ],
)
def test_not_an_interval_of_times(text, kind):
    assert [q.kind for q in find_quantities(text)] == kind


@pytest.mark.parametrize(
    ("text", "iso", "iso_end", "comparator", "approximate"),
    [
        ("2025年3月15日", "2025-03-15", "", None, False),
        ("2025 年 3 月 15 日", "2025-03-15", "", None, False),
        ("2025年3月", "2025-03", "", None, False),
        ("2025.3.15", "2025-03-15", "", None, False),
        ("2025-03-15", "2025-03-15", "", None, False),
        ("2025/3/15", "2025-03-15", "", None, False),
        ("2025.03-2025.11", "2025-03", "2025-11", None, False),
        ("二〇二五年三月", "2025-03", "", None, False),
        ("二〇二五年十一月三十日", "2025-11-30", "", None, False),
        ("3月15日", "--03-15", "", None, False),
        ("11月30号", "--11-30", "", None, False),
        ("6月底", "--06-30", "", None, False),
        ("2024年2月底前", "2024-02-29", "", "<=", False),
        ("2025年底前", "2025-12-31", "", "<=", True),
        ("2025年上半年", "2025-01", "2025-06", None, False),
        ("2025年第三季度", "2025-07", "2025-09", None, False),
        ("2025年度", "2025", "", None, False),
        ("2024年内", "2024", "", "<=", False),
        ("2025年3月-11月30号", "2025-03", "2025-11-30", None, False),
        ("2025年1月1日至12月31日", "2025-01-01", "2025-12-31", None, False),
        ("2025年1月1日起至2025年12月31日止", "2025-01-01", "2025-12-31", "<=", False),
        ("2024年12月至次年", "2024-12", "", None, False),
        ("3月1日至15日", "--03-01", "--03-15", None, False),
        ("3-5月", "--03", "--05", None, False),
        ("2022-2024年", "2022", "2024", None, False),
        ("2022年至2024年", "2022", "2024", None, False),
        ("2024-2025学年", "2024", "2025", None, False),
        ("6月30日左右", "--06-30", "", None, True),
        ("11月15日之前", "--11-15", "", "<=", False),
        ("2025年3月中旬", "2025-03", "", None, True),
        ("2025年3月起", "2025-03", "", ">=", False),
    ],
)
def test_dates(text, iso, iso_end, comparator, approximate):
    found = only(text)
    assert (found.kind, found.iso, found.iso_end) == ("date", iso, iso_end)
    assert (found.comparator, found.approximate, found.masked) == (comparator, approximate, False)


@pytest.mark.parametrize(
    ("text", "value", "time_unit", "comparator"),
    [
        ("服务期一年", 1, "year", None),
        ("12个月", 12, "month", None),
        ("30日内", 30, "day", "<="),
        ("20个工作日内", 20, "day", "<="),
        ("两年", 2, "year", None),
        ("半年", 1, "half_year", None),
        ("一年半", "1.5", "year", None),
        ("一个季度", 1, "quarter", None),
        ("最长不超过二年", 2, "year", "<="),
        ("近三年", 3, "year", None),
        ("自合同签订之日起一年", 1, "year", None),
        ("三周", 3, "week", None),
    ],
)
def test_durations(text, value, time_unit, comparator):
    found = only(text)
    assert (found.kind, found.value, found.time_unit) == ("duration", Decimal(value), time_unit)
    assert (found.comparator, found.approximate) == (comparator, False)


@pytest.mark.parametrize(
    ("text", "value", "high", "comparator"),
    [
        ("0-18周岁", 0, 18, None),
        ("未满18周岁", 18, None, "<"),
        ("18岁以下", 18, None, "<="),
        ("16周岁以下", 16, None, "<="),
        ("年满16周岁", 16, None, ">="),
    ],
)
def test_ages(text, value, high, comparator):
    found = only(text)
    assert (found.kind, found.value, found.high, found.comparator) == ("age", value, high, comparator)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("得5分", "score"),
        ("满分100分", "score"),
        ("90分以上", "score"),
        ("场地30平方米", "measure"),
        ("2小时", "measure"),
        ("50m2", "measure"),
        ("第八十一条", "ordinal"),
        ("第三届", "ordinal"),
        ("3A级", "ordinal"),
        ("一级", "ordinal"),
        ("二季度", "ordinal"),
        ("附件2", "ordinal"),
        ("一期项目", "ordinal"),
        ("每月15日前", "ordinal"),
        ("民发〔2019〕34号", "number"),
        ("嘉民福[2019]90号", "number"),
        ("国未保组〔2021〕1 号", "number"),
        ("财政部令第87号", "number"),
        ("ZFCG-2025-012", "number"),
        ("电话:0573-85012345", "number"),
        ("13800138000", "number"),
        ("10.0.0.1", "number"),
        ("http://a.gov.cn/2025/1.html", "number"),
        ("11010519491231002X", "number"),
        ("第3页", "number"),
        ("账号:6222 0210 0100 1234", "number"),
        ("9:30", "number"),
        ("上午9时30分", "number"),
        ("1:3", "number"),
    ],
)
def test_other_kinds(text, kind):
    assert only(text).kind == kind


def test_a_document_number_begins_with_its_issuer():
    text = "根据民发〔2019〕34号和浙民事〔2018〕21号要求"
    assert [text[q.start : q.end] for q in find_quantities(text)] == [
        "民发〔2019〕34号",
        "浙民事〔2018〕21号",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一人一档", "一户一策", "一老一小", "一对一辅导", "一是加强领导", "两个维护", "十九大", "十四五规划",
        "“六一”国际儿童节", "24小时热线", "12345热线", "五保", "第三方", "十分重要", "一次性", "进一步统一",
        "千方百计", "公益二类事业单位", "一、总则", "1.总则", "(一)总则", "1、总则", "三留守", "三个一",
        "五社联动", "第一时间", "没有数字", "上半年",
    ],
)  # fmt: skip
def test_no_quantity(text):
    assert find_quantities(text) == ()


def test_numerals_that_only_begin_like_an_idiom_are_read():
    assert only("三十八人").value == 38
    assert only("共六十一名").value == 61


def test_skipped_stretches_are_not_read():
    assert kinds("3 9人") == [("3", "bare"), ("9人", "count")]
    assert [q.value for q in find_quantities("3 9人", skip=[(0, 1)])] == [9]


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        ("总资金(万元)", 10000),
        ("(单位:万元)", 10000),
        ("金额(元)", 1),
        ("人数(万人)", 10000),
        ("", 1),
        ("亿元", 10**8),
    ],
)
def test_scale_of_a_heading(heading, scale):
    assert scale_of(heading) == scale
