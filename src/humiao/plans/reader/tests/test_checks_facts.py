"""Checks on what was read: each on facts that clash, and on facts like them that agree."""

from __future__ import annotations

from typing import Any

import pytest

from humiao.plans.reader.tests.checks_drafts import TITLE, Facts, asked, codes


def people(words: str, count: int, *, total: bool = False, category: str = "") -> tuple[str, Facts]:
    return words, {"category": category or words.rstrip("0123456789人"), "count": count, "total": total}


def money(words: str, yuan: int, kind: str) -> tuple[str, Facts]:
    return words, {"amount_yuan": yuan, "kind": kind}


def promise(
    words: str, name: str, value: float, unit: str, comparator: str | None = ">=", **more: Any
) -> Any:
    return words, {"name": name, "value": value, "unit": unit, "comparator": comparator, **more}


def level(words: str, code: str, every: str, **more: Any) -> Any:
    return words, {"level": code, "label": words[:2], "interval": {"value": 1, "unit": every}, **more}


def term(*parts: tuple[str, str, str], **fields: Any) -> Facts:
    return {**fields, "parts": [(words, {"field": field, "value": value}) for words, field, value in parts]}


CLASSES = "全县共有困境儿童100人，其中孤儿10人、低保儿童60人、残疾儿童{}人。"


def _classes(third: int) -> tuple[str, Facts]:
    text = CLASSES.format(third)
    objects = [
        people("困境儿童100人", 100, total=True),
        people("孤儿10人", 10),
        people("低保儿童60人", 60),
        people(f"残疾儿童{third}人", third),
    ]
    return text, {"service_objects": objects}


def _overlapping(third: int) -> tuple[str, Facts]:
    text, facts = _classes(third)
    return text.rstrip("。\n") + "（一名儿童可能同时属于两类）。", facts


SPLIT = "总预算42万元，其中省级资金30万元，市级资金{}万元。"


def _split(second: int) -> tuple[str, Facts]:
    parts = [money("30万元", 300000, "provincial"), money(f"{second}万元", second * 10000, "city")]
    return SPLIT.format(second), {"budget": [money("42万元", 420000, "total")], "fund_split": parts}


def _sites(second: int) -> tuple[str, Facts]:
    text = f"总预算36万元。柳溪站19万元，河口站{second}万元。"
    sites = [
        ("柳溪站", {"name": "柳溪站", "amount_yuan": 190000}),
        ("河口站", {"name": "河口站", "amount_yuan": second * 10000}),
    ]
    return text, {"budget": [money("36万元", 360000, "total")], "sites": sites}


def _instalments(second: int) -> tuple[str, Facts]:
    text = f"签约后付60%，评估后付{second}%。"
    return text, {"payment_milestones": [("60%", {"percent": 60}), (f"付{second}%", {"percent": second})]}


def _two_ends(second: str) -> tuple[str, Facts]:
    text = f"一、期限\n到2025-11-30。\n二、完成\n到{second}为止。"
    return text, {"period": term(("2025-11-30", "end", "2025-11-30"), (f"到{second}为止", "end", second))}


def _length(months: int) -> tuple[str, Facts]:
    text = f"服务期限{months}个月，自2025年3月1日起至2025年8月31日止。"
    period = term(
        (f"{months}个月", "duration", f"{months}个月"),
        start="2025-03-01",
        end="2025-08-31",
        duration={"value": months, "unit": "month"},
    )
    return text, {"period": period}


def _evaluated(day: str) -> tuple[str, Facts]:
    text = f"服务到2025-12-31结束。末期评估在{day}。"
    return text, {
        "period": term(("2025-12-31", "end", "2025-12-31"), end="2025-12-31"),
        "evaluation": [(f"末期评估在{day}", {"phase": "final", "date": day})],
    }


def _minima(second: int) -> tuple[str, Facts]:
    text = f"一、任务\n个案不少于30个。\n二、绩效\n完成个案{second}个以上。"
    return text, {
        "indicators": [
            promise("个案不少于30个", "个案", 30, "个"),
            promise(f"完成个案{second}个以上", "完成个案", second, "个"),
        ]
    }


def _stations(total: int) -> tuple[str, Facts]:
    text = f"一、每站\n个案不少于6个。\n二、全县\n个案不少于{total}个。\n三、站点\n甲站、乙站、丙站。"
    sites = [(f"{name}站", {"name": f"{name}站"}) for name in "甲乙丙"]
    return text, {
        "indicators": [
            promise("个案不少于6个", "个案", 6, "个"),
            promise(f"个案不少于{total}个", "个案", total, "个"),
        ],
        "sites": sites,
    }


