"""A programme written out in any of many layouts and wordings reads back equal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import cn2an
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

CLASSES = ("孤儿", "事实无人抚养儿童", "重度残疾儿童", "低保家庭儿童", "农村留守儿童", "流动儿童")
COLOURS = {"green": "绿", "yellow": "黄", "orange": "橙", "red": "红"}
WINDOWS = {"week": "周", "month": "月", "quarter": "季度", "half_year": "半年"}
SERVICES = {
    "个案": "个",
    "成长小组": "个",
    "社区活动": "场",
    "家庭教育讲座": "场",
    "专业案例": "篇",
    "入户探访": "人次",
}
AT_LEAST = ("不少于{}{}", "至少{}{}", "≥{}{}", "≧{}{}", "{}{}以上", "不低于{}{}")
HEADINGS = (
    lambda n: f"{cn2an.an2cn(n)}、",
    lambda n: f"（{cn2an.an2cn(n)}）",
    lambda n: f"{n}.",
    lambda n: f"{n}、",
    lambda n: f"第{cn2an.an2cn(n)}条 ",
)


@dataclass(frozen=True)
class Programme:
    """What is written out."""

    classes: dict[str, int]
    levels: dict[str, str]
    targets: dict[str, int]
    satisfaction: int
    budget: int
    start: date
    days: int
    workers: int


@dataclass(frozen=True)
class Manner:
    """How it is written out."""

    heading: int
    at_least: int
    chinese: bool
    table: bool
    wan: bool
    dates: int
    label: str
    mark: str


programmes = st.builds(
    Programme,
    classes=st.dictionaries(st.sampled_from(CLASSES), st.integers(1, 900), min_size=2, max_size=5),
    levels=st.fixed_dictionaries(
        {"red": st.sampled_from(("week", "month")), "yellow": st.just("quarter")}
    ).flatmap(lambda levels: st.just({**levels, "green": "half_year"})),
    targets=st.dictionaries(st.sampled_from(sorted(SERVICES)), st.integers(2, 99), min_size=2, max_size=5),
    satisfaction=st.integers(80, 99),
    budget=st.integers(5, 99),
    start=st.dates(date(2024, 1, 1), date(2026, 12, 1)),
    days=st.integers(60, 360),
    workers=st.integers(2, 9),
)
manners = st.builds(
    Manner,
    heading=st.integers(0, len(HEADINGS) - 1),
    at_least=st.integers(0, len(AT_LEAST) - 1),
    chinese=st.booleans(),
    table=st.booleans(),
    wan=st.booleans(),
    dates=st.integers(0, 2),
    label=st.sampled_from(("级", "色", "色等级")),
    mark=st.sampled_from(("；", "。")),
)


@settings(max_examples=120, deadline=None)
@given(programmes, manners)
def test_what_is_written_reads_back(programme, manner):
    draft = read_pasted(written(programme, manner))
    assert {o.category: o.count for o in draft.service_objects if not o.total} == programme.classes
    assert {o.count for o in draft.service_objects if o.total} <= {sum(programme.classes.values())}
    assert {lv.level: lv.interval.unit for lv in draft.levels if lv.interval} == programme.levels
    assert [a.amount_yuan for a in draft.budget] == [programme.budget * 10_000]
    assert targets_of(draft) == {**programme.targets, "服务对象满意度": programme.satisfaction}
    assert [(s.role, s.comparator, s.value) for s in draft.staffing] == [
        ("专职社工", ">=", programme.workers)
    ]
    last = programme.start + timedelta(days=programme.days)
    assert (draft.period.start, draft.period.end) == (programme.start.isoformat(), last.isoformat())


def targets_of(draft: Draft) -> dict[str, float]:
    """Return each indicator's target by name; all of them are minima."""
    assert all(i.comparator == ">=" for i in draft.indicators)
    return {i.name: float(i.value) for i in draft.indicators if i.value is not None}


def written(programme: Programme, manner: Manner) -> str:
    """Write a programme out as a plan."""
    parts = [
        ("服务对象", f"全县在册困境儿童共{sum(programme.classes.values())}人，其中{_classes(programme)}。"),
        ("分级走访", _levels(programme, manner)),
        ("服务指标", _targets(programme, manner)),
        ("人员配备", f"项目组专职社工{_at_least(programme.workers, '名', manner)}。"),
        ("项目预算", f"项目预算为{_money(programme.budget, manner)}。"),
        ("服务期限", f"服务期限：{_period(programme, manner)}。"),
    ]
    lines = ["某某县困境儿童关爱服务项目实施方案", ""]
    for number, (heading, words) in enumerate(parts, 1):
        lines += [f"{HEADINGS[manner.heading](number)}{heading}", words]
    return "\n".join(lines)


def _classes(programme: Programme) -> str:
    return "、".join(f"{name}{count}人" for name, count in programme.classes.items())


def _levels(programme: Programme, manner: Manner) -> str:
    if manner.table:
        rows = [
            f"{COLOURS[c]}{manner.label[0]}\t每{WINDOWS[unit]}1次\t入户"
            for c, unit in programme.levels.items()
        ]
        return "\n".join(["等级\t探访频次\t探访方式", *rows])
    said = [
        f"{COLOURS[c]}{manner.label}每{WINDOWS[unit]}上门走访一次" for c, unit in programme.levels.items()
    ]
    return manner.mark.join(said) + "。"


def _targets(programme: Programme, manner: Manner) -> str:
    named = {**programme.targets, "服务对象满意度": programme.satisfaction}
    units = {**SERVICES, "服务对象满意度": "%"}
    if manner.table:
        rows = [f"{n}\t{name}\t≥{value}{units[name]}\t" for n, (name, value) in enumerate(named.items(), 1)]
        return "\n".join(["序号\t指标名称\t指标值\t备注", *rows])
    said = [f"{name}{_at_least(value, units[name], manner)}" for name, value in named.items()]
    return manner.mark.join(said) + "。"


def _at_least(value: int, unit: str, manner: Manner) -> str:
    number: object = value
    if manner.chinese and "≥" not in AT_LEAST[manner.at_least] and "≧" not in AT_LEAST[manner.at_least]:
        if unit == "%":
            return AT_LEAST[manner.at_least].format("百分之", cn2an.an2cn(value))
        number = cn2an.an2cn(value)
    return AT_LEAST[manner.at_least].format(number, unit)


def _money(wan: int, manner: Manner) -> str:
    return f"{wan}万元" if manner.wan else f"{wan * 10_000:,}元"


def _period(programme: Programme, manner: Manner) -> str:
    first, last = programme.start, programme.start + timedelta(days=programme.days)
    if manner.dates == 0:
        return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    if manner.dates == 1:
        return f"自{first.year}年{first.month}月{first.day}日起至{last.year}年{last.month}月{last.day}日止"
    return f"{first.isoformat()}至{last.isoformat()}"
