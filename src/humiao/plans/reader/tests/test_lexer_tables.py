"""Truth tables: each way a plan writes a number, and what it is read as."""

from decimal import Decimal

import pytest

from humiao.plans.reader.lexer import find_quantities
from humiao.plans.reader.lexer.numerals import neighbours, number
from humiao.plans.reader.reading import Quantity


def only(folded: str) -> Quantity:
    found = find_quantities(folded)
    assert len(found) == 1, [(folded[q.start : q.end], q.kind) for q in found]
    return found[0]


def kinds(folded: str) -> list[tuple[str, str]]:
    return [(folded[q.start : q.end], q.kind) for q in find_quantities(folded)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39", 39),
        ("390,000", 390000),
        ("1\u2009200", 1200),
        ("3.5", "3.5"),
        ("十", 10),
        ("十二", 12),
        ("廿二", 22),
        ("卅", 30),
        ("三百二十", 320),
        ("一千零五", 1005),
        ("一千五百", 1500),
        ("三十九万", 390000),
        ("叁拾玖万", 390000),
        ("壹佰贰拾万", 1200000),
        ("两千", 2000),
        ("二〇二五", 2025),
        ("二○二五", 2025),
        ("三点五", "3.5"),
        ("两三", None),
        ("", None),
        ("1,2,3", 123),
        ("十百千", None),
    ],
)
def test_numerals(text, value):
    assert number(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("两三", (2, 3)),
        ("三五", (3, 5)),
        ("三四十", (30, 40)),
        ("十二", None),
        ("三三", None),
        ("一九", None),
    ],
)
def test_neighbouring_numbers(text, ends):
    assert neighbours(text) == ends


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("服务9人", 9, "人"),
        ("走访260人次", 260, "人次"),
        ("个案10个", 10, "个"),
        ("覆盖8个镇街道", 8, "个镇街道"),
        ("覆盖6个乡镇(街道)", 6, "个乡镇(街道)"),
        ("5个社区活动", 5, "个"),
        ("惠及三百二十户", 320, "户"),
        ("案例2篇", 2, "篇"),
        ("培训三期", 3, "期"),
        ("1.5万人次", 15000, "人次"),
        ("一万二千人", 12000, "人"),
        ("廿二名", 22, "名"),
        ("走访1500人/次", 1500, "人/次"),
        ("0人", 0, "人"),
        ("课程12课时", 12, "课时"),
    ],
)
def test_counts(text, value, unit):
    found = only(text)
    assert (found.kind, found.value, found.unit, found.masked) == ("count", value, unit, False)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("不少于3人", ">="),
        ("不得少于3人", ">="),
        ("不低于3人", ">="),
        ("至少3人", ">="),
        ("至少开展活动3场", ">="),
        ("≥3人", ">="),
        (">=3人", ">="),
        ("≥ 3人", ">="),
        ("3人以上", ">="),
        ("3人及以上", ">="),
        ("3人(含)以上", ">="),
        ("3人(含3人)以上", ">="),
        ("达到3人以上", ">="),
        ("达到3人", None),
        ("力争达到3人", None),
        ("不超过3人", "<="),
        ("不得超过3人", "<="),
        ("不多于3人", "<="),
        ("最多3人", "<="),
        ("≤3人", "<="),
        ("控制在3人以内", "<="),
        ("3人以下", "<="),
        ("少于3人", "<"),
        ("低于3人", "<"),
        ("不足3人", "<"),
        ("超过3人", ">"),
        ("多于3人", ">"),
        ("大于3人", ">"),
        ("等于3人", "="),
        ("=3人", "="),
        ("人数为3人", None),
        ("3人", None),
    ],
)
def test_comparators(text, comparator):
    assert only(text).comparator == comparator


def test_a_comparator_does_not_reach_over_a_comma_or_another_number():
    first, second = find_quantities("至少3人,活动5场")
    assert (first.comparator, second.comparator) == (">=", None)


