"""Figures of a list that its leading line speaks for, and second figures of a cell or a clause."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

TITLE = "2025年某某县儿童关爱服务实施方案\n"


def read(*lines: str) -> list[tuple[str, float | None, str, str | None]]:
    draft = read_pasted(TITLE + "\n".join(lines))
    return [(i.name, None if i.value is None else float(i.value), i.unit, i.per) for i in draft.indicators]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("第三条 每年度服务量：", "（一）家访不少于六百人次；", "（二）个案不少于八个，每个不少于四次；"),
         [("家访", 600, "人次", "年"), ("个案", 8, "个", "年"), ("个案每个次数", 4, "次", "个案")]),
        (("三、服务数量", "每个未保站每年应完成以下服务：", "（1）个案不少于3例；", "（2）宣传不少于4场；"),
         [("个案", 3, "例", "站/年"), ("宣传", 4, "场", "站/年")]),
        (("三、考核", "甲方每年考核一次：", "（1）个案不少于3例；", "（2）宣传不少于4场；"),
         [("个案", 3, "例", None), ("宣传", 4, "场", None)]),
        (("三、服务要求", "每个社工站每月开展主题活动不少于2场。"), [("主题活动", 2, "场", "站/月")]),
        (("三、服务要求", "夏令营一期，参加儿童三十名。"),
         [("夏令营", 1, "期", None), ("夏令营参加儿童", 30, "名", None)]),
        (("三、服务要求", "完成10场家长课堂（覆盖家长300人次）。"),
         [("家长课堂", 10, "场", None), ("覆盖家长", 300, "人次", None)]),
        (("三、服务要求", "求助线索24小时内响应率100%。"), [("求助线索24小时内响应率", 100, "%", None)]),
        (("三、服务要求", "3.1 家长课堂", "3.1.1 每季度不少于2场，每场不少于25人。"),
         [("家长课堂", 2, "场", "季度"), ("家长课堂每场人数", 25, "人", "场")]),
        (("三、项目概况", "乡村护童项目（二期）由县民政局实施。"), []),
        (("三、人员要求", "年流动率不超过20%。"), []),
        (("三、服务要求", "对投诉3次以上的，扣减服务费5%。"), []),
    ],
)  # fmt: skip
def test_figures_of_a_list(lines, expected):
    found = read(*lines)
    assert [(n, v, u, p) for n, v, u, p in found] == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("服务内容\t指标值", "小组活动\t≥4个（每个不少于5节）", "个案\t≥6例"),
         [("小组活动", 4, "个", None), ("小组活动每个节数", 5, "节", "小组"), ("个案", 6, "例", None)]),
        (("序号\t服务内容\t数量\t单位\t要求", "1\t驻点值守\t6\t站\t每站每周驻点不少于2天",
          "2\t法治宣讲\t≥12\t场\t每个镇街不少于2场", "3\t骨干培训\t≥3\t场\t参训人数每场不少于30人"),
         [("驻点值守", 6, "站", None), ("驻点值守每站每周驻点", 2, "天", "站"),
          ("法治宣讲", 12, "场", None), ("法治宣讲每个镇街", 2, "场", "镇"),
          ("骨干培训", 3, "场", None), ("骨干培训每场参训人数", 30, "人", "场")]),
        (("三级指标\t指标值", "个案数\t≥9例", "工作水平\t明显提高，受益家庭≥120户"),
         [("个案数", 9, "例", None), ("工作水平", None, "", None), ("受益家庭", 120, "户", None)]),
        (("服务内容\t年度数量\t每次要求", "骨干培训\t2期\t每期2天、不少于45人", "家访\t90户\t"),
         [("骨干培训", 2, "期", None), ("骨干培训人数", 45, "人", None), ("家访", 90, "户", None)]),
    ],
)  # fmt: skip
def test_second_figures_of_a_row(rows, expected):
    assert read("三、绩效指标", *rows) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三、服务范围\n全区4镇3街道。", 7),
        ("服务地点：白三乡、龙二镇。", None),
        ("设置5个服务站点，覆盖全县12个乡镇。", 12),
        ("三、项目概况\n（一）数量：在全县4个乡镇的未保站开展。", 4),
        ("全县现有留守儿童210人，分布在六个乡镇。", 6),
        ("三、服务范围\n包一：城区3个街道；包二：东部5个乡镇。", None),
        ("服务对象覆盖全市，每县选2个乡镇。", None),
        ("全县共有6镇3乡，经济以农业为主。", None),
    ],
)
def test_places_to_be_reached(text, value):
    assert read_pasted(TITLE + text).coverage.value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("六、考核\n县民政局委托第三方每年六月开展年度考核。", [("yearly", "third_party", "--06")]),
        ("六、评估\n实行中期评估（7月）与末期评估（12月），由第三方机构开展。",
         [("mid", "third_party", "--07"), ("final", "third_party", "--12")]),
        ("六、保障\n督查结果纳入村级年度考核，占3分。", []),
        ("六、考核\n采购人每半年组织一次考核；服务期满后30日内组织验收。",
         [("other", "purchaser", None), ("acceptance", "purchaser", None)]),
        ("六、考核评估\n甲方于2026年3月组织终期验收。验收时邀请家长代表参加。",
         [("final", "purchaser", "2026-03")]),
        ("四、甲方权利与义务\n2025年12月8日前组织结项验收。", [("acceptance", "purchaser", "2025-12-08")]),
        ("六、监督\n县民政局每季度检查一次，年底委托第三方开展绩效评价。",
         [("quarterly", "purchaser", None), ("final", "third_party", None)]),
        ("六、考核\n考核：甲方于服务满6个月时组织中期考核，服务期满时组织验收。",
         [("mid", "purchaser", None), ("acceptance", "purchaser", None)]),
    ],
)  # fmt: skip
def test_evaluations(text, expected):
    assert [(e.phase, e.by, e.date) for e in read_pasted(TITLE + text).evaluation] == expected


def test_terms_beside_renewal_notices_and_withdrawn_ones():
    renewed = read_pasted(
        TITLE + "四、服务期限\n合同签订之日起一年。考核合格可续签两次，每次一年，总服务期不超过三年。"
    ).period
    assert renewed.duration
    assert f"{renewed.duration.value} {renewed.duration.unit}" == "1 year"
    assert renewed.renewal
    assert renewed.renewal.max_total == 3
    notice = read_pasted(TITLE + "四、响应文件提交\n截止时间：2025年4月18日09时30分\n五、其他\n无。").period
    assert notice.end is None
    changed = read_pasted(
        TITLE + "1.第9页“服务期限：自合同签订之日起三年”变更为“服务期限：自合同签订之日起一年”。"
    ).period
    assert changed.duration
    assert changed.duration.value == 1
    set_out = read_pasted(TITLE + "四、时间安排\n2025年3月启动，11月收官。").period
    assert (set_out.start, set_out.end) == ("2025-03", "2025-11")
    agreed = read_pasted(TITLE + "四、服务期\n服务期一年，期满前两个月内可协商续签1年，累计不超过2年。")
    assert agreed.period.renewal
    assert agreed.period.renewal.max_total == 2


def test_services_named_in_a_list_with_figures_and_posts_counted_one_by_one():
    draft = read_pasted(
        TITLE + "三、每年服务量\n（一）入户走访不少于六百人次；\n（二）个案服务不少于八个；\n"
        "（三）每个社工站每月开展主题活动不少于2场。\n四、团队\n由高校教师2名和资深社工1名组成。"
    )
    assert [f.value for f in draft.service_items] == ["入户走访", "个案服务", "主题活动"]
    assert [(s.role, s.value) for s in draft.staffing] == [("高校教师", 2), ("资深社工", 1)]


@pytest.mark.parametrize("words", ["得益于县里统一部署", "依托全县14个乡镇社工站"])
def test_words_that_end_like_a_county_are_no_place(words):
    assert read_pasted(f"未成年人保护工作简讯\n{words}，开展服务。").place.value is None


def test_a_product_is_one_sum_and_a_hidden_number_is_none():
    draft = read_pasted(
        TITLE + "一、依据\n根据《关于做好困境儿童保障工作的意见》（×民发〔2023〕12号）制定。\n"
        "二、资金使用\n1.人员经费：3人×5000元/月×12月=18万元；\n2.活动经费：6万元。"
    )
    assert [b.title for b in draft.legal_basis] == ["关于做好困境儿童保障工作的意见"]
    assert [a.amount_yuan for a in draft.fund_split] == [180000, 60000]
