"""The project's money: what it may cost, where it comes from, what it is for."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted


def budget(*lines: str) -> list[tuple[str, int | None]]:
    draft = read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))
    return [(a.kind, a.amount_yuan) for a in draft.budget]


def split(*lines: str) -> list[tuple[str, int | None]]:
    draft = read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))
    return [(a.kind, a.amount_yuan) for a in draft.fund_split]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("预算金额（万元）：48.5", [("total", 485_000)]),
        ("预算金额：360000元；最高限价：355000元", [("total", 360_000), ("ceiling", 355_000)]),
        ("成交金额：27.2000（万元）", [("award", 272_000)]),
        ("本合同总金额为（大写）叁拾陆万元整（小写：￥360000元）。", [("contract", 360_000)]),
        ("项目经费不超过25万元。", [("ceiling", 250_000)]),
        ("项目总投入45万元，由区财政承担。", [("total", 450_000)]),
        ("村里出资2000元，镇里补助3000元，共五千元。", [("total", 5000)]),
        ("区民政局以32.5万元的价格把服务交给一家社工机构。", [("award", 325_000)]),
        ("资金来源：市级福利彩票公益金20万元。", [("total", 200_000)]),
        ("预算金额：XX万元；最高限价：**万元", [("total", None), ("ceiling", None)]),
        ("项目经费：XX万元（大写：叁拾万元整）。", [("total", 300_000)]),
        ("成交金额：***,***.00元", [("award", None)]),
        ("每个站点每年经费10万元。", [("unit_price", 100_000)]),
        ("项目预算27万元；评估费用3万元另行安排，不计入本项目预算。", [("total", 270_000)]),
    ],
)
def test_what_it_costs(words, expected):
    assert budget(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "磋商保证金：5000元。",
        "代理服务费8000元，由成交供应商支付。",
        "2024年，全县投入40万元购买同类服务。",
        "每更换一名社工支付违约金2000元。",
        "孤儿基本生活费标准为每人每月1500元。",
        "单次救助金额控制在3000元以内。",
        "链接企业捐赠物资折合6万元。",
        "第二名报价350000元。",
        "合同签订后支付12万元。",
        "本次采购节约资金0.9万元。",
    ],
)
def test_what_is_no_money_of_the_project(words):
    assert budget(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "预算金额：45万元（其中：中央财政15万元，省级财政10万元，市级财政20万元）",
            [("central", 150_000), ("provincial", 100_000), ("city", 200_000)],
        ),
        (
            "经费上限30万元，由县财政二十万元及慈善总会捐赠十万元组成。",
            [("county", 200_000), ("donation", 100_000)],
        ),
        (
            "总经费35万元，其中人员经费22万元，活动经费10万元，其他3万元。",
            [("use", 220_000), ("use", 100_000), ("use", 30_000)],
        ),
        ("经费全部来自某基金会捐赠，计15万元。", [("donation", 150_000)]),
        ("村集体出3000元，乡贤捐5000元，共8000元。", [("other", 3000), ("donation", 5000)]),
    ],
)
def test_where_it_comes_from_and_goes_to(words, expected):
    assert split(words) == expected


def test_a_list_of_uses_below_its_total():
    lines = ("总概算29万元。构成如下：", "（1）人力成本：20万元；", "（2）活动开支：9万元。")
    assert split(*lines) == [("use", 200_000), ("use", 90_000)]


def test_each_lot_has_its_own_though_equal():
    table = (
        "| 包号 | 包名称 | 预算金额（万元） |",
        "|---|---|---|",
        "| 1 | 探访 | 20 |",
        "| 2 | 培训 | 20 |",
    )
    assert budget(*table, "| 合计 | | 40 |") == [("total", 200_000), ("total", 200_000), ("total", 400_000)]


def test_a_sum_said_again_counts_once():
    assert budget("项目预算30万元。", "五、经费", "本项目预算30万元，专款专用。") == [("total", 300_000)]


def test_a_table_of_uses_in_yuan():
    lines = (
        "经费明细表",
        "序号\t支出内容\t金额（元）",
        "1\t社工工资\t180000",
        "2\t督导费\t20000",
        "合计\t\t200000",
    )
    assert budget(*lines) == [("total", 200_000)]
    assert split(*lines) == [("use", 180_000), ("use", 20_000)]


def test_the_unit_of_a_form_stands_above_it():
    lines = (
        "单位：万元",
        "项目资金总额\t62.00\t其中：中央财政资金\t40.00",
        "\t县级财政资金\t22.00",
        "主管部门\t某某县民政局",
    )
    assert budget(*lines) == [("total", 620_000)]
    assert split(*lines) == [("central", 400_000), ("county", 220_000)]


def test_a_form_written_one_cell_a_line():
    lines = ("项目资金（万元）", "年度资金总额", "85.6", "其中：财政拨款", "75.6", "其他资金", "10")
    assert budget(*lines) == [("total", 856_000)]
    assert split(*lines) == [("other", 756_000), ("other", 100_000)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("资金来源为上级下达补助15万元，县级配套5万元。", [("other", 150_000), ("county", 50_000)]),
        (
            "七、费用及支付\n合同总金额20万元，其中人员费12万元、物资耗材5万元、管理费3万元。",
            [("use", 120_000), ("use", 50_000), ("use", 30_000)],
        ),
        ("人员支出8万元、场地及水电支出2万元，合计10万元。", [("use", 80_000), ("use", 20_000)]),
        ("仪式上，一家企业现场认捐3万元。", []),
        ("资金来源：由承接机构说明。", []),
    ],
)
def test_sources_and_uses_named_in_other_words(words, expected):
    assert split(words) == expected


def test_who_gives_stands_in_brackets_behind_the_sum():
    table = "|项目资金|年度资金总额|30.00|\n| |其中：财政拨款|24.00|\n| |其他资金|6.00（基金会捐赠）|"
    assert ("other", 60_000) in split("金额单位：万元", table)


@pytest.mark.parametrize("heading", ["六、招标代理服务费", "七、履约保证金", "六、代理服务收费及金额"])
def test_a_fee_under_its_own_heading_is_no_budget(heading):
    assert budget(heading, "参照有关标准下浮两成收取，共8,000元。") == []


@pytest.mark.parametrize(
    ("words", "whole", "parts"),
    [
        (
            "今年打算花28万元，其中请教练花12万、买器材花6万，剩下的10来万办夏令营。",
            [280_000],
            [("use", 120_000), ("use", 60_000), ("use", 100_000)],
        ),
        ("县里给8万块，镇上出4万块，一共12万块。", [120_000], [("county", 80_000), ("other", 40_000)]),
        ("今年准备拿出20来万做这件事。", [200_000], []),
        ("他家盖房花了30万元。", [], []),
        ("每个孩子补500块钱。", [], []),
        (
            "省、市、县财政分别承担8万元、6万元、4万元，共18万元。",
            [180_000],
            [("provincial", 80_000), ("city", 60_000), ("county", 40_000)],
        ),
        (
            "预算30万元。人员、活动、管理费分别为18万元、9万元和3万元。",
            [300_000],
            [("use", 180_000), ("use", 90_000), ("use", 30_000)],
        ),
        ("预算30万元。人员、活动分别为18万元、9万元和3万元。", [300_000], []),
        (
            "经费主要用于：社工工资18万元；活动开展经费6万元；宣传3万元。",
            [],
            [("use", 180_000), ("use", 60_000), ("use", 30_000)],
        ),
        ("配齐桌椅书柜，投资不少于4万元。", [], []),
    ],
)
def test_plain_talk_and_lists(words, whole, parts):
    assert [yuan for _, yuan in budget(words)] == whole
    assert split(words) == parts


def test_a_price_beside_a_sum_is_a_line_of_uses():
    lines = (
        "序号\t项目\t内容\t单价\t数量\t金额（元）",
        "1\t活动费\t小组活动\t1500元/场\t20场\t30000",
        "2\t管理费\t按总额8%\t\t\t2400",
        "合计\t\t\t\t\t32400",
    )
    assert budget(*lines) == [("total", 32_400)]
    assert split(*lines) == [("use", 30_000), ("use", 2400)]


def test_a_lot_said_in_text_and_again_in_its_table_counts_once():
    lines = (
        "采购包1:",
        "采购包预算金额（元）：480,000.00",
        "| 序号 | 标的名称 | 数量 | 标的金额（元） |",
        "| 1 | 儿童关爱服务 | 1 | 480,000.00 |",
    )
    assert budget(*lines) == [("total", 480_000)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("今年计划安排50万元实施该项目，其中区级财政40万元、福彩公益金10万元。", [("total", 500_000)]),
        ("计划安排5万元用于培训项目主管。", []),
        (
            "全区预算超1.6亿元。其中，办公类项目预算6797万元；科普类项目预算795万元。",
            [("total", 160_000_000)],
        ),
        ("截至5月已支付合同资金40%，合计39.4万元。", []),
        ("六、费用\n全年运营费六万元整，每处三万元。", [("total", 60_000), ("unit_price", 30_000)]),
        ("六、费用\n运营费6万元、活动费2万元。", []),
    ],
)
def test_what_is_the_whole_and_what_a_part(words, expected):
    assert budget(words) == expected


def test_a_ceiling_of_a_price_is_no_ceiling_of_the_project():
    lines = (
        "服务类别\t服务数量\t单价限价（元）\t合价（元）",
        "入户评估\t300户\t80\t24000",
        "心理辅导\t60人次\t200\t12000",
        "合计\t\t\t36000",
    )
    assert budget(*lines) == [("total", 36_000)]


def test_a_form_with_a_common_label_left_of_its_sums():
    lines = (
        "项目名称\t儿童关爱服务",
        "主管部门\t某某县民政局\t实施单位\t某某县救助中心",
        "项目资金（万元）\t年度资金总额\t36.00",
        "\t其中：财政拨款\t30.00",
        "\t其他资金\t6.00",
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t小组活动\t≥16场",
    )
    assert budget(*lines) == [("total", 360_000)]
    assert split(*lines) == [("other", 300_000), ("other", 60_000)]


def test_what_one_home_gets_is_no_source():
    assert split("每个新建港湾补助5万元，提升的每个补助3万元，总经费26万元。") == []


def test_a_notice_of_a_result_tells_what_was_paid_in_the_end():
    lines = (
        "中标（成交）结果公告",
        "合同包1（北片未保站运营）：",
        "品目名称\t采购标的\t服务时间\t金额（元）",
        "社会服务\t北片未保站运营\t一年\t268,000.00",
    )
    assert read_pasted("\n".join(lines)).budget[0].kind == "award"


def test_uses_behind_their_label_and_a_demand_on_deeds_done():
    words = "项目资金8万元。支出参考：社工补贴5万元，活动及托管2万元，保险和交通1万元。"
    assert split(words) == [("use", 50_000), ("use", 20_000), ("use", 10_000)]
    assert budget("答：类似业绩单个合同金额不低于20万元。") == []
