"""What is said in passing: a price left as it was, who evaluates before a payment, when it is carried out."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "2025年某某县儿童关爱服务实施方案"


def read(*lines: str) -> Draft:
    return read_pasted("\n".join((TITLE, *lines)))


def test_a_price_a_correction_leaves_as_it_was():
    draft = read_pasted("某某县未保站社会工作服务项目更正公告\n二、更正信息\n5、最高限价不变，仍为128万元。")
    assert [(b.kind, b.amount_yuan) for b in draft.budget] == [("ceiling", 1280000)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("服务满6个月并通过采购人组织的中期考核后支付40%。", [("mid", "purchaser")]),
        ("服务期满通过第三方末期评估后支付30%。", [("final", "third_party")]),
        ("服务期满通过验收后支付30%。", []),
    ],
)
def test_who_evaluates_before_a_payment(line, expected):
    draft = read("六、付款方式", "1.合同签订后支付30%。", line)
    assert [(e.phase, e.by) for e in draft.evaluation] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2025年7月完成采购；2025年8月至2026年6月组织实施；2026年7月评估。", ("2025-08", "2026-06")),
        ("2025年7月至2025年8月组织实施采购。", (None, None)),
    ],
)
def test_when_it_is_carried_out_among_other_dates(line, expected):
    period = read("五、工作安排", line).period
    assert (period.start, period.end) == expected


def test_an_office_that_seeks_a_provider_and_one_that_guides():
    assert read("石涌街道公共服务办公室拟向社会力量购买服务。").purchaser.value == "石涌街道公共服务办公室"
    assert read("在乌桕县民政局的指导下建立联动机制。").purchaser.value == "乌桕县民政局"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("服务个案20个，每个个案服务周期不少于3个月。", ["个", "个案"]),
        ("个案20个，每案不少于5次。", ["个", "个案"]),
    ],
)
def test_of_each_case(line, expected):
    found = read("三、服务内容", line).indicators
    assert [found[0].unit, found[1].per] == expected


def test_what_was_done_since_years_is_no_promise():
    draft = read("该项目自2023年起由某社工服务社承接，累计建立儿童档案231份，完成个案41例。")
    assert not draft.indicators


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("承诺完成个案30例（磋商文件要求25例）。", [30]),
        ("完成个案30例（其中危机个案不少于5例）。", [30, 5]),
        ("供应商可同时参加两个采购包。", []),
        ("留守儿童1200名，其中由祖辈照料的占九成以上。", []),
        ("持证社工占比不低于70%。", [70]),
    ],
)
def test_what_is_no_promise_of_the_bidder_or_only_tells_of_the_place(line, expected):
    assert [i.value for i in read("三、服务内容", line).indicators] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("【执行期】2025/5/1~2025/12/31", ("2025-05-01", "2025-12-31")),
        ("【服务期限】：2025年5月1日至2025年12月31日", ("2025-05-01", "2025-12-31")),
        ("【执行期】", (None, None)),
        ("参加活动的孩子写下【执行期】三个字。", (None, None)),
    ],
)
def test_a_label_in_brackets_at_the_head_of_its_line(line, expected):
    period = read(line).period
    assert (period.start, period.end) == expected


def test_a_number_of_a_paper_in_brackets_is_no_label():
    assert read("〔2025〕3号", "民发〔2025〕3号").period.start is None


def test_everybody_once_is_no_figure():
    assert not read("三、服务内容", "儿童主任会同社工对重点对象全部走访一遍。").indicators


def test_a_station_named_again_in_short_is_the_same():
    lines = (
        "在浦屿市澜江街道未成年人保护工作站设服务点。",
        "澜江街道未成年人保护工作站、白水镇未成年人保护工作站设在党群服务中心。",
        "经研究，决定由镇社工站设点承办。",
    )
    assert "澜江街道未成年人保护工作站" not in [site.name for site in read(*lines).sites]
    assert not any("决定" in site.name for site in read(*lines).sites)
