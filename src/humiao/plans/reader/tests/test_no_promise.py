"""Numbers that promise nothing: background, news, scoring, procedure, breaches, other people's work."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

BACKGROUND = [
    "全区面积132平方公里，下辖6个街道74个社区。",
    "本区常住人口48.6万，其中0至17岁人口占16.3%。",
    "现有儿童之家37个，建成未保站9个。",
    "据调查，四成以上的监护人一年内没有参加过家长会。",
    "经摸排，全县共有外出务工家庭2150户。",
    "这里离城区18公里，每天只有3班公交。",
    "机构成立于2014年，现有全职员工31名。",
    "中心建筑面积800平方米，设活动室5间、心理室2间。",
    "近三年承接同类项目7个，服务儿童3000余人次。",
    "我机构自成立以来累计开展活动460场。",
]
TOLD = [
    "去年全区完成个案28个，举办讲座15场。",
    "上年度满意率为96%，走访1320人次。",
    "截至目前，已走访家庭410户。",
    "据悉，外省某市每个社区每年举办活动20场。",
    "2023年投入35万元，开展小组14个。",
    "“我家孩子一年换过三次学校。”一位奶奶说。",
    "自启动以来，社工上门探访870人次，链接物资价值6万元。",
    "前期两个试点社区已建成活动角4处。",
]
SCORING = [
    "方案完整得5分，较完整得3分，不完整不得分。",
    "每少完成1场活动扣0.5分。",
    "考核满分100分，85分以上为优秀。",
    "每提供一份业绩合同得2分，最多得8分。",
    "报价得分占10%，技术得分占60%。",
    "个案质量（15分）：抽查10份，每发现一份不合格扣1分。",
    "社工持证率达到80%的加2分。",
]
PROCEDURE = [
    "响应文件一式四份，正本一份、副本三份。",
    "获取文件时间为5个工作日。",
    "投标保证金5000元，以转账方式缴纳。",
    "磋商小组由3人组成，其中评审专家2人。",
    "供应商少于3家的，本次采购终止。",
    "演示时间不超过15分钟，答辩人数不超过2人。",
    "投标有效期不少于90天。",
    "公告期限为5个工作日。",
    "随机抽取不少于10%的档案进行核查。",
    "电话回访有效样本不少于50户。",
]
BREACH = [
    "泄露3名以上儿童信息的，直接定为不合格。",
    "虚报走访20人次以上的，解除合同。",
    "每缺岗1人满7天，扣1000元。",
    "逾期每日按合同价款的0.5%支付违约金。",
]
NOT_SETTLED = [
    "问3：个案不少于60个能否减少？",
    "问：专职社工8人是否可以兼职？",
    "有代表建议每季度开展活动不少于10场。",
    "财政局提出按每站活动30场安排，该意见未予采纳。",
    "专家建议增加回访至每月3次。",
    "例如，某站全年开展家长课堂12期。",
    "原公告：小组不少于20个。",
]


@pytest.mark.parametrize("words", [*BACKGROUND, *TOLD, *SCORING, *PROCEDURE, *BREACH, *NOT_SETTLED])
def test_nothing_is_made_of_it(words):
    draft = read_pasted(f"2025年某某区儿童关爱服务实施方案\n一、有关情况\n{words}")
    assert [(i.name, i.evidence) for i in draft.indicators] == []
    assert [(s.role, s.evidence) for s in draft.staffing] == []


@pytest.mark.parametrize(
    "words",
    [
        "老年助餐点每日供餐不少于80人次，银龄小组6个。",
        "低保入户核查不少于300户。",
    ],
)
def test_a_section_about_others_promises_nothing_for_children(words):
    draft = read_pasted(
        f"某某镇社工站2025年度服务计划\n一、儿童关爱服务\n为困境儿童开展个案不少于8个。\n二、养老服务\n{words}"
    )
    assert [i.name for i in draft.indicators] == ["个案"]


def test_in_a_list_of_many_things_only_the_row_about_children_counts():
    draft = read_pasted(
        "某某县2026年民生实事清单\n"
        "1/道路提升/改造道路不少于30公里/水泥路/交通局\n"
        "2/招聘服务/举办招聘会不少于20场/64万元/人社局\n"
        "3/困境儿童陪伴/为困境儿童开展个案不少于25个，满意度≥92%/50万元/民政局"
    )
    assert [(i.name, float(i.value or 0)) for i in draft.indicators] == [
        ("个案", 25), ("满意度", 92),
    ]  # fmt: skip


def test_what_people_do_every_week_is_told_not_promised():
    draft = read_pasted("儿童关爱见闻\n社工小王每周都会到小明家走访2次。\n下一步，每月开展活动不少于2次。")
    assert [float(i.value or 0) for i in draft.indicators] == [2]
