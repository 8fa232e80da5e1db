"""Tables of figures: which column names the row, which holds the target, and the bound said above it."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

Brief = tuple[str, str | None, float | None, str]


def read(*lines: str) -> list[Brief]:
    draft = read_pasted("\n".join(("某某县儿童关爱服务项目申报书", *lines)))
    return [
        (i.name, i.comparator, None if i.value is None else float(i.value), i.unit) for i in draft.indicators
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("板块 | 怎样开展 | 预期产出", "周末陪伴 | 大学生到村里陪孩子写作业和做游戏 | 26场，服务390人次",
          "个案辅导 | 由专业社工一对一跟进情绪困扰的孩子 | 个案9例，每例面谈不少于6次"),
         [("周末陪伴", None, 26, "场"), ("周末陪伴", None, 390, "人次"), ("个案辅导", None, 9, "例"),
          ("个案辅导每例面谈", ">=", 6, "次")]),
        (("活动名称 | 具体内容 | 产出", "建册 | 到户登记每个孩子的基本情况并录入系统 | 150份档案",
          "亲子营 | 组织孩子到父母打工的城市团聚几天 | 1期，25名儿童",
          "家长夜校 | 请老师讲怎样隔代教养与陪伴 | 7场"),
         [("建册档案", None, 150, "份"), ("亲子营", None, 1, "期"), ("亲子营儿童", None, 25, "名"),
          ("家长夜校", None, 7, "场")]),
        (("服务项目 | 服务内容 | 数量要求",
          "提炼推广 | 整理项目做法并形成文字材料提交甲方 | 典型案例≥5篇，调研报告2篇",
          "小组 | 面向高年级孩子开展成长类小组活动 | ≥7个，每个小组≥4节"),
         [("典型案例", ">=", 5, "篇"), ("调研报告", None, 2, "篇"), ("小组", ">=", 7, "个"),
          ("小组每个小组节数", ">=", 4, "节")]),
        (("服务内容 | 单位 | 指标值（≥）", "入户探访 | 人次 | 700", "主题活动 | 场 | 11"),
         [("入户探访", ">=", 700, "人次"), ("主题活动", ">=", 11, "场")]),
        (("服务内容 | 最低数量", "入户探访 | 640人次", "投诉 | 不超过2起"),
         [("入户探访", ">=", 640, "人次"), ("投诉", "<=", 2, "起")]),
        (("承接方全年的服务量不得少于下表：", "服务内容 | 数量", "团体辅导 | 8场", "家访 | 420户次"),
         [("团体辅导", ">=", 8, "场"), ("家访", ">=", 420, "户次")]),
        (("服务量见下表：", "服务内容 | 数量", "团体辅导 | 8场", "家访 | 420户次"),
         [("团体辅导", None, 8, "场"), ("家访", None, 420, "户次")]),
        (("序号 | 服务项目 | 服务要求 | 数量 | 单位",
          "1 | 个案服务 | 分接案、计划、结案三个阶段推进 | 13 | 个",
          "2 | 监护评估 | 由两名社工一起上门，写出报告 | 35 | 份"),
         [("个案服务", None, 13, "个"), ("监护评估", None, 35, "份")]),
        (("序号 | 标的名称 | 数量 | 单位", "1 | 未保站社工服务 | 1.00 | 项"), []),
    ],
)  # fmt: skip
def test_a_table_of_figures(lines, expected):
    assert read("一、服务内容与数量", *lines) == expected


def test_services_stand_in_the_column_of_modules():
    draft = read_pasted(
        "某某县儿童关爱服务项目申报书\n一、服务计划\n服务模块 | 具体内容 | 产出\n"
        "入户家访 | 社工结对上门 | 300人次\n"
        "成长小组 | 情绪和安全主题 | 4个\n家长课堂 | 隔代教养 | 6场"
    )
    assert [s.value for s in draft.service_items] == ["入户家访", "成长小组", "家长课堂"]
