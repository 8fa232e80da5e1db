"""Money, stages, classes and stations in turns of phrase of their own, each with its near misses."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "2025年云溪县儿童关爱服务实施方案"


def draft(*lines: str) -> Draft:
    return read_pasted("\n".join((TITLE, *lines)))


def codes(*lines: str) -> set[str]:
    return {query.code for query in draft(*lines).queries}


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (
            ("第一阶段（2025年5月）：建档评估；", "第二阶段（2025年6月—2026年3月）：开展各项服务；"),
            ("2025-05", "2026-03"),
        ),
        (
            ("第一阶段：2025年2月。完成公开招标。", "第二阶段：2025年3月—2025年12月。开展服务。"),
            (None, None),
        ),
        (("第二阶段（2025年6月）：开展服务；", "第一阶段（2025年5月）：建档；"), (None, None)),
        (
            (
                "服务期限：2025年4月1日至2026年3月31日。",
                "第一阶段（2025年5月）：建档；",
                "第二阶段（2025年6月）：探访。",
            ),
            ("2025-04-01", "2026-03-31"),
        ),
    ],
)
def test_the_term_by_its_stages(lines, ends):
    found = draft("五、进度安排", *lines).period
    assert (found.start, found.end) == ends


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("项目总预算25万元，其中申请购买服务资金21万元，机构自筹4万元。", [210000, 40000]),
        ("项目总预算25万元，其中首期拨付资金10万元。", []),
    ],
)
def test_what_is_asked_of_the_buyer_is_a_source(words, parts):
    assert [a.amount_yuan for a in draft("八、项目预算", words).fund_split] == parts


@pytest.mark.parametrize(
    ("heading", "counts"), [("一、申报单位简介", []), ("二、机构服务业绩", []), ("一、项目预算", [260000])]
)
def test_what_a_bidder_tells_of_itself_is_no_budget(heading, counts):
    found = draft(heading, "各类合同总额26万元，服务期一年。").budget
    assert [b.amount_yuan for b in found] == counts


LOTS = (
    "采购需求\n\n包号    包名称                预算金额(元)    最高限价(元)\n"
    "1包     困境儿童上门陪伴服务    210000          208000\n"
    "2包     {}    50000           49000\n"
    "合计                            260000          257000\n"
)


@pytest.mark.parametrize(("second", "count"), [("项目督导与评价服务", 6), ("社区老年人助餐服务", 4)])
def test_each_lot_of_one_purchase_has_its_budget(second, count):
    assert len(read_pasted(LOTS.format(second)).budget) == count


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("服务对象为“三类儿童”共96人，其中孤儿6人、事实无人抚养儿童90人。", ("三类儿童", 96)),
        ("服务对象为困境儿童，包括孤儿、残疾儿童等，现有名册人数305人。", ("困境儿童", 305)),
        ("据全省儿童福利信息系统统计，本县现有流动儿童412名。", ("流动儿童", 412)),
    ],
)
def test_how_many_are_served(words, found):
    got = draft("一、服务对象", words).service_objects
    assert found in [(item.category, item.count) for item in got]


@pytest.mark.parametrize(
    "words",
    [
        "事实无人抚养儿童50名，其中父母失联等情形的20名，另一方符合上述情形的30名。",
        "全省现有流动儿童412万名。",
        "向“小小少年”共赠书96册。",
    ],
)
def test_no_class_of_those_served(words):
    names = [item.category for item in draft("一、服务对象", words).service_objects]
    assert not [n for n in names if n != "事实无人抚养儿童"]


STATIONS = "站点\t困境儿童\t留守儿童\n{}\t12\t30\n{}\t9\t21\n合计\t21\t51"


@pytest.mark.parametrize(
    ("names", "count"), [(("东岭镇未保站", "西沟乡未保站"), 2), (("东岭镇", "西沟乡"), 0)]
)
def test_rows_that_are_stations_by_name(names, count):
    assert len(draft("三、服务站点", STATIONS.format(*names)).sites) == count


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("全县困境儿童200人，其中孤儿8人、残疾儿童60人，还有留守儿童900人。", False),
        ("全县困境儿童200人，其中孤儿8人、残疾儿童60人、其他困境儿童150人。", True),
        ("全县困境儿童200人，其中孤儿8人、残疾儿童60人、其他困境儿童132人。", False),
    ],
)
def test_what_is_named_beside_the_whole_is_no_part(words, asks):
    assert ("sum-mismatch" in codes("一、服务对象", words)) is asks


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("合同签订后支付60%；验收合格后支付40%。得分不足的，整改后按应付金额的70%支付。", False),
        ("合同签订后支付60%；验收合格后支付30%。", True),
    ],
)
def test_a_share_of_what_is_due_is_no_instalment(words, asks):
    assert ("sum-mismatch" in codes("六、付款", words)) is asks


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("入户评估由2名社工共同完成。", False),
        ("全部项目配备专职社工不少于2名。", True),
    ],
)
def test_so_many_for_one_visit_are_no_minimum(words, asks):
    asked = codes("一、人员", "专职社工不少于5名。", "二、其他", words)
    assert ("minima-disagree" in asked) is asks


def test_who_purchases_by_a_sentence():
    found = read_pasted("采购内容\n云溪县妇女联合会拟对“护苗陪伴”儿童关爱项目进行采购，分两个包。")
    assert found.purchaser.value == "云溪县妇女联合会"


MARKS = (
    "满分为100分，分值如下：\n指标 | 目标值 | 分值\n"
    "走访 | ≥200人次 | 60\n个案 | ≥9个 | {}\n满意度 | ≥90% | 20\n"
)


@pytest.mark.parametrize(
    ("lines", "asks"),
    [
        ((MARKS.format(15),), True),
        ((MARKS.format(20),), False),
        ((MARKS.format(15) + "合计 |  | 95\n",), True),
        ((MARKS.format(15).replace("满分为100分，", ""),), False),
    ],
)
def test_marks_that_miss_the_full_marks(lines, asks):
    assert ("sum-mismatch" in codes("四、考核", *lines)) is asks


@pytest.mark.parametrize(
    ("items", "asks"),
    [
        ("1、具有独立法人资格；\n2、有驻站经验的，评审时加分。", True),
        ("1、具有独立法人资格；\n2、有驻站经验的优先。", True),
        ("1、有驻站经验的，评审时加分。", False),
        ("1、具有独立法人资格；\n2、同等条件下本地机构优先。", False),
    ],
)
def test_preferences_in_a_list_of_conditions(items, asks):
    assert ("must-and-preferred-mixed" in codes("八、供应商条件", items)) is asks
