"""The categories a child may hold, several at once; programmes map them to count classes."""

from __future__ import annotations

from enum import StrEnum

from humiao.foundation.bilingual import Bilingual


class Category(StrEnum):
    """The registry's codes; it keeps each with proof and dates."""

    ORPHAN_COMMUNITY = "ORPHAN_COMMUNITY"
    ORPHAN_INSTITUTION = "ORPHAN_INSTITUTION"
    DE_FACTO = "DE_FACTO"
    DISABLED_SEVERE = "DISABLED_SEVERE"
    DISABLED_OTHER = "DISABLED_OTHER"
    ILLNESS = "ILLNESS"
    SUBSISTENCE = "SUBSISTENCE"
    NEAR_SUBSISTENCE = "NEAR_SUBSISTENCE"
    DESTITUTE = "DESTITUTE"
    LEFT_BEHIND = "LEFT_BEHIND"
    MIGRANT = "MIGRANT"
    STREET = "STREET"
    GUARDIANSHIP_LACKING = "GUARDIANSHIP_LACKING"
    ABUSE_VICTIM = "ABUSE_VICTIM"
    BULLYING_VICTIM = "BULLYING_VICTIM"
    OTHER_LOCAL = "OTHER_LOCAL"


CATEGORY_NAMES: dict[Category, Bilingual] = {
    Category.ORPHAN_COMMUNITY: Bilingual("孤儿（散居）", "Orphan in the community"),
    Category.ORPHAN_INSTITUTION: Bilingual("孤儿（集中养育）", "Orphan in an institution"),
    Category.DE_FACTO: Bilingual("事实无人抚养儿童", "De facto unattended child"),
    Category.DISABLED_SEVERE: Bilingual(
        "重度残疾，三、四级精神或智力残疾", "Severe, mental or intellectual disability"
    ),
    Category.DISABLED_OTHER: Bilingual("其他残疾", "Other disability"),
    Category.ILLNESS: Bilingual("重病或罕见病", "Serious or rare illness"),
    Category.SUBSISTENCE: Bilingual("低保家庭儿童", "Child of a subsistence allowance household"),
    Category.NEAR_SUBSISTENCE: Bilingual("低保边缘家庭儿童", "Child of a near-allowance household"),
    Category.DESTITUTE: Bilingual("特困", "Destitute support"),
    Category.LEFT_BEHIND: Bilingual("留守儿童", "Left-behind child"),
    Category.MIGRANT: Bilingual("流动儿童", "Migrant child"),
    Category.STREET: Bilingual("流浪儿童", "Street child"),
    Category.GUARDIANSHIP_LACKING: Bilingual("监护缺失或不当", "Guardianship missing or improper"),
    Category.ABUSE_VICTIM: Bilingual("遭受侵害", "Victim of assault or abuse"),
    Category.BULLYING_VICTIM: Bilingual("受欺凌", "Bullied"),
    Category.OTHER_LOCAL: Bilingual("其他（当地规定）", "Other, by local rule"),
}
