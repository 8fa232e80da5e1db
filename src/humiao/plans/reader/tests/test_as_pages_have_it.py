"""What pages on the web bring along: paths and heads, blocks withdrawn, other people served."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read


def test_the_title_stands_behind_the_path_of_a_page():
    text = (
        "您好，欢迎来到某县资讯\n移动版\n小程序\n首页 > 资讯 > 正文\n\n"
        "某县采购困境儿童服务，预计投入90万元\n\n"
        "编辑：2026-03-08 08:30:06\n\n某县民政局要购买服务。\n"
    )
    draft = read_pasted(text, "")
    assert draft.title.value == "某县采购困境儿童服务，预计投入90万元"
    assert draft.published.value == "2026-03-08"


BLOCK = (
    "某县更正公告\n更正如下：\n{old}\n\n二、服务内容\n(1)每年文体活动不少于48次; ? ?\n(2)宣传月活动1次。\n"
    "{new}\n{end}\n"
)


@pytest.mark.parametrize("old", ["原内容：", "1.原招标文件内容", "原内容"])
@pytest.mark.parametrize("new", ["更正内容：", "现更正为：", "修改后的内容"])
def test_a_block_of_lines_that_no_longer_holds(old, new):
    text = BLOCK.format(old=old, new=new, end="(1)每年文体活动不少于30次；")
    assert [value for _, value in figures(read_pasted(text, ""))] == [30]


def test_a_block_with_nothing_in_its_place_is_no_promise():
    text = BLOCK.format(old="原内容：", new="更正内容：", end="按街道要求办理。")
    assert figures(read_pasted(text, "")) == []


def test_a_province_buys():
    text = (
        "“护苗计划”试点已经实施，江南省民政厅按计划公开采购第三方机构进行评估。有关事项公告如下：\n"
        "一、内容\n采购机构1家。\n"
    )
    draft = read_pasted(text, "")
    assert (draft.purchaser.value, draft.place.value) == ("江南省民政厅", "江南省")


def test_others_than_children_in_a_row_of_those_served():
    line = "服务对象和范围：留守老人22人、孤儿6人、低保家庭95户；领取补贴的残疾人员82人，临时救助对象约30人。"
    found = {o.category: (o.count, o.unit) for o in read(line, "项目内容").service_objects}
    assert found["留守老人"] == (22, "人")
    assert found["低保家庭"] == (95, "户")
    assert found["领取补贴的残疾人员"] == (82, "人")
    assert found["临时救助对象"] == (30, "人")
    assert found["孤儿"] == (6, "人")


@pytest.mark.parametrize(
    "line", ["服务对象：由项目人员12人提供服务。", "帮扶人员：社工人员3人、管理人员2人。"]
)
def test_those_who_work_are_not_served(line):
    assert read(line, "项目内容").service_objects == ()


@pytest.mark.parametrize(
    ("line", "budget", "split"),
    [
        ("项目总经费28万元，来源为省妇联专项资金20万元、县妇联工作经费8万元。", [280000], [200000, 80000]),
        ("县民政局拿出38.5万元，其中省级福彩公益金30万元，县级财政安排8.5万元。", [385000], [300000, 85000]),
        ("某区2026年安排189.91万元开展政府购买服务。", [1899100], []),
        ("某区2026年安排12万元慰问困难群众。", [], []),
    ],
)  # fmt: skip
def test_the_whole_and_where_it_comes_from(line, budget, split):
    draft = read(line, "项目情况")
    assert [b.amount_yuan for b in draft.budget] == budget
    assert [b.amount_yuan for b in draft.fund_split] == split


def test_what_must_be_met_is_numbered_behind_its_star():
    text = (
        "某县采购需求\n三、服务内容\n★1.驻站服务。工作日开放。\n"
        "★2.入户探访。了解儿童生活照料和就学情况，全年不低于1500人次。\n3.个案服务。全年不少于20个。\n"
    )
    draft = read_pasted(text, "")
    assert figures(draft) == [("入户探访", 1500), ("个案服务", 20)]
    assert [i.clause for i in draft.indicators] == ["三.2", "三.3"]
    assert "入户探访" in [s.value for s in draft.service_items]


def test_who_evaluates_holds_for_the_next():
    line = (
        "甲方委托第三方机构于2026年11月进行中期评估，2027年5月进行终期评估，"
        "评估得分低于70分的，甲方有权拒付尾款。"
    )
    assert [(e.phase, e.by) for e in read(line, "监督评估").evaluation] == [
        ("mid", "third_party"),
        ("final", "third_party"),
    ]


def test_a_bound_before_what_is_done_holds_for_the_row():
    found = read("每个乡镇全年至少开展社区宣传活动2场、小组活动1组。").indicators
    assert [(int(i.value or 0), i.comparator) for i in found] == [(2, ">="), (1, ">=")]
    found = read("全年个案不少于20个、小组活动8组。").indicators
    assert [(int(i.value or 0), i.comparator) for i in found] == [(20, ">="), (8, None)]


def test_what_stands_between_a_bound_and_its_number_names_it():
    assert figures(read("每个乡镇至少开展社区宣传活动2场。")) == [("社区宣传活动", 2)]


def test_those_who_come_are_named_so():
    assert figures(read("社区活动：全年≥20场，参与≥1000人次。"))[-1][0].startswith("社区活动参与")


def test_how_long_a_paper_is_and_who_may_not_are_no_figures():
    draft = read("材料用纸，每份不超过40页。评估人员不得在2个及以上评估组兼职。", "人员要求")
    assert (figures(draft), draft.staffing) == ([], ())


def test_a_notice_is_published_above_its_annexes():
    text = (
        "某县竞争性磋商公告\n一、项目概况\n采购服务。\n\n        2026年06月04日\n\n附件：采购需求\n一、服务\n"
        + "要求。\n" * 20
    )
    assert read_pasted(text, "").published.value == "2026-06-04"


def test_a_document_number_keeps_its_whole_issuer():
    line = "根据省财政厅《关于印发〈专项资金管理办法〉的通知》（苏财行〔2024〕52号）和《评分细则》制定。"
    assert [(b.number) for b in read(line, "依据").legal_basis] == ["苏财行〔2024〕52号"]


def test_those_left_over_may_be_what_is_bought():
    text = "我县建成9个乡镇未保站，其中4个站由乡镇自行运行，其余5个站纳入本次采购。"
    assert read(text, "项目背景").coverage.value == 5


def test_stations_with_their_money_a_line_each():
    text = (
        "资金按站点分配如下：\n镇未成年人保护工作站    90,000元\n"
        "柳树村儿童之家    20,000元\n大湾村儿童之家    20,000元\n"
    )
    found = [(s.name, s.amount_yuan) for s in read(text, "经费").sites]
    assert found == [
        ("镇未成年人保护工作站", 90000),
        ("柳树村儿童之家", 20000),
        ("大湾村儿童之家", 20000),
    ]


def test_a_corrected_term_named_in_the_line_above():
    text = (
        "某县更正公告\n二、更正内容\n2、磋商文件第二章“服务期限”\n"
        "原为“2025年8月1日至2026年7月31日”，现更正为“2025年8月15日至2026年8月14日”。\n"
    )
    period = read_pasted(text, "").period
    assert (period.start, period.end) == ("2025-08-15", "2026-08-14")


def test_our_bureau_evaluates():
    found = read("2025年10月由我局组织中期评估。", "考核").evaluation
    assert [(e.phase, e.by, e.date) for e in found] == [("mid", "purchaser", "2025-10")]


def test_half_a_day_is_no_count():
    assert figures(read("周六安排1个半天的阅读陪伴。")) == []


METADATA = (
    "您当前的位置：首页 >政务公开 >民生信息\n\n[ 索引号 ] 1150022/2026-00005 [ 发文字号 ]\n"
    "[ 成文日期 ] 2026-04-01 [ 发布日期 ] 2026-04-02\n\n关于社工项目资金使用情况的公示\n\n"
)


def test_what_a_site_tells_of_its_page_is_no_title():
    draft = read_pasted(METADATA + "一、项目名称\n某乡社会工作项目\n", "")
    assert draft.title.value == "关于社工项目资金使用情况的公示"
    assert draft.published.value == "2026-04-02"


def test_a_date_below_its_label_is_the_publication():
    text = "某县社工站项目合同公告\n金额\n63.43万元\n发布时间\n2026/04/30\n公告正文\n采购人：某县民政局\n"
    assert read_pasted(text, "").published.value == "2026-04-30"


def test_what_was_to_be_done_beside_what_was():
    rows = [("个案服务", "个案≥4个", "完成个案4个"), ("探访", "≥700人次", "已探访774人次")]
    rows += [("打造社工品牌", "1", "1"), ("运营社工室", "1", "1")]
    head = "序号\n\n绩效指标名称\n\n绩效指标任务\n\n已完成绩效指标任务\n\n完成进度\n\n"
    body = "".join(f"{n}\n\n{a}\n\n{b}\n\n{c}\n\n100%\n\n" for n, (a, b, c) in enumerate(rows, 1))
    draft = read_pasted(f"{METADATA}六、绩效指标完成进度管理\n\n{head}{body}", "")
    assert {int(i.value or 0) for i in draft.indicators} >= {4, 700}
    assert 774 not in {int(i.value or 0) for i in draft.indicators}
    assert draft.staffing == ()


def test_what_a_contracts_form_adds_up_is_its_price():
    text = (
        "服务类项目政府采购合同协议书\n采购人：某市民政局\n2.合同标的及金额\n 合计金额小写: 208000 元\n"
        " 合计金额大写:贰拾万零捌仟元整\n"
    )
    assert {(b.amount_yuan, b.kind) for b in read_pasted(text, "").budget} == {(208000, "contract")}


def test_an_end_that_is_put_off():
    period = read("服务期限由2026年6月9日延长至2026年9月30日。", "补充约定").period
    assert (period.start, period.end) == (None, "2026-09-30")


def test_activities_numbered_in_words():
    text = (
        "某县项目申报书\n三、服务计划\n活动一：四点半课堂，每次不少于20名儿童；\n"
        "活动二：融合小组，4个小组，每组8节；\n"
    )
    assert figures(read_pasted(text, ""))[0] == ("四点半课堂每次儿童", 20)
    assert "活动一" not in [s.value for s in read_pasted(text, "").service_items]
