"""Questions that were missed or raised falsely, each with a case nearly so."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

TITLE = "云溪县2025年儿童关爱服务项目实施方案"


def codes(*lines: str) -> set[str]:
    return {query.code for query in read_pasted("\n".join((TITLE, *lines))).queries}


@pytest.mark.parametrize(
    ("listed", "asks"),
    [
        ("留守儿童820人，其中学前150人、小学430人、初中230人。", True),
        ("留守儿童820人，其中学前150人、小学430人、初中240人。", False),
        ("留守儿童820人，其中学前150人、小学130人、初中40人。", False),
    ],
)
def test_ages_that_miss_their_class(listed, asks):
    assert ("sum-mismatch" in codes("一、服务对象", f"全县共有{listed}")) is asks


TERM = "三、服务期限\n2025年3月1日至2025年12月31日。\n四、步骤\n（三）总结阶段。"


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("承接机构须于2025年10月31日前完成全部服务任务。", True),
        ("承接机构须于2025年10月31日前完成全部服务任务的总结。", False),
        ("承接机构须于2025年12月31日前完成全部服务任务。", False),
    ],
)
def test_a_day_by_which_all_must_be_done(said, asks):
    assert ("dates-disagree" in codes(f"{TERM}{said}")) is asks


@pytest.mark.parametrize(("day", "asks"), [("12月中旬", True), ("12月下旬", False)])
def test_a_third_of_the_last_month(day, asks):
    lines = (TERM, "五、评估", f"2025年{day}由第三方机构开展末期评估。")
    assert ("evaluation-before-end" in codes(*lines)) is asks


@pytest.mark.parametrize(("second", "asks"), [("18场", True), ("24场", False)])
def test_examples_before_a_name_are_not_part_of_it(second, asks):
    content = "四、服务内容\n（一）活动。组织参观、研学等主题活动，全年不少于24场。"
    assert ("minima-disagree" in codes(content, f"（二）目标。主题活动场次不少于{second}。")) is asks


@pytest.mark.parametrize(
    ("item", "asks"),
    [
        ("考核重点：走访完成率100%，档案合格率不低于90%。", False),
        ("合同签订后付50%，完成全年服务量60%后付30%，验收合格后付20%。", False),
        ("合同签订后付50%，中期合格后付30%，验收合格后付10%。", True),
    ],
)
def test_rates_are_no_instalments(item, asks):
    assert ("sum-mismatch" in codes("五、资金支付", item)) is asks


def test_what_each_station_must_do_counts_no_stations():
    sites = "一、实施地点\n在东岭镇工作站、西沟乡工作站开展。\n二、内容\n每个工作站每年个案不少于6个。"
    assert "site-missing" not in codes(sites)


@pytest.mark.parametrize(
    ("items", "asks"),
    [
        ("1.符合政府采购法规定的条件；\n2.有同类业绩的优先。", True),
        ("1.未被列入失信名单；\n2.获得4A等级的，在同等条件下优先。", True),
        ("1.未被列入失信名单；\n2.同等条件下本地机构优先。", False),
    ],
)
def test_merits_among_conditions(items, asks):
    assert ("must-and-preferred-mixed" in codes("八、供应商资格条件", items)) is asks


def test_a_certificate_of_the_whole_country_is_no_background():
    found = read_pasted(
        f"{TITLE}\n五、人员\n安排不少于4名专职人员，其中持有全国社会工作者资格证书的不少于2名。"
    )
    assert [s.value for s in found.staffing] == [4, 2]


@pytest.mark.parametrize(
    ("rest", "asks"), [("其他68人", True), ("其他68人（其中失学8人、流浪60人）", False), ("孤儿68人", False)]
)
def test_a_plain_remainder(rest, asks):
    listed = f"全县困境儿童总数为488人：低保家庭儿童203人、残疾儿童217人、{rest}。"
    assert ("residual-class" in codes("一、服务对象", listed)) is asks


def test_workers_for_cases_are_no_cases():
    lines = ("三、个案\n新建个案不少于30个。", "四、人员\n个案社工不少于5人。")
    assert "units-disagree" not in codes(*lines)
