"""The departments, and what a row of their lists may be and become."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled
from humiao.programmes.public import Category

MOST_INTAKES = 200  # opened by one decision; the rest wait for the next


class Department(Labelled):
    """Who keeps a list."""

    SUBSISTENCE = "subsistence", "民政（低保、低保边缘、特困）", "Civil affairs (subsistence allowance)"
    CHILD_WELFARE = "child-welfare", "民政（儿童福利）", "Civil affairs (child welfare)"
    DISABLED = "disabled", "残联", "Disabled persons' federation"
    HEALTH = "health", "卫生健康", "Health commission"
    INSURANCE = "insurance", "医疗保障", "Medical insurance"
    EDUCATION = "education", "教育（学校）", "Education (schools)"
    POLICE = "police", "公安", "Public security"
    JUSTICE = "justice", "司法行政", "Justice bureau"
    COURT = "court", "法院", "Court"
    PROCURATORATE = "procuratorate", "检察院", "Procuratorate"
    WOMEN = "women", "妇联", "Women's federation"
    YOUTH = "youth", "团委", "Youth league"
    RURAL = "rural", "农业农村（防返贫监测）", "Rural affairs (poverty monitoring)"
    OTHER = "other", "其他部门", "Another department"


class State(Labelled):
    """How far a list is."""

    OPEN = "open", "待比对", "To be compared"
    COMPARED = "compared", "已比对", "Compared"
    DROPPED = "dropped", "已放弃", "Dropped"


class Group(Labelled):
    """What a row is to the roster of the day."""

    NEW = "new", "名册没有", "Not on the roster"
    GONE = "gone", "名单已无", "No longer on the list"
    CHANGED = "changed", "信息不同", "Facts differ"
    UNCLEAR = "unclear", "身份待认", "Who it is, is unclear"
    SAME = "same", "一致", "The same"
    BAD = "bad", "无法比对", "Can't be compared"


class Outcome(Labelled):
    """What a person decided."""

    INTAKE = "intake", "开始受理", "Open an intake"
    ASIDE = "aside", "不处理", "Set aside"
    REVIEW = "review", "安排复核", "Have it reviewed"
    TAKE = "take", "采用名单信息", "Take what the list says"
    KEEP = "keep", "保留档案信息", "Keep what the file says"
    SAME = "same", "同一儿童", "The same child"
    OTHER = "other", "不同儿童", "Another child"


# What may be decided of a group; of the unclear ones each by itself.
OUTCOMES: dict[Group, tuple[Outcome, ...]] = {
    Group.NEW: (Outcome.INTAKE, Outcome.ASIDE),
    Group.GONE: (Outcome.REVIEW, Outcome.ASIDE),
    Group.CHANGED: (Outcome.TAKE, Outcome.KEEP),
    Group.UNCLEAR: (Outcome.SAME, Outcome.OTHER),
    Group.SAME: (),
    Group.BAD: (),
}
TO_DECIDE = tuple(group for group, outcomes in OUTCOMES.items() if outcomes)

# The categories a department's list speaks of: those of a child that is gone from it are to be reviewed.
_DISABLED = frozenset({Category.DISABLED_SEVERE, Category.DISABLED_OTHER})
_UNCARED = frozenset({Category.DE_FACTO, Category.GUARDIANSHIP_LACKING})
_POOR = frozenset({Category.SUBSISTENCE, Category.NEAR_SUBSISTENCE, Category.DESTITUTE})
_AWAY = frozenset({Category.LEFT_BEHIND, Category.MIGRANT})
CATEGORIES: dict[Department, frozenset[Category]] = {
    Department.SUBSISTENCE: _POOR,
    Department.CHILD_WELFARE: _UNCARED | {Category.ORPHAN_COMMUNITY, Category.ORPHAN_INSTITUTION},
    Department.DISABLED: _DISABLED,
    Department.HEALTH: _DISABLED | {Category.ILLNESS},
    Department.INSURANCE: frozenset({Category.ILLNESS}),
    Department.EDUCATION: _AWAY,
    Department.POLICE: _UNCARED | {Category.MIGRANT, Category.STREET},
    Department.JUSTICE: _UNCARED,
    Department.COURT: _UNCARED,
    Department.PROCURATORATE: _UNCARED,
    Department.WOMEN: _UNCARED | _AWAY,
    Department.YOUTH: _UNCARED | _AWAY,
    Department.RURAL: _POOR | _AWAY,
    Department.OTHER: frozenset(Category),
}
