"""The same promises written in any of several layouts and wordings read back the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.api import read_pasted


@dataclass(frozen=True)
class Promise:
    """One promised figure: what, how compared, how many, of what."""

    name: str
    sign: str
    value: int
    unit: str


Layout = Callable[[Sequence[Promise], Sequence[str]], str]

SERVICES = {
    "个案服务": ("个", "例"), "成长小组": ("个",), "社区活动": ("场", "次"), "家庭教育讲座": ("场", "期"),
    "入户探访": ("人次", "户次"), "团体辅导": ("场", "期"), "儿童主任培训": ("期", "次"),
    "宣传报道": ("篇",), "典型案例": ("篇",), "亲子活动": ("场",), "夏令营": ("期",),
    "家长课堂": ("课", "讲", "期"),
}  # fmt: skip
RATES = ("服务对象满意度", "建档率", "家长满意率", "走访覆盖率", "个案结案率")
BEFORE = {
    ">=": (
        "不少于",
        "不低于",
        "≥",
        "至少",
        ">=",
        "≧",
        "不得少于",
        "应不少于",
        "达到不少于",
        "起码",
        "大于等于",
    ),
    "<=": ("不超过", "≤", "不多于", "至多"),
}

AFTER = ("以上", "及以上", "（含）以上", "+")


def _worded(promise: Promise, choice: int) -> str:
    words = BEFORE[promise.sign]
    if promise.sign == ">=" and choice % 6 == 5:
        return f"{promise.value}{promise.unit}{AFTER[choice % len(AFTER)]}"
    return f"{words[choice % len(words)]}{promise.value}{promise.unit}"


def _in_sentence(mark: str) -> Layout:
    def written(promises: Sequence[Promise], worded: Sequence[str]) -> str:
        return mark.join(p.name + w for p, w in zip(promises, worded, strict=True)) + "。"

    return written


def _in_lines(mark: str, between: str, end: str) -> Layout:
    def written(promises: Sequence[Promise], worded: Sequence[str]) -> str:
        return "\n".join(
            f"{mark.format(n=n)}{p.name}{between}{w}{end}"
            for n, (p, w) in enumerate(zip(promises, worded, strict=True), 1)
        )

    return written


def _in_table(header: str, row: str) -> Layout:
    def written(promises: Sequence[Promise], worded: Sequence[str]) -> str:
        rows = [
            row.format(n=n, name=p.name, target=w, bare=w.replace(p.unit, ""), unit=p.unit)
            for n, (p, w) in enumerate(zip(promises, worded, strict=True), 1)
        ]
        return "\n".join([header, *rows])

    return written


LAYOUTS: dict[str, Layout] = {
    "sentence": _in_sentence("，"),
    "semicolons": _in_sentence("；"),
    "verbs": lambda ps, ws: "；".join(f"全年完成{p.name}{w}" for p, w in zip(ps, ws, strict=True)) + "。",
    "verb first": lambda ps, ws: "；".join(f"开展{w}{p.name}" for p, w in zip(ps, ws, strict=True)) + "。",
    "numbered": _in_lines("{n}.", "：", "；"),
    "chinese brackets": _in_lines("（{n}）", "", "。"),
    "dots": _in_lines("●", "：", "；"),
    "squares": _in_lines("■ ", "：", ""),
    "diamonds": _in_lines("◆", " ", ""),
    "circled": lambda ps, ws: "".join(
        f"{'①②③④⑤⑥'[n]}{p.name}：{w}；" for n, (p, w) in enumerate(zip(ps, ws, strict=True))
    ),
    "hollow": _in_lines("○ ", "：", ""),
    "stars": _in_lines("★{n}.", "：", "；"),
    "gaps": _in_lines("{n}、", "  ", ""),
    "long dash": _in_lines("{n}、", "——", "；"),
    "should": lambda ps, ws: "；".join(f"服务期内{p.name}应{w}" for p, w in zip(ps, ws, strict=True)) + "。",
    "a cell a line": _in_table("序号\n指标\n指标值", "{n}\n{name}\n{target}"),
    "dashes": _in_lines("- ", "：", "；"),
    "tabs": _in_table("序号\t指标名称\t指标值", "{n}\t{name}\t{target}"),
    "tabs with units": _in_table("序号\t服务内容\t单位\t数量", "{n}\t{name}\t{unit}\t{bare}"),
    "pipes": _in_table("|指标|目标值|备注|\n|---|---|---|", "|{name}|{target}||"),
    "tabs with weights": _in_table("指标\t目标值\t分值", "{name}\t{target}\t10"),
}


@st.composite
def _promises(draw: st.DrawFn) -> list[Promise]:
    names = draw(st.lists(st.sampled_from([*SERVICES, *RATES]), min_size=2, max_size=6, unique=True))
    return [draw(_promise(name)) for name in names]


@st.composite
def _promise(draw: st.DrawFn, name: str) -> Promise:
    if name in RATES:
        return Promise(name, ">=", draw(st.integers(60, 99)), "%")
    sign = draw(st.sampled_from([">=", ">=", ">=", "<="]))
    return Promise(name, sign, draw(st.integers(2, 4999)), draw(st.sampled_from(SERVICES[name])))


@settings(max_examples=150, deadline=None)
@given(
    promises=_promises(),
    layout=st.sampled_from(sorted(LAYOUTS)),
    choices=st.lists(st.integers(0, 60), min_size=6, max_size=6),
)
def test_the_same_in_every_layout(promises: list[Promise], layout: str, choices: list[int]) -> None:
    worded = [_worded(p, c) for p, c in zip(promises, choices, strict=False)]
    written = LAYOUTS[layout](promises, worded)
    draft = read_pasted(f"2025年某某县儿童关爱服务实施方案\n一、服务指标\n{written}\n二、其他\n另行通知。")
    found = [
        (i.name, i.comparator, None if i.value is None else int(i.value), i.unit) for i in draft.indicators
    ]
    assert found == [(p.name, p.sign, p.value, p.unit) for p in promises], written


def test_the_years_target_stands_before_those_of_its_quarters():
    draft = read_pasted(
        "某某站2025年服务计划\n一、年度服务指标\n类别\t服务内容\t年度指标\t一季度\t二季度\n"
        "小组\t成长小组\t8\t4\t4\n探访\t入户探访（人次）\t280\t140\t140"
    )
    assert [(i.name, float(i.value or 0), i.unit) for i in draft.indicators] == [
        ("成长小组", 8, ""), ("入户探访", 280, "人次"),
    ]  # fmt: skip
