"""What is said at the doors: situations of children who are brought, and what the offices found. Invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """How a child was said to live, and the categories asked for."""

    text: str
    wanted: tuple[str, ...]


SITUATIONS = (
    Situation("爸爸去年判了刑，妈妈走了三年没有音信，现在跟着爷爷奶奶过。", ("DE_FACTO",)),
    Situation(
        "摸排入户时发现，母亲患尿毒症长期透析，父亲打零工，家里欠债。", ("NEAR_SUBSISTENCE", "OTHER_LOCAL")
    ),
    Situation("孩子确诊白血病，正在住院，家里已借款十余万元。", ("ILLNESS",)),
    Situation("父母离异后都再婚，孩子跟七十多岁的奶奶住，放学后常没有饭吃。", ("GUARDIANSHIP_LACKING",)),
    Situation("残联转来：今年新评定智力残疾二级，家长不知道可以登记。", ("DISABLED_SEVERE",)),
    Situation("学校转来：父母均在外省务工，孩子由外婆照看，成绩下滑、经常迟到。", ("LEFT_BEHIND",)),
    Situation("派出所转来：父亲被强制隔离戒毒，母亲失联，孩子暂住姑妈家。", ("DE_FACTO",)),
    Situation("儿子在外面打工出了事故不能干活，孙子没人管，我年纪大了。", ("OTHER_LOCAL",)),
    Situation("家里收入不稳定，想申请补助。", ("OTHER_LOCAL",)),
    Situation("随父母来本地务工，户口在外地，父亲上月工伤住院。", ("MIGRANT",)),
    Situation("孩子爸爸在外地打工，一年回来一次，想申请关爱服务。", ("LEFT_BEHIND",)),
)
CLUE = "12345 来电：听见隔壁孩子夜里常一个人哭，约七八岁，不知道姓名，白天很少看到大人。"
DANGER = (
    "母亲外出未归，父亲酗酒，家中无人照料。",
    "昨夜父亲酒后殴打孩子，手臂有瘀伤，孩子不敢回家，现在邻居家。",
    "已报警并就医，孩子暂由姑妈照料，今天起安排社工每日联系。",
)
# What an office found, and how a family that was taken in had told of itself.
CHECKED = (
    ("已入户核实，情况属实，邻居和网格员也能证明", "孩子跟爷爷奶奶生活，父母不在身边，家里开销靠补助。"),
    ("到家看过，与申请一致，材料已拍照留存", "孩子身体不好，长期看病，家里负担重。"),
    ("已与学校和村民小组核对，情况属实", "家里只有一个人挣钱，孩子上学有困难。"),
)
PREPARED = "材料齐全，入户核实与书面材料一致，符合认定条件，建议纳入"