@pytest.mark.parametrize(
    "text",
    ["约50人", "大约50人", "近50人", "50人左右", "50余人", "五十余人", "50多人", "50人上下", "约为50人"],
)
def test_approximate(text):
    found = only(text)
    assert (found.value, found.approximate, found.comparator) == (Decimal(50), True, None)


@pytest.mark.parametrize("text", ["附近50人", "最近50人", "50人"])
def test_not_approximate(text):
    assert not only(text).approximate


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("20-30人", 20, 30, False),
        ("3至5名", 3, 5, False),
        ("20人至30人", 20, 30, False),
        ("20%-30%", 20, 30, False),
        ("20-30%", 20, 30, False),
        ("8到12人", 8, 12, False),
        ("3-5万元", 30000, 50000, False),
        ("3万元-5万元", 30000, 50000, False),
        ("1-2万人次", 10000, 20000, False),
        ("两三名", 2, 3, True),
        ("三四十人", 30, 40, True),
        ("七八个", 7, 8, True),
    ],
)
def test_ranges(text, low, high, approximate):
    found = only(text)
    assert (found.value, found.high, found.approximate) == (low, high, approximate)


def test_two_units_make_no_range():
    assert kinds("3人至5个") == [("3人", "count"), ("5个", "count")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("**人", "count"),
        ("XX名", "count"),
        ("××户", "count"),
        ("＊人", "count"),
        ("____人", "count"),
        ("约  人", "count"),
        ("不少于 名", "count"),
        ("[ ]万元", "money"),
        ("[  ]人", "count"),
        ("预算**万元", "money"),
        ("XX元", "money"),
        ("**%", "percent"),
        ("3O人", "count"),
        ("l0场", "count"),
        ("2X名", "count"),
        ("1**人", "count"),
        ("20XX年", "date"),
        ("20**年X月X日", "date"),
        ("XX年XX月", "date"),
        ("2月30日", "date"),
        ("13月5日", "date"),
        ("2025年13月", "date"),
    ],
)
def test_masked_or_broken(text, kind):
    found = only(text)
    assert (found.kind, found.value, found.masked, found.iso) == (kind, None, True, "")


def test_a_blank_day_keeps_its_year():
    found = only("2025年  月  日")
    assert (found.iso, found.masked) == ("2025", True)


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("39万元", 390000, None),
        ("390,000元", 390000, None),
        ("390,000.00元", 390000, None),
        ("¥390,000.00", 390000, None),
        ("￥39万", 390000, None),
        ("人民币39.5万元整", 395000, None),
        ("人民币(大写)叁拾玖万元整", 390000, None),
        ("叁拾玖万伍仟元整", 395000, None),
        ("三十九万元", 390000, None),
        ("1.2亿元", 120000000, None),
        ("5千元", 5000, None),
        ("标底39万", 390000, None),
        ("叁元伍角", "3.5", None),
        ("0.5万元/人", 5000, "人"),
        ("800元/人/月", 800, "人/月"),
        ("5000元/月", 5000, "月"),
        ("每人每年1200元", 1200, "人/年"),
    ],
)
def test_money(text, value, per):
    found = only(text)
    assert (found.kind, found.value, found.per) == ("money", Decimal(value), per)


def test_a_scale_without_money_words_stays_bare():
    found = only("共39万")
    assert (found.kind, found.value, found.unit) == ("bare", Decimal(390000), "万")


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("90%", 90, None),
        ("=100%", 100, "="),
        ("百分之九十", 90, None),
        ("百分之90以上", 90, ">="),
        ("百分之百", 100, None),
        ("九成以上", 90, ">="),
        ("98.5%", "98.5", None),
        ("不低于95%", 95, ">="),
    ],
)
def test_percent(text, value, comparator):
    found = only(text)
    assert (found.kind, found.value, found.comparator) == ("percent", Decimal(value), comparator)
