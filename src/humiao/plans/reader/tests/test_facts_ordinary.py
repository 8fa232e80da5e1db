"""Facts that ordinary papers state in passing."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

TITLE = "临溪县2025年困境儿童关爱服务项目实施方案"


def read(*lines: str):
    return read_pasted("\n".join((TITLE, *lines)))


@pytest.mark.parametrize(
    ("words", "office"),
    [("经费由县民政局按季拨付给承接机构。", "县民政局"), ("经费由县财政局按季拨付给承接机构。", None)],
)
def test_the_bureau_that_pays_buys(words, office):
    assert read("一、经费", words).purchaser.value == office


@pytest.mark.parametrize(
    ("words", "kind"),
    [("项目总经费不超过28万元。", "total"), ("项目最高限价为28万元。", "ceiling")],
)
def test_a_bounded_total(words, kind):
    (amount,) = read("一、经费", words).budget
    assert (amount.kind, amount.comparator) == (kind, "<=")


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("期满评价优秀的，予以优先续约。", False),
        ("期满可续签，续签最长不超过两年。", False),
        ("期满可续签一年。", True),
    ],
)
def test_a_renewal_without_any_value_is_no_fact(words, given):
    draft = read("一、期限", f"服务期一年。{words}")
    assert (draft.period.renewal is not None) is given
    assert "missing-renewal" not in {q.code for q in draft.queries}


def test_stations_that_grow_in_number_are_no_target():
    assert not read("一、概况", "今年将购买服务的未保站扩大到6个。").indicators


@pytest.mark.parametrize(
    "words", ["派驻社工，每个乡镇不得少于2人。", "服务团队中专职社工的配置应不少于2人。"]
)
def test_workers_named_before_their_number(words):
    (staff,) = read("一、人员", words).staffing
    assert staff.role.endswith("社工")
    assert staff.role in ("社工", "专职社工")
    assert staff.value == 2


def test_the_towns_served_out_of_all():
    coverage = read("一、服务地点和对象", "临溪县辖12个乡镇中的河口镇、白石镇两个乡镇困境儿童。").coverage
    assert coverage.value == 2


def test_a_basis_in_a_table():
    rows = "| 项目名称 | 儿童关爱服务 |\n| 立项依据 | 《儿童服务条例》、临政办〔2024〕7号 |"
    assert {(b.title, b.number) for b in read(rows).legal_basis} == {
        ("儿童服务条例", ""),
        ("", "临政办〔2024〕7号"),
    }


@pytest.mark.parametrize(
    ("words", "years"), [("提供为期一年的专业社工服务。", 1), ("举办为期一年的画展。", None)]
)
def test_a_length_of_the_service_said_in_passing(words, years):
    duration = read("一、内容", f"为儿童{words}").period.duration
    assert (duration.value if duration else None) == years


@pytest.mark.parametrize(("words", "channel"), [("不定期电话回访", "phone"), ("不定期关注", None)])
def test_the_way_of_visits_without_an_interval(words, channel):
    levels = read(
        "一、分级",
        "一级(红色)：监护缺失的，每月上门探访一次；二级(黄色)：有需求的，每季度上门探访一次；"
        f"三级(绿色)：情况稳定的，{words}。",
    ).levels
    green = [level.channel for level in levels if level.level == "green"]
    assert green == [channel]
