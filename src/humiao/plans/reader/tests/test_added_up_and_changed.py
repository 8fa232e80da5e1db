"""Parts that add up to a whole, sums and places that are changed, and who does the next one."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read, told

FORM = "项目简介表\n申报单位 | 某中心\n实施地点 | 某县\n项目周期 | 9个月\n"


def uses(text, heading="经费"):
    return [(b.label, b.amount_yuan) for b in read(text, heading).fund_split if b.kind == "use"]


def test_parts_of_a_line_that_add_up_to_its_first_sum():
    found = read("全年26.4万元，人员17.6万元，活动6万元，办公2.8万元。", "经费")
    assert [(b.amount_yuan, b.kind) for b in found.budget] == [(264000, "total")]
    assert uses("全年26.4万元，人员17.6万元，活动6万元，办公2.8万元。") == [
        ("人员", 176000),
        ("活动", 60000),
        ("办公", 28000),
    ]


def test_parts_over_several_sentences_with_what_each_of_several_costs():
    text = "下达我县80万元：购买服务50万元；改造未保站3个，每个6万元，计18万元；"
    text += "采购测评系统1套7万元；宣传5万元。"
    assert [yuan for _, yuan in uses(text)] == [500000, 180000, 70000, 50000]


@pytest.mark.parametrize(
    "text",
    [
        "全年26.4万元，人员17.6万元，活动6万元，办公2万元。",  # they do not add up
        "县里安排10万元，市级财政6万元，社会捐赠4万元。",  # who gives it, not what for
    ],
)
def test_no_uses_where_parts_do_not_add_up_or_are_sources(text):
    assert uses(text, "概况") == []


def test_the_first_use_behind_among_it():
    text = "总投入31.6万元。\n其中：童伴妈妈补贴120000元，活动费9.8万元。"
    assert [yuan for _, yuan in uses(text)] == [120000, 98000]


def test_uses_behind_the_whole_and_a_colon_reckoned_in_brackets():
    text = "需经费19.2万元：场地改造4.5万元（1.5万元/处×3处），"
    text += "补贴7.2万元（2000元/人/月×3人×12个月），活动费7.5万元。"
    assert [yuan for _, yuan in uses(text)] == [45000, 72000, 75000]


def test_uses_in_the_cell_of_a_form():
    found = read_pasted(f"{FORM}资金使用 | 物资7.2万元、督导1.2万元\n", "").fund_split
    assert [(b.label, b.amount_yuan, b.kind) for b in found] == [
        ("物资", 72000, "use"),
        ("督导", 12000, "use"),
    ]


def test_what_a_form_lists_as_its_outputs():
    text = f"{FORM}主要活动及产出 | 1.“城市探索”12次；2.“悦读小组”3个×8节；3.亲子日4场\n"
    found = told(read_pasted(text, "").indicators, "value", "unit", "per")
    assert found == [(12, "次", None), (3, "个", None), (8, "节", "小组"), (4, "场", None)]


def test_a_contract_sum_that_is_raised():
    text = "第三条 合同金额由人民币328,000元增加至人民币418,000元，增加部分90,000元由区财政列支。"
    found = read_pasted(f"某区服务合同补充协议\n{text}\n", "").budget
    assert [(b.amount_yuan, b.kind) for b in found] == [(418000, "contract")]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (
            "7月组织中期评估，次年3月委托第三方开展绩效评估。",
            [("mid", None), ("final", "third_party")],
        ),
        (
            "6月开展中期评估，12月由第三方进行末期评估。",
            [("mid", None), ("final", "third_party")],
        ),
        (
            "委托第三方于6月开展中期评估，12月进行末期评估。",
            [("mid", "third_party"), ("final", "third_party")],
        ),
        ("2028年第四季度委托第三方进行总体评估。", [("final", "third_party")]),
        ("年度总评由第三方于2026年12月完成。", [("final", "third_party")]),
    ],
)
def test_who_evaluates_the_next_one_does_not_evaluate_this_one(text, by):
    assert [(e.phase, e.by) for e in read(text, "考核评估").evaluation] == by


def test_a_notice_of_an_evaluation_names_who_holds_it():
    text = (
        "关于开展某项目中期评估工作的通知\n二、安排\n实地评估由县民政局委托的第三方机构恒信评估中心开展。\n"
    )
    assert [(e.phase, e.by) for e in read_pasted(text, "").evaluation] == [("mid", "third_party")]


def test_a_share_paid_already_is_one_of_the_payments():
    text = "合同款分三次拨付：签约后已拨付50%，中期评估合格的再拨付30%，其余20%待终期评估合格后结清。"
    assert [p.percent for p in read(text, "结果运用").payment_milestones] == [50, 30, 20]


def test_marks_below_which_less_is_paid_are_no_payment():
    text = "合同生效后支付40%；考核在70—79分的，按应付金额的90%支付；验收后支付60%。"
    assert [p.percent for p in read(text, "付款").payment_milestones] == [40, 60]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("机构在清溪、高坪、石鼓三个乡镇设立的服务点开展服务。", 3),
        ("采购需求：选取12个镇，每镇设1个服务点。", 12),
        ("服务覆盖东城等4个街道和罗江、碑庙2个镇。", 6),
        ("在某县行政区域内（含9个镇2个街道）提供关爱服务。", 11),
        ("由中标机构在8个乡镇开展服务。", 8),
        ("在5个村设立服务点。", None),
    ],
)
def test_how_many_places(text, value):
    assert read_pasted(f"某县服务合同\n{text}\n", "").coverage.value == value


def test_a_second_year_of_a_programme_is_no_figure():
    draft = read_pasted("成交公告\n项目名称：困境儿童服务（“护苗同行”二期）\n", "")
    assert (draft.kind.value, draft.indicators) == ("continuing", ())
    assert figures(read("全年举办夏令营两期。")) == [("夏令营", 2)]


def test_the_office_that_runs_the_work_is_no_part_of_the_county():
    text = "关于评估的通知\n各乡镇：\n承接机构云岫县萤火中心及其服务点接受评估。\n"
    assert read_pasted(text, "").place.value == "云岫县"


def test_the_year_of_a_report_is_that_of_the_work():
    text = "某县项目绩效自评报告\n服务期2025年1月1日至12月31日。\n某县民政局\n2026年1月15日\n"
    assert read_pasted(text, "").year.value == 2025


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025年5月—6月招标，7月启动，2026年6月结束。", "2025-07", "2026-06"),
        ("确定1家社会组织，承接期自2026年4月起至2027年3月止。", "2026-04", "2027-03"),
    ],
)
def test_when_the_service_runs_not_when_it_is_bought(text, start, end):
    period = read(text, "时间安排").period
    assert (period.start, period.end) == (start, end)


def test_levels_whose_interval_is_changed():
    text = "红色等级儿童由每半月走访调整为每周走访1次。"
    found = read(text, "工作要求").levels
    assert [(x.level, x.interval and x.interval.unit) for x in found] == [("red", "week")]


def test_the_day_of_a_page_as_a_site_writes_it():
    text = "某县社工服务采购需求公示\n2023-04-18\n一、服务期\n12个月\n"
    assert read_pasted(text, "").published.value == "2023-04-18"


def test_who_signs_below_the_demands_is_no_demand():
    text = "某县采购公告\n二、供应商资格要求\n1.须为在民政部门登记的社会服务机构\n某县民政局\n2026年2月19日\n"
    assert [e.rule for e in read_pasted(text, "").eligibility] == ["须为在民政部门登记的社会服务机构"]


def test_a_giver_no_word_names_beside_others_that_are_read():
    text = "县妇联10万元、县民政局福彩公益金15万元、企业捐赠5万元，合计30万元。"
    split = read(text, "经费").fund_split
    assert [(b.amount_yuan, b.kind) for b in split] == [
        (100000, "other"),
        (150000, "lottery"),
        (50000, "donation"),
    ]


def test_what_each_gets_in_brackets_is_not_told_of_the_next_use():
    text = "用于志愿者补贴8万元（每人每年400元）、课程开发9.2万元、物料及宣传2.8万元。"
    assert [yuan for _, yuan in uses(text)] == [80000, 92000, 28000]


def test_what_one_of_many_may_cost_is_no_budget():
    assert read("征集微心愿600个，单个心愿金额200—500元。", "经费").budget == ()


def test_a_payment_in_the_middle_without_a_verb():
    found = read("首款40%、中期款40%、尾款20%。", "付款方式").payment_milestones
    assert [p.percent for p in found] == [40, 40, 20]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("家庭随访：重点儿童（Ⅰ类）每周1次；一般儿童（Ⅱ类）每月1次。", "home"),
        ("家庭随访：Ⅰ类儿童每周1次；Ⅱ类儿童每月1次。", None),
    ],
)
def test_classes_of_care_beside_a_word_for_visits(text, channel):
    found = read(text, "服务标准").levels
    assert [(x.level, x.interval and x.interval.unit) for x in found] == [("green", "month"), ("red", "week")]
    assert {x.channel for x in found} <= {channel, None}


def test_parts_before_the_sum_that_adds_them_up():
    text = "社工薪酬：18人×6.2万元=111.6万元；督导：6人×7.5万元=45万元；培训6.4万元。总计163万元。"
    assert [yuan for _, yuan in uses(text)] == [1116000, 450000, 64000]
    assert [b.amount_yuan for b in read(text, "经费测算").budget] == [1630000]


def test_a_plans_own_proposal_of_how_it_is_paid():
    text = "拨付建议：签约后十五日内拨60%；中期评估合格后拨30%；末期评估合格后拨10%。"
    assert [p.percent for p in read(text, "经费").payment_milestones] == [60, 30, 10]


def test_what_a_share_comes_to_is_no_budget():
    text = "合同总价378,000.00元。首期付合同总价的50%，即189,000.00元。"
    assert [b.amount_yuan for b in read(text, "合同价款").budget] == [378000]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("选择柳滩镇、大塬镇、石门沟乡等9个乡镇开展。", 9),
        ("乙方在沙岐县十一个村（社区）为本县散居孤儿、困境儿童提供走访关爱、心理辅导等服务。", 11),
    ],
)
def test_places_chosen_and_served(text, value):
    assert read_pasted(f"某县服务合同\n{text}\n", "").coverage.value == value


def test_a_term_behind_a_heading_it_is_glued_to():
    text = "三、时间安排    项目自2025年4月1日起，至2026年3月31日止，为期12个月。\n"
    period = read_pasted(f"某县2025年实施方案\n{text}", "").period
    assert (period.start, period.end) == ("2025-04-01", "2026-03-31")


def test_the_last_purchases_years_are_not_this_ones():
    text = "服务期限：自合同签订之日起18个月。\n上一采购周期（2022-2023年）共开案31个。\n"
    period = read_pasted(f"某县采购需求\n{text}", "").period
    assert (period.start, period.end) == (None, None)


def test_the_fourth_year_of_buying_goes_on():
    text = "关于做好2024年度工作的通知\n今年是我区购买未成年人保护社工服务的第四个年头。\n"
    assert read_pasted(text, "").kind.value == "continuing"


def test_sums_of_the_past_and_shares_of_the_budget_are_no_budget():
    past = "一、项目背景\n2024年项目（合同价49.8万元）服务儿童2160人。\n"
    own = "二、采购预算\n本次预算52万元，人员经费不超过预算的60%，即31.2万元。\n"
    draft = read_pasted(f"某县2025年采购需求\n{past}{own}", "")
    assert [(b.amount_yuan, b.kind) for b in draft.budget] == [(520000, "total")]


def test_parts_with_their_givers_in_brackets():
    text = "改造8.6万元、设备5.2万元、运营12万元/年（县财政7万元、镇级3万元、企业捐赠2万元），合计25.8万元。"
    assert [yuan for _, yuan in uses(text, "投入")] == [86000, 52000, 120000]


def test_less_for_fewer_marks_in_brackets_is_no_payment():
    text = "首付30%；中期评估80分以上付40%（70—79分付30%）；终期评估合格付30%。"
    assert [p.percent for p in read(text, "付款").payment_milestones] == [30, 40, 30]


def test_a_sentence_that_tells_of_another_notice_is_no_byline():
    said = "根据比选公告（2026年1月9日发布），现将结果公示如下："
    text = f"关于比选结果的公示\n{said}\n某镇人民政府\n2026年1月20日\n"
    assert read_pasted(text, "").published.value == "2026-01-20"


def test_figures_that_are_cut_in_a_short_word():
    text = "走访由3,000人次调至2,600人次，个案由26例调至22例，小组仍为10个。"
    found = told(read(text, "调整").indicators, "name", "value")
    assert found == [("走访", 2600), ("个案", 22), ("小组", 10)]


def test_the_county_in_a_letter_that_changes_something():
    assert read_pasted("关于调整富川县服务项目内容的函\n服务期不变。\n", "").place.value == "富川县"
