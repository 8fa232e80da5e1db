"""What was then beside what is now: raised from, told in a list of last year's, noted in brackets, left."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read

HEAD = "关于做好2026年度困境未成年人社会工作服务项目有关工作的通知\n"


def test_a_list_of_last_years_results_goes_on_over_semicolons():
    text = "2025年，项目总体完成较好：全年入户3120人次；开展个案28个；举办活动41场，服务2260人次。"
    draft = read_pasted(
        f"{HEAD}{text}2026年继续实施。\n一、任务\n（一）入户走访不少于3600人次，比2025年增加480人次。\n"
    )
    assert figures(draft) == [("入户走访", 3600.0)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（二）个案服务由上年的28个增加到35个以上。", [("个案服务", 35.0)]),
        ("（三）活动场次由41场压减为30场。", [("活动场次", 30.0)]),
        ("（四）建档率保持100%。", [("建档率", 100.0)]),
        ("走访应当由两名工作人员同行，其中至少1人为社工。", []),
        ("走访间隔以上一次入户之日起算。", []),
        ("服务方案制定率100%。", [("服务方案制定率", 100.0)]),
    ],
)
def test_what_is_promised_now(line, expected):
    assert figures(read(line)) == expected


def test_classes_with_last_years_change_in_brackets():
    line = (
        "2026年列入的有：孤儿21人（较上年减少2人），事实无人抚养儿童97人（较上年增加11人），留守儿童402人。"
    )
    found = read_pasted(f"{HEAD}一、服务对象\n{line}\n").service_objects
    assert [o.count for o in found] == [21, 97, 402]


def test_the_rest_of_those_classed_are_no_class_of_their_own():
    found = read("初步判定困境儿童72人，其余343人为一般对象。", "服务对象").service_objects
    assert [o.count for o in found] == [72]


def test_levels_as_they_were_adjusted():
    rows = "红色等级儿童每周走访1次；黄色等级儿童由原来的每月1次调整为每半月1次；绿色等级儿童仍为每季度1次。"
    found = read_pasted(f"{HEAD}四、分级走访\n沿用2025年办法并作微调：{rows}\n").levels
    assert [(one.level, one.interval.value, one.interval.unit) for one in found if one.interval] == [
        ("green", 1, "quarter"),
        ("yellow", 15, "day"),
        ("red", 1, "week"),
    ]


def test_those_who_left_are_not_asked_for():
    assert read("存在个案专业性不强、3名社工中途离职等问题。", "人员情况").staffing == ()


def test_a_month_before_an_evaluation_is_no_monthly_one():
    found = read("2026年1月底前付六成，11月评估后付四成。", "资金和人员").evaluation
    assert all(e.phase != "monthly" for e in found)


def test_a_row_with_each_service_its_own_is_called_by_it():
    rows = (
        "服务类别\t具体内容\t每站每年目标",
        "入户探访\t对名册内儿童上门看望、评估\t不少于260人次",
        "小组服务\t自护、情绪、亲子等主题\t3个",
    )
    assert figures(read("\n".join(rows), "服务内容与指标")) == [("入户探访", 260.0), ("小组服务", 3.0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自合同签订之日起12个月。履约考核合格的，可按年续签，续签不超过2次。", (1, 2, "履约考核合格")),
        ("自合同签订之日起12个月。考核优秀的，优先续约。", None),
    ],
)
def test_the_condition_at_the_head_of_a_renewal(text, expected):
    found = read(f"合同履行期限：{text}", "基本情况").period.renewal
    assert (found and (found.years_each, found.times, found.condition)) == expected


def test_a_term_whose_ends_are_told_after_its_length():
    period = read("项目周期十二个月，2025年7月1日启动，2026年6月30日结束。", "时间").period
    assert (period.start, period.end) == ("2025-07-01", "2026-06-30")


def test_what_was_agreed_is_dropped_and_another_thing_put_in_its_place():
    found = read("原“夏令营4期、每期30人”的约定取消，改为“寒假成长营2期，每期不超过24人”。")
    assert figures(found) == [("寒假成长营", 2.0), ("寒假成长营每期人数", 24.0)]


def test_an_evaluation_without_a_name_after_the_end_is_the_last():
    text = "项目至2026年6月30日结束。2026年7月底前由第三方进行绩效评价。"
    assert [(e.phase, e.date) for e in read(text, "考核").evaluation] == [("final", "2026-07-31")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("七八月办夏令营两期，一期七天。", [("夏令营", 2.0)]),
        ("给爷爷奶奶们办讲座4场。", [("讲座", 4.0)]),
        ("参加人次3000以上。", [("参加人次", 3000.0)]),
        ("此件共印45份。", []),
    ],
)
def test_plain_talk(line, expected):
    assert figures(read(line)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("首批在清泉镇等6个乡镇实施，其余视情况扩面。", 6),
        ("服务面向全县14个乡镇中未设福利机构的12个乡镇。", 12),
    ],
)
def test_the_places_of_those_there_are(line, expected):
    assert read(line).coverage.value == expected
