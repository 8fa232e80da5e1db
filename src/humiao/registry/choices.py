"""Name the kinds the registry tells apart: sealed categories, relations, schooling, health, leaving."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled
from humiao.programmes.public import Category

# 国发〔2016〕13号 (left-behind) and the 2024 action plan (migrant) say under 16; the others are under 18.
AGE_LIMITS: dict[Category, int] = {Category.LEFT_BEHIND: 16, Category.MIGRANT: 16}
SEALED = frozenset({Category.ABUSE_VICTIM, Category.BULLYING_VICTIM})
# A child of one of these can't be in another of the same set at the same time.
EXCLUSIVE: tuple[frozenset[Category], ...] = (
    frozenset({Category.ORPHAN_COMMUNITY, Category.ORPHAN_INSTITUTION, Category.DE_FACTO}),
    frozenset({Category.DISABLED_SEVERE, Category.DISABLED_OTHER}),
    frozenset({Category.SUBSISTENCE, Category.NEAR_SUBSISTENCE, Category.DESTITUTE}),
)


def age_limit(category: Category) -> int:
    """Give the age from which a child is no longer in the category: 16 or 18 years."""
    return AGE_LIMITS.get(category, 18)


def is_sealed(category: str) -> bool:
    """Tell whether only people with the case's papers may see the category."""
    return category in SEALED


class Sex(Labelled):
    """GB/T 2261.1."""

    UNKNOWN = "0", "未知", "Unknown"
    MALE = "1", "男", "Male"
    FEMALE = "2", "女", "Female"
    UNSTATED = "9", "未说明", "Not stated"


class LeaveReason(Labelled):
    """Why a child left the roster; the last three say that the entry did not stand."""

    TURNED_18 = "turned_18", "年满18周岁", "Turned 18"
    MOVED_AWAY = "moved_away", "迁出", "Moved away"
    DIED = "died", "死亡", "Died"
    CONDITION_ENDED = "condition_ended", "困境情形消除", "Condition ended"
    WITHDRAWN = "withdrawn", "监护人申请退出", "Withdrawn by the guardian"
    NOT_RECOGNISED = "not_recognised", "先行服务后未予认定", "Served at once and then not recognised"
    ENTERED_TWICE = "entered_twice", "重复录入", "Entered twice"
    ENTERED_BY_MISTAKE = "entered_by_mistake", "错误录入", "Entered by mistake"


class Relation(Labelled):
    """What a guardian is to the child."""

    FATHER = "father", "父亲", "Father"
    MOTHER = "mother", "母亲", "Mother"
    PATERNAL_GRANDFATHER = "paternal_grandfather", "祖父", "Father's father"
    PATERNAL_GRANDMOTHER = "paternal_grandmother", "祖母", "Father's mother"
    MATERNAL_GRANDFATHER = "maternal_grandfather", "外祖父", "Mother's father"
    MATERNAL_GRANDMOTHER = "maternal_grandmother", "外祖母", "Mother's mother"
    STEPFATHER = "stepfather", "继父", "Stepfather"
    STEPMOTHER = "stepmother", "继母", "Stepmother"
    ADULT_SIBLING = "adult_sibling", "成年兄姐", "Grown-up brother or sister"
    UNCLE_OR_AUNT = "uncle_or_aunt", "叔伯姑舅姨", "Uncle or aunt"
    OTHER_RELATIVE = "other_relative", "其他亲属", "Other relative"
    OTHER_PERSON = "other_person", "其他个人", "Other person"
    COMMITTEE = "committee", "村（居）民委员会", "Village or residents' committee"
    CIVIL_AFFAIRS = "civil_affairs", "民政部门", "Civil affairs department"
    INSTITUTION = "institution", "儿童福利机构", "Children's welfare institution"


class SchoolStage(Labelled):
    """Where a child is taught, as the register of left-behind children (2016) asks."""

    NOT_YET = "not_yet", "未入园", "Not yet in kindergarten"
    KINDERGARTEN = "kindergarten", "幼儿园", "Kindergarten"
    PRIMARY = "primary", "小学", "Primary school"
    JUNIOR = "junior", "初中", "Junior secondary"
    SENIOR = "senior", "高中", "Senior secondary"
    VOCATIONAL = "vocational", "中职", "Vocational school"
    SPECIAL = "special", "特殊教育", "Special education"
    HOME_TEACHING = "home_teaching", "送教上门", "Taught at home"
    HIGHER = "higher", "大专及以上", "Higher education"
    DROPPED_OUT = "dropped_out", "辍学", "Dropped out"
    NOT_IN_SCHOOL = "not_in_school", "不在学", "Not in school"


class HealthState(Labelled):
    """A child's health in one word; details stand beside it."""

    HEALTHY = "healthy", "健康", "Healthy"
    CHRONIC = "chronic", "患慢性病", "Chronic illness"
    SERIOUS = "serious", "患重病", "Serious illness"
    RARE = "rare", "患罕见病", "Rare disease"
    DISABLED = "disabled", "残疾", "Disabled"
    DISABLED_AND_ILL = "disabled_and_ill", "残疾并患病", "Disabled and ill"


class NoIdReason(Labelled):
    """Why a child has no ID number."""

    NOT_REGISTERED = "not_registered", "尚未落户", "Birth not yet registered"
    FOUNDLING = "foundling", "弃婴，身份待查", "Found child, identity being traced"
    PAPERS_LOST = "papers_lost", "出生证明遗失，补办中", "Birth certificate lost, being replaced"
    FOREIGN = "foreign", "无中国国籍", "Not a Chinese national"
