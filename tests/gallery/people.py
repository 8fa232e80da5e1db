"""Invented children, staff and records. Nobody here exists."""

# ruff: noqa: E501 -- a Chinese character counts twice, and example text stays on its line
from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

TODAY = date(2025, 10, 20)
NAMES = [
    "阿卜杜热西提·买买提明",
    "古丽努尔·艾合买提江",
    "叶尔兰·巴合提别克",
    "王雨桐",
    "马晓燕",
    "李子轩",
    "迪丽娜尔·吐尔逊",
    "陈思远",
    "努尔兰·哈力木拉提",
    "赵欣怡",
    "帕提古丽·阿不都克里木",
    "刘浩",
    "热依汗·玉素甫",
    "沈嘉乐",
    "木扎帕尔·伊敏",
]
TOWNS = ["墩买里街道", "都来提巴格街道", "英也尔镇", "巴彦岱镇", "达达木图镇", "萨依布依街道"]
VILLAGES = ["新华西路社区", "团结路社区", "胜利村", "界梁子村", "布拉克村", "幸福社区"]
CLASSES = ["低保家庭儿童", "事实无人抚养儿童", "散居孤儿", "重度残疾儿童"]
WORKERS = ["张敏", "古丽巴哈尔·阿西木", "周文涛"]


def children(count: int = 50) -> list[dict[str, Any]]:
    """Return rows for the list, the same each time."""
    dice = random.Random(7)  # noqa: S311 -- invented data, not a secret
    rows = []
    for index in range(count):
        level = dice.choices(["green", "yellow", "red", None], [60, 25, 12, 3])[0]
        due = TODAY + timedelta(days=dice.randint(-20, 90))
        rows.append(
            {
                "name": NAMES[index % len(NAMES)],
                "file_number": f"654002-{2024000 + index * 7}",
                "sex": dice.choice(["男", "女"]),
                "born": date(dice.randint(2008, 2022), dice.randint(1, 12), dice.randint(1, 28)),
                "level": level,
                "classes": dice.sample(CLASSES, dice.choice([1, 1, 2])),
                "town": dice.choice(TOWNS),
                "village": dice.choice(VILLAGES),
                "worker": dice.choice(WORKERS),
                "last_visit": None if dice.random() < 0.06 else TODAY - timedelta(days=dice.randint(3, 160)),
                "due": due,
                "late": max(0, (TODAY - due).days),
            }
        )
    return rows


def timeline() -> list[dict[str, Any]]:
    """Return half a year of a child's file."""
    return [
        {"month": date(2025, 10, 1), "entries": [
            {"on": date(2025, 10, 11), "icon": "home-heart", "title": "入户走访", "href": "#", "level": "red",
             "lines": ["见到本人，单独交谈。祖母住院，由邻居代为照看；孩子近一周三次未到校。",
                       "新发现需求：临时照料、课业辅导。"], "by": "张敏 · 与儿童主任同往"},
            {"on": date(2025, 10, 8), "icon": "adjustments", "title": "分级由黄级调整为红级", "href": "#",
             "lines": ["理由：主要监护人失去照料能力。"], "by": "周文涛（督导）"},
            {"on": date(2025, 10, 6), "icon": "phone", "title": "学校来电", "lines": ["班主任反映连续缺课。"],
             "by": "张敏", "late_by": "10月9日补录", "tag": "补录"},
        ]},
        {"month": date(2025, 8, 1), "entries": [
            {"on": date(2025, 8, 22), "icon": "first-aid-kit", "title": "需求办结：申请临时救助", "href": "#",
             "lines": ["救助金 2,000 元已发放。"], "by": "张敏"},
            {"on": date(2025, 8, 2), "icon": "home-heart", "title": "入户走访", "tag": "逾期 6 天", "tag_alert": True,
             "href": "#", "lines": ["无变化。"], "by": "古丽巴哈尔·阿西木"},
            {"on": date(2025, 8, 1), "icon": "home-heart", "title": "入户走访", "voided": True,
             "lines": ["登记到了同名儿童名下。"], "by": "古丽巴哈尔·阿西木"},
        ]},
        {"month": date(2025, 4, 1), "entries": [
            {"on": date(2025, 4, 16), "icon": "clipboard-list", "title": "风险评估", "href": "#", "level": "yellow",
             "lines": ["勾选理由：有一定问题或需求待解决。"], "by": "张敏"},
            {"on": date(2025, 4, 3), "icon": "user-plus", "title": "建档", "href": "#",
             "lines": ["由新华西路社区儿童主任上报，街道审核。"], "by": "系统导入首批名册"},
        ]},
    ]  # fmt: skip


def indicators() -> list[dict[str, Any]]:
    """Return the thirteen rows of the scorecard."""
    rows: list[tuple[str, list[tuple[Any, ...]]]] = [
        ("未保站", [
            ("专职社工人数", "八.1", "≥", 3, 3, 3, "人"), ("个案活动人数", "八.2", "≥", 10, 8, 8, "人"),
            ("小组活动个数", "八.3", "≥", 5, 2, 4, "个"), ("社区活动场次", "八.4", "≥", 10, 9, 8, "场"),
            ("探访服务总人次", "八.5", "≥", 260, 187, 209, "人次"),
            ("未成年人服务保障率", "八.6", "=", 100, 98.6, 100, "%"),
            ("直接受益人数", "八.7", "≥", 1500, 1642, 1200, "人次"),
            ("受益未成年人满意率", "八.8", "≥", 90, None, None, "%"),
        ]),
        ("绩效管理", [
            ("儿童福利社会工作者人数", "九", "≥", 2, 3, 2, "人"), ("个案或小组社会工作次数", "九", "≥", 7, 10, 6, "次"),
            ("接待未成年人服务保障率", "九", "=", 100, 100, 100, "%"),
            ("未成年人保护工作高质量发展", "九", "", None, None, None, ""),
            ("受益未成年人满意率", "九", "≥", 90, None, None, "%"),
        ]),
    ]  # fmt: skip
    groups = []
    for tier, entries in rows:
        groups.append({"tier": tier, "rows": [_indicator(*entry) for entry in entries]})
    return groups


def _indicator(
    name: str, clause: str, sign: str, target: Any, value: Any, pace: Any, unit: str
) -> dict[str, Any]:
    from humiao.desk import bars

    dice = random.Random(name)  # noqa: S311
    state = "none" if value is None or not target else bars.state(value, target, pace)
    heights = sorted((round(dice.uniform(2, 22), 1) for _ in range(9)), reverse=True)
    points = [f"{index * 11},{height}" for index, height in enumerate(heights)]
    spark = {"points": " ".join(points), "last_x": 88, "last_y": heights[-1], "label": f"{name}：逐月走势"}
    return {
        "name": name, "clause": clause, "comparator": sign, "target": target, "value": value, "pace": pace,
        "unit": unit, "state": state, "rate": round(value / target * 100) if target and value is not None else None, "gap": None if state != "behind" else round(pace - value, 1),
        "spark": spark if value is not None else None, "href": "#",
    }  # fmt: skip
