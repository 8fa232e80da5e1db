"""Money, days, people and places told in turns of phrase that were misread once."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import read, told


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("本合同总价款为人民币（大写）柒拾陆万捌仟元整（￥768,000.00）。", [(768000, "contract")]),
        ("预算为795,000元。最高限价同步由865,000.00元更正为790,000.00元。",
         [(795000, "total"), (790000, "ceiling")]),
        ("经费总计24万元，社工交通补贴标准为每人每月300元，已含在内。", [(240000, "total")]),
        ("甲方将10所儿童之家委托乙方运营，每所每年运营经费2.4万元，总计24万元。",
         [(24000, "unit_price"), (240000, "total")]),
        ("总经费48万元。评估经费另列2万元，不在本预算内。", [(480000, "total")]),
        ("资源链接65万元，每站5万元。", []),
    ],
)  # fmt: skip
def test_what_the_work_costs(text, budget):
    assert told(read(text, "经费").budget, "amount_yuan", "kind") == budget


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("项目经费来源于中央财政支持社会组织项目资金，总额50万元，专账核算。", [(500000, "central")]),
        ("预算136万元（两年），其中2026年度68万元，2027年度68万元。", []),
        ("资金共计45万元，其中县民政局25万元、县教育体育局15万元、团县委5万元。",
         [(250000, "county"), (150000, "other"), (50000, "other")]),
        ("总投资60万元。与60名儿童结对，帮扶资金每人每年1200元。", []),
    ],
)  # fmt: skip
def test_where_the_money_comes_from(text, split):
    assert told(read(text, "经费").fund_split, "amount_yuan", "kind") == split


def test_a_list_of_items_with_prices_costs_what_it_adds_up_to():
    text = (
        "| 序号 | 标的名称 | 数量 | 单位 | 最高单价（元） | 最高总价（元） |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| 1 | 困境儿童家庭走访 | 1200 | 人次 | 60 | 72000 |\n| 2 | 个案服务 | 20 | 例 | 2500 | 50000 |\n"
        "| 合计 | | | | | 122000 |\n"
    )
    draft = read(text, "采购标的")
    assert told(draft.budget, "amount_yuan", "kind") == [(122000, "ceiling")]
    assert not draft.fund_split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年6月中期评估、12月年度评估，由采购人委托第三方开展。",
         [("mid", "third_party", "--06"), ("yearly", "third_party", "--12")]),
        ("承接机构每季度末25日前报送进展，10月组织中期检查，县民政局组织验收。",
         [("mid", "purchaser", "--10"), ("acceptance", "purchaser", None)]),
        ("县民政局委托第三方于8月、12月开展中期检查和末期评估。",
         [("mid", "third_party", "--08"), ("final", "third_party", "--12")]),
        ("中期评估（2026年12月，30%）、末期评估（合同期满前30日，60%），按得分加权。",
         [("mid", None, "2026-12"), ("final", None, None)]),
        ("中期（2026年10月）由县民政局组织；末期（2027年4月）委托第三方。",
         [("mid", "purchaser", "2026-10"), ("final", "third_party", "2027-04")]),
        ("中期考核于服务期满6个月时进行，由采购人组织专家评审。", [("mid", "purchaser", None)]),
        ("县民政局每季度调度一次，2026年9月委托第三方开展中期评估。", [("mid", "third_party", "2026-09")]),
        ("日常考核由县民政局儿童福利股每季度组织一次。", [("quarterly", "purchaser", None)]),
        ("中期评估由县民政局组织，于2025年10月进行；期末评估委托第三方机构实施，2026年4月完成。",
         [("mid", "purchaser", "2025-10"), ("final", "third_party", "2026-04")]),
        ("2027年3月开展终期评估、总结验收。", [("final", None, "2027-03")]),
    ],
)  # fmt: skip
def test_when_the_work_is_evaluated_and_by_whom(text, expected):
    assert told(read(text, "评估").evaluation, "phase", "by", "date") == expected


def test_what_a_correction_leaves_as_it_was_is_of_no_item_before_it():
    text = (
        "云岫县采购项目更正公告\n二、更正信息\n8.评分标准中“同类业绩”一项\n现更正为：每提供1个得2分。\n\n"
        "原招标文件中“由采购人委托第三方机构于2025年1月开展中期评估、2025年8月开展末期评估”的要求继续有效。\n"
    )
    assert told(read_pasted(text, "").evaluation, "phase", "date") == [
        ("mid", "2025-01"),
        ("final", "2025-08"),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("该项目服务期从今年6月至明年5月，为期1年。", "2025-06", "2026-05"),
        ("委托县心连心社工服务中心实施项目，时间为2026年4月至12月（9个月）。", "2026-04", "2026-12"),
        ("开展个案36例、团辅72场，项目期限为2026年6月至2027年5月。", "2026-06", "2027-05"),
        ("服务从今年7月起，到2026年6月止，将覆盖全县9个镇。", "2025-07", "2026-06"),
        ("每个项目资助金额不超过10万元，执行期为2026年4月—2026年12月。", "2026-04", "2026-12"),
    ],
)
def test_when_the_service_runs(text, start, end):
    period = read(text, "项目安排").period
    assert (period.start, period.end) == (start, end)


def test_a_term_named_by_its_length():
    period = read_pasted("黎平县协议书\n第二条 期限两年：2026年3月1日至2028年2月29日。\n", "").period
    assert (period.start, period.end) == ("2026-03-01", "2028-02-29")
    assert told([period.duration], "value", "unit") == [(2, "year")]


def test_a_class_in_brackets_before_its_number():
    text = (
        "1.孤儿、事实无人抚养儿童，共计76人；\n2.困境儿童（重病、重残、贫困家庭儿童），约380人；\n"
        "3.事孤儿12名。"
    )
    assert told(read(text, "服务对象").service_objects, "category", "count") == [
        ("孤儿、事实无人抚养儿童", 76),
        ("困境儿童", 380),
        ("事孤儿", 12),
    ]


@pytest.mark.parametrize("caption", ["", "表1\n"])
def test_a_table_of_counts_that_one_space_parts(caption):
    text = f"{caption}乡镇 孤儿 事实无人抚养儿童 留守儿童\n水磨镇 3 21 412\n湾头镇 2 17 388\n合计 5 38 800\n"
    assert told(read(text, "对象数量").service_objects, "category", "count") == [
        ("孤儿", 5),
        ("事实无人抚养儿童", 38),
        ("留守儿童", 800),
    ]


@pytest.mark.parametrize(
    ("text", "heading", "staff"),
    [
        ("项目由中标机构派驻社工8名；另设项目主管1名。项目总经费68.4万元。", "谁来做、钱从哪来",
         [("社工", 8, None), ("项目主管", 1, None)]),
        ("每个乡镇服务点配备1名专职社工（共11名）。", "人员配备",
         [("专职社工", 1, "乡镇服务点"), ("专职社工", 11, None)]),
        ("站长5人（中级社工师不少于2人），一线社工5人，行政1人。", "人员要求",
         [("站长", 5, None), ("中级社工师", 2, None), ("一线社工", 5, None), ("行政", 1, None)]),
        ("培育本地社工不少于6名。", "效益指标", []),
    ],
)  # fmt: skip
def test_who_does_the_work(text, heading, staff):
    assert told(read(text, heading).staffing, "role", "value", "per") == staff


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("在龙城镇、定山镇等13个乡镇场开展入户走访5600人次。", 13, "个乡镇场"),
        ("面向16个苏木乡镇街道公开招标，购买社工服务。", 16, "个苏木乡镇"),
    ],
)
def test_places_to_be_reached(text, value, unit):
    coverage = read(text, "服务内容").coverage
    assert (coverage.value, coverage.unit) == (value, unit)


def test_levels_visited_so_often_in_figures():
    text = "红码对象每周1访，黄码对象每月1访，绿码对象每季1访。"
    assert told(read(text, "分级走访").levels, "level", "times") == [
        ("green", 1),
        ("yellow", 1),
        ("red", 1),
    ]


def test_instalments_behind_their_number():
    text = "资助金额分三次拨付：第一次50%，签约后；第二次30%（85,500元），中期评估后；第三次20%，结项评估后。"
    assert [one.percent for one in read(text, "经费").payment_milestones] == [50, 30, 20]
    assert not read(
        "月考核（10%）、中期评估（30%）、末期评估（60%），按得分加权。", "考核与支付"
    ).payment_milestones


def test_an_office_above_a_title_is_no_part_of_it():
    text = "大田县民政局\n大田县2026年未成年人保护项目绩效目标申报表\n项目名称 未成年人保护社会工作服务\n"
    assert read_pasted(text, "").title.value == "大田县2026年未成年人保护项目绩效目标申报表"


def test_who_told_the_news_is_no_part_of_a_place():
    text = "记者从县民政局获悉：宁陕县儿童关爱项目正式启动\n本网讯 日前，项目启动。\n"
    assert read_pasted(text, "").place.value == "宁陕县"


def test_children_are_chosen_by_no_way_of_buying():
    text = "服务对象：从中遴选重点留守儿童400名。"
    assert read(text, "服务对象").procurement_method.value is None


def test_this_year_on_what_was_done_last_year():
    assert read("今年在上年工作基础上继续实施，重心转向山区。", "情况与思路").kind.value == "continuing"


STATIONS = """某县采购需求
二、服务站点
本项目共服务3个未保工作站：城关站、柳林站、石咀站。其中城关站、柳林站各13万元，石咀站11万元。
"""


def test_stations_named_behind_their_number_with_what_a_row_of_them_has_each():
    assert told(read_pasted(STATIONS.replace("石咀站11", "石咀站各11"), "").sites, "name", "amount_yuan") == [
        ("城关站", 130000),
        ("柳林站", 130000),
        ("石咀站", 110000),
    ]
    named = "服务地点：城关、北埠2个乡镇（街道）的未成年人保护工作站，即城关站、北埠站。"
    assert told(read(named, "服务地点").sites, "name") == [("城关站",), ("北埠站",)]


def test_who_signs_with_a_centre_buys():
    text = "泊云县困境儿童项目启动\n7月3日，泊云县民政局与泊云县暖阳青少年事务中心签约，项目就此启动。\n"
    assert read_pasted(text, "").purchaser.value == "泊云县民政局"


def test_an_evaluation_tells_of_the_contract_it_looks_at():
    text = "某县服务项目绩效评价方案\n一、项目概况：合同金额55万元，服务期2025年3月1日至2026年2月28日。\n"
    assert told(read_pasted(text, "").budget, "amount_yuan", "kind") == [(550000, "contract")]


def test_places_that_were_more_than_before():
    coverage = read("服务区域由原合同约定的5个乡镇扩大为7个乡镇。", "服务区域").coverage
    assert (coverage.value, coverage.unit) == (7, "个乡镇")
