"""When the service runs, and whether it may be renewed."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Period


def period(*lines: str) -> Period:
    return read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines))).period


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("服务期限：2025年3月1日至2026年2月28日。", "2025-03-01", "2026-02-28"),
        ("项目时间：2025年3月—11月30日", "2025-03", "2025-11-30"),
        ("项目周期\t2025年5月-2026年4月\n实施单位\t某社工中心", "2025-05", "2026-04"),
        ("六、时间\n2026年1月1日至2026年12月31日。", "2026-01-01", "2026-12-31"),
        (
            "五、时间安排\n（一）筹备阶段：2025年2月。\n（二）实施阶段：2025年4月1日至2025年11月30日。",
            "2025-04-01",
            "2025-11-30",
        ),
        ("项目从2025年9月开始，到2026年6月结束，共10个月。", "2025-09", "2026-06"),
        ("服务期限：合同签订之日起至2025年12月31日。", None, "2025-12-31"),
        ("项目为期一年，自2025年4月起实施，至2026年3月底结束。", "2025-04", "2026-03-31"),
        ("本方案自印发之日起施行，有效期至2025年12月31日。", None, "2025-12-31"),
        ("报名时间：2025年3月1日至3月5日。", None, None),
        ("公告期限：2025年3月1日至3月8日。", None, None),
        ("投标截止时间：2025年3月20日9时。", None, None),
    ],
)
def test_its_ends(words, start, end):
    found = period(words)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("服务期限：自合同签订之日起12个月。", 12, "month"),
        ("服务期为两年。", 2, "year"),
        ("项目实施期限为10个月（2025年3月至2025年12月）", 10, "month"),
        ("服务期限为三年，合同一年一签。", 3, "year"),
        ("服务期限：2025年1月1日至12月31日，可续签，续签期限不超过一年。", None, None),
        ("每例个案服务时间不少于4个月。", None, None),
        ("开办暑期课堂一个，每班20人，为期四周。", None, None),
    ],
)
def test_its_length(words, value, unit):
    found = period(words).duration
    assert (found and found.value, found and found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("服务期限：自合同签订之日起一年。", "自合同签订之日起"),
        ("服务期限一年，具体以合同签订时间为准。", "以合同签订时间为准"),
        ("服务时间：2025年6月至2026年5月。具体以合同签订时间为准。", "以合同签订时间为准"),
        ("承接机构应在合同签订后45日内完成评估。", None),
    ],
)
def test_how_its_start_is_found(words, rule):
    assert period(words).start_rule == rule


@pytest.mark.parametrize(
    ("words", "each", "most", "times"),
    [
        ("考核合格后可续签一年，续签最长不超过二年。", 1, 2, None),
        ("可续签，每次一年，最多续签两次，总期限不超过三年。", 1, 3, 2),
        ("合同一年一签，续签不超过2次。", 1, None, 2),
        ("期满后经双方协商一致可续签一次，期限一年。", 1, None, 1),
    ],
)
def test_its_renewal(words, each, most, times):
    found = period("服务期限：一年。", words).renewal
    assert found is not None
    assert (found.years_each, found.max_total, found.times) == (each, most, times)


@pytest.mark.parametrize("words", ["期满不续签。", "期满不再续约。", "合同到期后不予续签。"])
def test_no_renewal_is_none(words):
    assert period("服务期限：一年。", words).renewal is None


def test_a_second_earlier_end_is_the_deadline():
    found = period("项目时间：2025年3月-11月30日", "项目完成时限：2025年3月-2025年11月15日前")
    assert (found.end, found.deadline) == ("2025-11-30", "2025-11-15")
    assert [p.field for p in found.parts] == ["start", "end", "start", "deadline"]


def test_lots_with_lengths_of_their_own_leave_it_open():
    assert period("服务期限：标项一自合同签订之日起一年；标项二自合同签订之日起6个月。").duration is None


@pytest.mark.parametrize(
    ("words", "start", "end", "years"),
    [
        ("服务期限保持不变，仍自合同签订之日起两年。", None, None, 2),
        ("A. 期间\nA1 2026-03-01 起，2027-02-28 止。", "2026-03-01", "2027-02-28", None),
        ("本计划自2026年起连续实施三年。", None, None, 3),
        ("该项目由一家机构承接，2026年3月起实施，年底完成。", "2026-03", None, None),
        ("该项目已连续实施三年。", None, None, None),
        ("连续开展3个月心理辅导。", None, None, None),
        ("由县民政局承担的管理办法，2026年3月1日起实施。", None, None, None),
    ],
)
def test_the_period_told_in_passing(words, start, end, years):
    found = period(words)
    length = found.duration.value if found.duration else None
    assert (found.start, found.end, length) == (start, end, years)
