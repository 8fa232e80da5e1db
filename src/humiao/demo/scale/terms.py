"""The programme of the large county: the terms of 平湖, levels and all, in 伊宁 and its year."""

from __future__ import annotations

from datetime import date

from humiao.demo.people.public import YINING
from humiao.demo.providers import DemoContract
from humiao.programmes.public import ProgrammeTerms, load_terms, shipped_files

CODE = "scale-2025"
CONTRACT = DemoContract(
    YINING.code,
    CODE,
    "伊宁市大数据量测试社工中心（演示）",
    "YNMZ-2025-900（演示）",
    "AB25HM99",
    date(2025, 1, 15),
    date(2026, 1, 14),
    date(2025, 1, 8),
)
_TOWNS = tuple(f"65400200{number}" for number in range(1, 9))


def scale_terms() -> ProgrammeTerms:
    """Return the terms."""
    plan = load_terms(shipped_files()["pinghu-2024"]).model_dump(mode="json")
    plan |= {"code": CODE, "county": YINING.code, "year": 2025, "name": "大数据量测试项目"}
    plan["contract"] |= {"start": CONTRACT.starts_on.isoformat(), "end": CONTRACT.ends_on.isoformat()}
    coverage = plan["coverage"]
    for unit, town in zip(coverage["units"], _TOWNS, strict=True):
        unit["code"] = town
    coverage |= {"required_by": "2025-12-31", "left_out": []}
    plan["queries"] = [q for q in plan["queries"] if not any("left_out" in str(c) for c in q["choices"])]
    return ProgrammeTerms.model_validate(plan)
