"""Name the kinds the registry tells apart: categories of children, relations, schooling, health, leaving.

Labels are in Chinese, as the plans and the notices word them, and in English.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A kind with a Chinese and an English label: `NAME = "value", "中文", "English"`."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make the member with both labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def pairs(cls, language: str = "zh") -> list[tuple[str, str]]:
        """List value and label in order, as a form's choices; any language but `en` is Chinese."""
        return [(member.value, member.en if language == "en" else member.zh) for member in cls]


class Category(Labelled):
    """Why a child is looked after (domain notes, section 2); one child may be in several."""

    ORPHAN_COMMUNITY = "ORPHAN_COMMUNITY", "社会散居孤儿", "Orphan in the community"
    ORPHAN_INSTITUTION = "ORPHAN_INSTITUTION", "集中养育孤儿", "Orphan in an institution"
    DE_FACTO = "DE_FACTO", "事实无人抚养儿童", "De facto unsupported child"
    DISABLED_SEVERE = "DISABLED_SEVERE", "重度残疾儿童", "Severely disabled child"
    DISABLED_OTHER = "DISABLED_OTHER", "其他残疾儿童", "Other disabled child"
    ILLNESS = "ILLNESS", "患重病或罕见病儿童", "Child with a serious or rare illness"
    SUBSISTENCE = "SUBSISTENCE", "低保家庭儿童", "Child of a household on subsistence allowance"
    NEAR_SUBSISTENCE = "NEAR_SUBSISTENCE", "低保边缘家庭儿童", "Child of a household near subsistence"
    DESTITUTE = "DESTITUTE", "特困儿童", "Destitute child"
    LEFT_BEHIND = "LEFT_BEHIND", "农村留守儿童", "Left-behind child"
    MIGRANT = "MIGRANT", "流动儿童", "Migrant child"
    STREET = "STREET", "流浪儿童", "Street child"
    GUARDIANSHIP_LACKING = "GUARDIANSHIP_LACKING", "监护缺失或不当儿童", "Child without fit guardianship"
    ABUSE_VICTIM = "ABUSE_VICTIM", "遭受侵害儿童", "Child who suffered abuse"
    BULLYING_VICTIM = "BULLYING_VICTIM", "遭受欺凌儿童", "Child who suffered bullying"
    OTHER_LOCAL = "OTHER_LOCAL", "其他困境儿童", "Other child in need by local rule"

    @property
    def age_limit(self) -> int:
        """Give the age from which a child is no longer in the category: 16 or 18 years."""
        return AGE_LIMITS.get(self, 18)

    @property
    def is_sealed(self) -> bool:
        """Tell whether only people with the case's papers may see it."""
        return self in SEALED


# 国发〔2016〕13号 (left-behind) and the 2024 action plan (migrant) say under 16; the others are under 18.
AGE_LIMITS: dict[Category, int] = {Category.LEFT_BEHIND: 16, Category.MIGRANT: 16}
SEALED = frozenset({Category.ABUSE_VICTIM, Category.BULLYING_VICTIM})
# A child of one of these can't be in another of the same set at the same time.
EXCLUSIVE: tuple[frozenset[Category], ...] = (
    frozenset({Category.ORPHAN_COMMUNITY, Category.ORPHAN_INSTITUTION, Category.DE_FACTO}),
    frozenset({Category.DISABLED_SEVERE, Category.DISABLED_OTHER}),
    frozenset({Category.SUBSISTENCE, Category.NEAR_SUBSISTENCE, Category.DESTITUTE}),
)


class Sex(Labelled):
    """GB/T 2261.1."""

    UNKNOWN = "0", "未知", "Unknown"
    MALE = "1", "男", "Male"
    FEMALE = "2", "女", "Female"
    UNSTATED = "9", "未说明", "Not stated"


class LeaveReason(Labelled):
    """Why a child left the roster; the last two say that the entry was a mistake."""

    TURNED_18 = "turned_18", "年满18周岁", "Turned 18"
    MOVED_AWAY = "moved_away", "迁出", "Moved away"
    DIED = "died", "死亡", "Died"
    CONDITION_ENDED = "condition_ended", "困境情形消除", "Condition ended"
    WITHDRAWN = "withdrawn", "监护人申请退出", "Withdrawn by the guardian"
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
