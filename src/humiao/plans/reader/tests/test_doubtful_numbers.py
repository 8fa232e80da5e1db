"""Numbers that look like figures of the programme and are none, each beside one nearly so that is."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read


@pytest.mark.parametrize(
    "text",
    [
        "走访时须有两名工作人员同行。",
        "对摸排出的重点对象做到发现一例、介入一例。",
        "协助5个重点镇核对名册。",
        "每次活动后报送信息1条。",
        "机构年均服务儿童3000人次以上。",
    ],
)
def test_what_only_tells_how_the_work_is_done_is_no_figure(text: str) -> None:
    draft = read(text)
    assert figures(draft) == []
    assert not draft.staffing


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("1.自护课堂：进学校开展防溺水教育，不少于9场次。", "自护课堂", 9),
        ("走访宣传进校园、进社区活动不少于14场。", "进校园、进社区", 14),
        ("开展个案服务，全年不少于8例。", "个案", 8),
        ("暑期夏令营1期，不少于6天。", "夏令营", 6),
        ("开展亲情连线活动，每月组织2次。", "亲情连线", 2),
        ("志愿服务队4支，每支不少于7人。", "每支", 7),
    ],
)
def test_figures_are_named_by_what_stands_before_them(text: str, name: str, value: int) -> None:
    found = [n for n, v in figures(read(text)) if v == value]
    assert found
    assert name in found[0]


def test_figures_of_one_bound_share_it() -> None:
    found = read("志愿者每月至少见面1次、线上联系3次。").indicators
    assert [i.comparator for i in found] == [">=", ">="]


def test_a_volunteer_counted_behind_staff_is_staff() -> None:
    draft = read("每个服务点配备工作人员不少于2名、志愿者不少于5名。", "人员")
    assert [s.value for s in draft.staffing] == [2, 5]
    assert not draft.indicators


def test_all_people_of_the_project_are_staff_under_a_heading_about_them() -> None:
    draft = read("拟投入本项目的人员不少于9人，其中项目经理1人。", "人员要求")
    assert [s.value for s in draft.staffing] == [9, 1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("服务范围：覆盖全县9个乡镇。", 9),
        ("在4个村设立服务点，配备器材。", None),
        ("全区辖4镇3街道，户籍人口40万。", None),
    ],
)
def test_places_of_points_and_how_a_county_is_made_up_are_no_coverage(text: str, value: int | None) -> None:
    assert read(text, "服务范围").coverage.value == value


def test_places_of_one_lot_are_no_coverage_of_all() -> None:
    text = "采购包1：个案服务\n服务区域：东部5个镇\n采购包2：宣传服务\n服务区域：西部6个镇\n"
    assert read_pasted(f"某市采购需求\n{text}").coverage.value is None


def test_what_one_costs_is_no_part_of_the_money() -> None:
    draft = read("培训费5000元，每名志愿者补贴800元。", "经费")
    assert 800 not in {a.amount_yuan for a in draft.fund_split}
    assert 5000 in {a.amount_yuan for a in draft.fund_split}


def test_children_in_all_are_left_out_beside_those_served() -> None:
    text = "全县农村留守儿童3000人，其中本项目拟服务的4个乡镇共有农村留守儿童600人、困境儿童150人。"
    assert [o.count for o in read(text, "服务对象").service_objects] == [600, 150]


def test_those_counselled_are_no_total_of_those_served() -> None:
    draft = read("对有情绪困扰的孩子进行个别辅导，共计20人。")
    assert not draft.service_objects


def test_levels_told_of_in_one_cell_have_each_their_own() -> None:
    rows = (
        "服务项目\t服务内容\t数量要求",
        "分类走访\t按红、黄、绿三类走访\t红类每月3次，黄类每月1次，绿类每季度1次",
        "个案服务\t专业个案\t≥8个",
    )
    levels = {level.level: level.times for level in read("\n".join(rows)).levels}
    assert levels == {"green": 1, "yellow": 1, "red": 3}


def test_an_offer_beside_what_is_asked_is_what_is_promised() -> None:
    text = "服务项目|采购文件要求|我方承诺\n个案服务|不少于5个|不少于7个\n小组活动|不少于3个|不少于4个"
    assert [v for _, v in figures(read(text, "服务承诺"))] == [7, 4]


def test_thousands_may_be_parted_by_a_blank() -> None:
    assert [o.count for o in read("全县共有困境儿童1 234人。", "服务对象").service_objects] == [1234]


def test_the_payment_tells_the_day_of_the_evaluation_it_waits_for() -> None:
    text = "甲方进行中期检查。\n二、付款\n合同签订后付60%，2025年11月中期检查合格后付40%。"
    assert [(e.phase, e.date) for e in read(text, "考核").evaluation] == [("mid", "2025-11")]