def _staff(second: int) -> tuple[str, Facts]:
    text = f"一、人员\n专职社工不少于3人。\n二、绩效\n社工不少于{second}人。"
    return text, {
        "staffing": [
            ("专职社工不少于3人", {"role": "专职社工", "value": 3, "comparator": ">="}),
            (f"社工不少于{second}人", {"role": "社工", "value": second, "comparator": ">="}),
        ]
    }


def _bare(comparator: str | None) -> tuple[str, Facts]:
    return "举办讲座3场。", {"indicators": [promise("举办讲座3场", "讲座", 3, "场", comparator)]}


def _reached(people_reached: int, unit: str = "人") -> tuple[str, Facts]:
    text = f"全县共有困境儿童350人。直接受益人数{people_reached}{unit}。"
    return text, {"service_objects": [people("困境儿童350人", 350, total=True)]}


def _levels(yellow: str) -> tuple[str, Facts]:
    text = "绿级每半年上门一次；黄级定期上门；红级每月上门。"
    return text, {
        "levels": [
            level("绿级每", "green", "half_year"),
            level("黄级定", "yellow", yellow),
            level("红级每", "red", "month"),
        ]
    }


def _meanings(red: str, orange: str) -> tuple[str, Facts]:
    text = f"红级：{red}。每周一次。\n橙级：{orange}。每月一次。"
    return text, {
        "levels": [
            level("橙级：", "orange", "month", meaning=orange),
            level("红级：", "red", "week", meaning=red),
        ]
    }


def _left_out(words: str) -> tuple[str, Facts]:
    text = f"全县困境儿童共80人。\n服务覆盖全县9个乡镇{words}。"
    return text, {"service_objects": [people("困境儿童共80人", 80, total=True)]}


def _covered_by(year: int) -> tuple[str, Facts]:
    text = f"{year}年底前实现乡镇全覆盖。服务期自合同签订之日起一年。"
    return text, {"period": term(("一年", "duration", "一年"), duration={"value": 1, "unit": "year"})}


def _covered_in_term(end: str) -> tuple[str, Facts]:
    text = f"2025年底前实现乡镇全覆盖。服务期到{end}。"
    return text, {"period": term((end, "end", end), end=end)}


def _announced(number: int) -> tuple[str, Facts]:
    text = f"拟设站点如下，共{number}个：柳溪站、河口站。"
    return text, {"sites": [("柳溪站", {"name": "柳溪站"}), ("河口站", {"name": "河口站"})]}


def _source(words: str) -> tuple[str, Facts]:
    return f"项目预算20万元。{words}", {"budget": [money("20万元", 200000, "total")]}


def _noticed(day: str) -> tuple[str, Facts]:
    text = f"服务自2025-06-01起。\n{day}"
    return text, {
        "signed": (day, {"value": day}),
        "period": term(("2025-06-01", "start", "2025-06-01"), start="2025-06-01"),
    }


def _renewed(words: str) -> tuple[str, Facts]:
    return f"服务期一年。{words}", {"period": term(duration={"value": 1, "unit": "year"})}


PAIRS: list[tuple[str, tuple[str, Facts], tuple[str, Facts]]] = [
    ("sum-mismatch", _classes(28), _classes(30)),
    ("sum-mismatch", _classes(45), _classes(12)),
    ("sum-mismatch", _classes(45), _overlapping(45)),
    ("sum-mismatch", _split(10), _split(12)),
    ("sum-mismatch", _sites(16), _sites(17)),
    ("sum-mismatch", _instalments(30), _instalments(40)),
    ("classes-overlap", _classes(30), _classes(28)),
    ("dates-disagree", _two_ends("2025-11-15"), _two_ends("2025-11")),
    ("dates-disagree", _length(9), _length(6)),
    ("evaluation-before-end", _evaluated("2025-11-20"), _evaluated("2025-12-31")),
    ("evaluation-before-end", _evaluated("--11-20"), _evaluated("2026-01-10")),
    ("minima-disagree", _minima(25), _minima(30)),
    ("minima-disagree", _stations(20), _stations(18)),
    ("minima-disagree", _staff(2), _staff(3)),
    ("comparator-missing", _bare(None), _bare(">=")),
    ("beneficiaries-exceed-population", _reached(600), _reached(300)),
    ("beneficiaries-exceed-population", _reached(600), _reached(600, "人次")),
    ("level-without-effect", _levels("half_year"), _levels("quarter")),
    (
        "levels-overlap",
        _meanings("无人照料，有自伤念头", "成绩下滑，有自伤念头"),
        _meanings("无人照料", "成绩下滑"),
    ),
    ("levels-overlap", _meanings("需要重点关注", "有困难待解决"), _meanings("遭受侵害", "有困难待解决")),
    ("levels-overlap", _meanings("得分60-100分", "得分40-65分"), _meanings("得分66-100分", "得分40-65分")),
    ("coverage-against-roster", _left_out("（不含白沙乡）"), _left_out("")),
    ("coverage-against-term", _covered_by(2025), _covered_in_term("2026-03-31")),
    ("coverage-against-term", _covered_in_term("2025-10-31"), _covered_in_term("2025-12-31")),
    ("site-missing", _announced(3), _announced(2)),
    ("fund-source-missing", _source(""), _source("由县级财政资金安排。")),
    ("notice-period-short", _noticed("2025-05-20"), _noticed("2025-04-20")),
    ("missing-renewal", _renewed(""), _renewed("期满不再续签。")),
    ("missing-staffing", ("社工探访儿童。", {}), _staff(3)),
]


