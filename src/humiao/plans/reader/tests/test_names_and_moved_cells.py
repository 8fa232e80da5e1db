"""What figures are called, what they are counted per, and rows of a table that lost a merged cell."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read, told

HEAD = "某县困境儿童服务采购需求\n二、服务量\n"


def test_rows_that_lost_the_cell_merged_down_from_above():
    text = (
        "指标对象 | 项目指标 | 完成数量 | 完成说明 |\n"
        "社工机构 | 个案服务 | ≥18人 ≥126次 | 全年承接转来的个案 |\n"
        "宣讲活动 | ≥8场 | 进入学校、社区举办宣讲活动 | |\n"
        "志愿者培训 | ≥4场 | 培养骨干志愿者，以骨干带"
    )
    found = told(read_pasted(f"{HEAD}{text}\n", "").indicators, "value", "unit")
    assert found == [(18, "人"), (126, "次"), (8, "场"), (4, "场")]


def test_a_blank_note_moves_no_row():
    text = "类别 | 指标 | 数量 | 备注\n产出 | 个案服务 | 18个 | 每季度\n产出 | 小组活动 | 8个 | \n"
    assert figures(read_pasted(f"{HEAD}{text}", "")) == [("个案服务", 18), ("小组活动", 8)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以“情绪管理”“同伴交往”等为主题办小组8个。", [("小组", 8)]),
        ("寒假、暑假各办大型活动1场。", [("大型活动", 1)]),
        ("监护人课堂：12期/360人次。", [("监护人课堂", 12), ("监护人课堂", 360)]),
        ("服务满意度仍为不低于90%。", [("服务满意度", 90)]),
        ("服务对象满意度应在95%以上。", [("服务对象满意度", 95)]),
        ("开展“护苗”主题活动≥24场次，服务≥1,200人次。", [("“护苗”主题活动", 24), ("“护苗”主题活动", 1200)]),
        ("二是新增“开学第一课”8场。", [("开学第一课", 8)]),
        ("开展法治进校园24校次。", [("法治进校园", 24)]),
        ("每学期集中亲情视频连线4次。", [("集中亲情视频连线", 4)]),
        ("组织小组8个，每组6节，受益80人。", [("小组", 8), ("小组每组节数", 6), ("小组受益", 80)]),
    ],
)
def test_what_figures_are_called(text, expected):
    assert figures(read(text)) == expected


def test_a_name_in_quotes_before_each_town():
    found = read("4、“周末课堂” 每个乡镇每月2次，每次参加儿童不少于15名。")
    assert told(found.indicators, "name", "value")[0] == ("周末课堂", 2)
    assert [f.value for f in found.service_items] == ["周末课堂"]


def test_parts_of_each_behind_a_sign():
    assert told(read("团体辅导：10组×6次。").indicators, "value", "unit", "per") == [
        (10, "组", None),
        (6, "次", "组"),
    ]


@pytest.mark.parametrize(("place", "per"), [("街道", "街道"), ("社区", "社区"), ("镇", "镇"), ("村", "村")])
def test_places_are_called_as_they_are(place, per):
    assert [i.per for i in read(f"每个{place}至少举办宣传活动2场。").indicators] == [per]


@pytest.mark.parametrize(
    "text",
    [
        "人员到岗率低于90%的，每次扣减合同款1%。",
        "每次30分钟150元、45分钟240元计算。",
        "对困境儿童完成一轮排查。",
        "红色每周面访1次+电话2次。",
    ],
)
def test_what_is_no_figure(text):
    assert figures(read(text)) == []


def test_two_minima_of_satisfaction_are_both_read():
    assert [v for _, v in figures(read("满意度不低于90%。\n满意度达不到95%的，扣减尾款。"))] == [90, 95]


def test_how_many_at_each_place_in_brackets_is_of_that_post_alone():
    found = read("一线社工7人（每个镇街至少1人）、行政兼财务1人。", "人员").staffing
    assert [(s.role, s.value, s.per) for s in found][-1] == ("行政兼财务", 1, None)


def test_the_label_of_a_projects_name_is_no_title():
    text = "项目名称：某市2026年流动儿童城市融入项目\n项目简介\n一、概况\n"
    assert read_pasted(text, "").title.value == "某市2026年流动儿童城市融入项目"


def test_a_table_whose_columns_one_space_parts():
    text = "某县项目计划书\n四、预算（元）\n科目 金额 说明\n人员费用 162000 3名社工×12月\n"
    text += "督导培训 24000 督导12次，培训2次\n行政费用 15400\n合计 201400\n"
    draft = read_pasted(text, "")
    assert [(b.amount_yuan, b.kind) for b in draft.budget] == [(201400, "total")]
    assert [b.amount_yuan for b in draft.fund_split] == [162000, 24000, 15400]


def test_a_report_on_what_a_contract_asked_for():
    text = "某县服务项目验收报告\n合同编号 | LW-2025-44 | 合同金额 | 36.8万元\n"
    text += "服务单位 | 某中心 | 服务期限 | 2025.1.1-2025.12.31\n验收内容 | 合同要求 | 完成情况 | 结论\n"
    text += "个案服务 | ≥15例 | 16例 | 合格\n小组服务 | ≥8个 | 8个 | 合格\n"
    draft = read_pasted(text, "")
    assert figures(draft) == [("个案服务", 15), ("小组服务", 8)]
    assert [(b.amount_yuan, b.kind) for b in draft.budget] == [(368000, "contract")]


def test_the_unit_of_money_in_the_heading_of_a_list():
    text = "项目资金（万元）：年度资金总额：72\n其中：中央彩票公益金：30\n县级配套：42\n"
    draft = read_pasted(f"某县项目绩效目标申报表\n{text}", "")
    assert [b.amount_yuan for b in (*draft.budget, *draft.fund_split)] == [720000, 300000, 420000]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每学期开展主题班会4次、团辅6次、家访2次。", ["学期"] * 3),
        ("每月开展读书会2次、电影日1场，每季度开展亲子活动1场。", ["月", "月", "季度"]),
    ],
)
def test_time_holds_for_all_of_a_row(text, expected):
    assert [i.per for i in read(text).indicators] == expected


def test_who_was_asked_is_not_who_is_served():
    draft = read("课题组访谈留守儿童312人、监护人186人。\n项目服务留守儿童400名。", "服务对象")
    assert [o.count for o in draft.service_objects] == [400]


def test_a_share_that_is_to_fare_better_without_a_bound():
    assert [v for _, v in figures(read("服务期末，80%的个案对象情绪状况改善。", "目标"))] == [80]


@pytest.mark.parametrize(
    "text",
    [
        "进度要求：一季度完成30%，上半年完成60%。",
        "县民政局6月、11月各组织一次督导评估。",
        "“护花课堂”：青春期健康、防性侵、心理调适三个主题。",
    ],
)
def test_what_tells_of_progress_checks_or_parts(text):
    assert figures(read(text)) == []


def test_posts_with_a_name_of_their_own():
    found = read("聘任24名村级“护童员”；聘请“春苗老师”3名；选聘“童伴妈妈”16名。", "人员").staffing
    assert [s.value for s in found] == [24, 3, 16]


def test_towns_the_work_is_parted_into():
    assert read("以7个乡镇24个行政村为单元，提供服务。", "项目目标").coverage.value == 7


def test_so_many_to_each_is_no_number_of_people():
    assert read("每5名社工配备1名督导。", "人员").staffing == ()
    assert [s.value for s in read("每4个乡镇至少配备1名专职社工。", "人员").staffing] == [1]


def test_a_service_is_not_called_by_the_places_it_is_given_in():
    found = read("六项服务：①监护指导每乡镇每年不少于4场；②心理疏导每乡镇不少于10人次/月。")
    assert [f.value for f in found.service_items] == ["监护指导", "心理疏导"]


def test_a_purchase_put_out_again_is_no_figure():
    text = "项目名称：某县未成年人保护服务项目（二次）\n一、服务\n全年举办活动2次。\n"
    assert figures(read_pasted(text, "")) == [("活动", 2)]


def test_what_adds_up_the_team_is_no_post():
    found = read("项目经理1人，社工12人（社工证持有者不少于8人），合计13人。", "人员配置").staffing
    assert [(s.role, s.value) for s in found] == [("项目经理", 1), ("社工", 12), ("社工证持有者", 8)]


def test_a_term_behind_its_bare_heading():
    period = read_pasted("某县岗位购买合同\n第九条 期限 2026年1月1日至2026年12月31日\n", "").period
    assert (period.start, period.end) == ("2026-01-01", "2026-12-31")


def test_items_that_are_nothing_but_things_and_how_many():
    items = "（一）宣传视频2部、案例汇编1册；\n（二）中期和末期评估各1次。\n"
    assert figures(read_pasted(f"某县公告\n二、项目任务\n{items}", "")) == [("宣传视频", 2), ("案例汇编", 1)]
    assert figures(read_pasted(f"某县公告\n二、往年成果\n{items}", "")) == []


def test_some_of_the_towns_in_brackets_are_not_all_their_names():
    found = read("全县11个乡镇（其中甲乡、乙乡为重点）。", "实施区域").coverage
    assert (found.value, found.names) == (11, ())


def test_a_line_in_ten_thousands_with_several_numbers():
    text = "某县项目支出绩效目标表\n项目金额（万元） 42 其中：财政拨款 42 其他 0\n"
    assert [b.amount_yuan for b in read_pasted(text, "").fund_split] == [420000]


def test_what_is_done_together_with_another_office_is_ours():
    assert figures(read("联合区检察院、区教育局开展法治宣讲20场。")) == [("法治宣讲", 20)]
    assert figures(read("区教育局开展法治宣讲20场。")) == []


def test_volunteers_who_are_to_be_found_are_a_figure():
    draft = read("招募青年志愿者不少于200名。", "队伍建设")
    assert (figures(draft), draft.staffing) == ([("招募青年志愿者", 200)], ())


def test_how_soon_to_report_is_no_figure():
    assert figures(read("发现儿童遭受侵害的，应立即报告，最迟不得超过12小时。")) == []


def test_what_was_done_in_another_year_in_brackets():
    assert figures(read("个案20例（2024年为37例，今年重质不重量），小组8个。")) == [("个案", 20), ("小组", 8)]


def test_an_example_in_brackets_ends_with_them():
    found = figures(read("每人每年上门不少于6次（例如每两月一次），走访总量不少于2028人次。"))
    assert [v for _, v in found] == [6, 2028]


def test_what_another_county_does_is_none_of_ours():
    assert read("邻县每村配1名童伴妈妈，可供参考。", "人员").staffing == ()


def test_a_summary_tells_what_is_to_come():
    text = (
        "某县服务试点工作总结\n全年走访9820人次。\n下一步打算：一是完成个案60例；二是打造精品儿童之家15个。\n"
    )
    assert [v for _, v in figures(read_pasted(text, ""))] == [60, 15]


def test_days_a_place_is_open_in_a_week():
    assert told(read("站点每周开放4天、每天3小时。").indicators, "value", "unit", "per") == [
        (4, "天", "周"),
        (3, "小时", "天"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("落实“四个一”（一人一档、一月一联系、一季一走访、一年一心愿）。", []),
        ("负责8个儿童之家日常运营。", []),
        ("培育30名本土志愿者。", [30]),
    ],
)
def test_turns_of_phrase_and_what_is_there_already(text, values):
    assert [v for _, v in figures(read(text))] == values


def test_what_brackets_tell_of_the_one_before_holds_for_it_alone():
    found = read("全年开展讲座18场（每乡镇1场）、陪伴营2期。").indicators
    assert [i.per for i in found if i.value == 2] == ["年"]


def test_the_star_of_a_demand_is_no_part_of_a_post():
    assert [s.role for s in read("★社工不少于5人，全部专职。", "人员").staffing] == ["社工"]


def test_what_was_reached_beside_what_was_asked_where_one_space_parts_them():
    rows = (
        "指标 合同要求 实际完成 完成率\n入户走访 不少于2000人次 2136人次 106.8%\n个案 不少于20例 21例 105%\n"
    )
    assert [v for _, v in figures(read_pasted(f"某县项目评估报告\n二、完成情况\n{rows}", ""))] == [2000, 20]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每站每年完成：走访≥480人次；个案≥6例；小组≥3个。", "站/年"),
        ("每个站点年度任务：走访不少于480人次；个案不少于6例；小组不少于3个。", "站"),
        ("每站每年完成以下任务：\n1.走访不少于480人次；\n2.个案不少于6例；\n3.小组不少于3个。", "站/年"),
        ("走访不少于480人次；个案不少于6例；小组不少于3个。", None),
        ("每站每年完成：走访。全县完成：走访不少于480人次；个案不少于6例；小组不少于3个。", None),
    ],
)
def test_what_leads_to_a_list_holds_for_all_of_it(text, per):
    draft = read_pasted(f"某县服务协议\n{text}\n", "")
    assert told(draft.indicators, "value", "per") == [(480, per), (6, per), (3, per)]
