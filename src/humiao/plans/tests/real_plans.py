"""The two plans themselves, where they are at hand, and what a person adds to what is read of them.

They belong to their counties and stay outside the project: `HUMIAO_PLANS` names their folder, else it is
`shared/plans` beside the project or above it.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from humiao.plans.edits import Edit, Edited, edited
from humiao.plans.needs import Ground
from humiao.plans.reader.api import read_plan
from humiao.plans.reader.draft import Draft

PLANS = ("pinghu-2024", "yining-2025")
GROUNDS = {
    "pinghu-2024": Ground(
        "330482",
        "平湖市",
        (
            ("330482001", "当湖街道"),
            ("330482002", "钟埭街道"),
            ("330482003", "曹桥街道"),
            ("330482101", "乍浦镇"),
            ("330482102", "新埭镇"),
            ("330482103", "新仓镇"),
            ("330482106", "广陈镇"),
            ("330482107", "林埭镇"),
            ("330482108", "独山港镇"),
        ),
    ),
    "yining-2025": Ground(
        "654002",
        "伊宁市",
        (("654002001", "萨依布依街道"), ("654002002", "墩买里街道")),
        (("654002002006", "新华西路社区居委会"),),
    ),
}


def _given(**values: Any) -> tuple[Edit, ...]:
    return tuple(Edit(do="set", path=f"programme.{name}", value=value) for name, value in values.items())


def _set(path: str, value: Any) -> Edit:
    return Edit(do="set", path=path, value=value)


def _add(section: str, **fact: Any) -> Edit:
    return Edit(do="add", path=f"{section}.+", value=fact)


def _rate(name: str, measure: str, clause: str) -> Edit:
    return _add("indicators", name=name, value=100, unit="%", measure=measure, clause=clause)


# What a person does after reading: first what the plan says in words that hold no number, then what only
# the county knows.
EDITS: dict[str, tuple[Edit, ...]] = {
    "pinghu-2024": (
        _set("purchaser.value", "平湖市民政局"),  # 五: 报市民政局审定; there is no issuer under the plan
        _set("indicators.0.measure", "casework.households_with_plan"),  # 五: 至少安排10户
        _set("indicators.3.within", "优秀案例"),  # 六(四): 至少有1篇
        _rate("一人一档和需求帮扶台账", "registry.files_complete", "五"),  # 所有儿童均建成
        _rate("儿童主任和儿童督导员培训", "activities.directors_trained", "六(五)"),  # 全市
        _add(
            "indicators", name="走访定位图谱", value=1, unit="份", measure="visits.map_made", clause="六(一)"
        ),
        *_given(starts_on="2024-01-15", ends_on="2025-01-14", steps="bureau"),
    ),
    "yining-2025": (
        _add(  # 九: it repeats 八.7 for each station
            "indicators",
            name="推动未成年人保护工作高质量发展不断加强",
            qualitative=True,
            tier="station",
            clause="九",
        ),
        _add("payment_milestones", value="签订协议后按进度推进，并及时支付。", clause="六(四)"),
        *_given(starts_on="2025-03-01", ends_on="2025-11-30", designated=True),
    ),
}


def folder() -> Path | None:
    """Find the folder of the plans."""
    named = os.environ.get("HUMIAO_PLANS")
    above = [parent / "shared" / "plans" for parent in Path(__file__).resolve().parents]
    return next((p for p in ([Path(named)] if named else above) if p.is_dir()), None)


@cache
def read(code: str) -> Draft:
    """Read one of the plans; where it isn't at hand, the test is skipped."""
    found = folder()
    file = found / f"{code}.txt" if found else None
    if file is None or not file.exists():
        pytest.skip(f"{code}.txt is not at hand; HUMIAO_PLANS names the folder of the plans")
    return read_plan(file.read_bytes(), file.name)


def mended(code: str) -> Edited:
    """Return the draft as a person leaves it."""
    return edited(read(code), EDITS[code])