@pytest.mark.parametrize(("code", "clash", "agree"), PAIRS)
def test_what_clashes_is_asked_about(code: str, clash: tuple[str, Facts], agree: tuple[str, Facts]) -> None:
    assert code in codes(clash[0], clash[1])


@pytest.mark.parametrize(("code", "clash", "agree"), PAIRS)
def test_what_agrees_is_left_alone(code: str, clash: tuple[str, Facts], agree: tuple[str, Facts]) -> None:
    assert code not in codes(agree[0], agree[1])


def test_a_question_names_clauses_values_and_choices() -> None:
    text, facts = _minima(25)
    query = next(q for q in asked(text, facts) if q.code == "minima-disagree")
    assert query.clauses == ("一", "二")
    assert "30个" in query.message
    assert "25个" in query.message
    assert query.message_en
    assert [choice.value for choice in query.choices] == ["30", "25"]
    assert all((TITLE + text)[start:end] for start, end in query.spans)


def test_questions_come_in_the_order_of_the_text() -> None:
    text, facts = _split(10)
    starts = [q.spans[0][0] for q in asked(text, facts) if q.spans]
    assert starts == sorted(starts)


TABLE = "\n站点\t人数\t资金\n甲站\t20\t10\n乙站\t30\t12\n合计\t{}\t22\n"


def test_rows_against_the_row_of_totals() -> None:
    assert "sum-mismatch" in codes(TABLE.format(55))
    assert "sum-mismatch" not in codes(TABLE.format(50))


def _for_classes(first: str, second: str) -> tuple[str, Facts]:
    text = f"一、{first}\n探访不少于500人次。\n二、{second}\n探访不少于800人次。"
    return text, {
        "indicators": [
            promise("探访不少于500人次", "探访", 500, "人次"),
            promise("探访不少于800人次", "探访", 800, "人次"),
        ]
    }


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [("任务", "绩效", True), ("孤儿", "留守儿童", False), ("标项一", "标项二", False)],
)
def test_figures_for_others_are_no_second_minimum(first: str, second: str, differ: bool) -> None:
    text, facts = _for_classes(first, second)
    assert ("minima-disagree" in codes(text, facts)) is differ


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("全县现有困境儿童320人。\n全县在册困境儿童312人。", True),
        ("全县现有困境儿童320人。\n柳溪镇现有困境儿童12人。", False),
        ("2025年1月全县在册困境儿童320人。\n2025年6月全县在册困境儿童312人。", False),
    ],
)
def test_counts_of_other_places_and_days_don_t_disagree(text: str, differ: bool) -> None:
    assert ("counts-disagree" in codes(text)) is differ


def test_a_stage_within_the_term_is_no_second_term() -> None:
    text = "服务期限2025年1月1日至2025年12月31日。\n实施阶段2025年3月1日至2025年{}月30日。"
    assert "dates-disagree" not in codes(text.format(11))
    later = "服务期限2025年1月1日至2025年11月30日。\n实施阶段2025年3月1日至2025年12月31日。"
    assert "dates-disagree" in codes(later)


def test_a_level_visited_now_and_then_is_asked_about() -> None:
    text = "红级：{}走访；黄级：每月走访一次。"
    levels = [level("黄级：", "yellow", "month"), ("红级：", {"level": "red", "label": "红级"})]
    assert "interval-undefined" in codes(text.format("定期"), {"levels": levels})
    weekly = [level("黄级：", "yellow", "month"), level("红级：", "red", "week")]
    assert "interval-undefined" not in codes(text.format("每周"), {"levels": weekly})


def test_a_day_of_the_tender_is_no_end_of_the_service() -> None:
    text = "一、期限\n到2026-06-30止。\n二、响应文件提交\n截止时间：2025-06-12。"
    ends = term(("2026-06-30", "end", "2026-06-30"), ("2025-06-12", "end", "2025-06-12"))
    assert "dates-disagree" not in codes(text, {"period": ends})
