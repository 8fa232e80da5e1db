"""The categories a child may hold, several at once; programmes map them to count classes."""

from __future__ import annotations

from enum import StrEnum

from humiao.foundation.bilingual import Bilingual


class Category(StrEnum):
    """Codes of domain section 2; the registry keeps each with proof and dates."""

    ORPHAN_S = "ORPHAN_S"
    ORPHAN_I = "ORPHAN_I"
    DEFACTO = "DEFACTO"
    DIS_SEV = "DIS_SEV"
    DIS_OTHER = "DIS_OTHER"
    ILL = "ILL"
    DIBAO = "DIBAO"
    DIBAO_EDGE = "DIBAO_EDGE"
    TEKUN = "TEKUN"
    LEFT = "LEFT"
    MIGRANT = "MIGRANT"
    WANDER = "WANDER"
    NEGLECT = "NEGLECT"
    VICTIM = "VICTIM"
    VIOLENCE = "VIOLENCE"
    BULLIED = "BULLIED"
    OTHER_LOCAL = "OTHER_LOCAL"


CATEGORY_NAMES: dict[Category, Bilingual] = {
    Category.ORPHAN_S: Bilingual("孤儿（散居）", "Orphan in the community"),
    Category.ORPHAN_I: Bilingual("孤儿（集中养育）", "Orphan in an institution"),
    Category.DEFACTO: Bilingual("事实无人抚养儿童", "De facto unattended child"),
    Category.DIS_SEV: Bilingual(
        "重度残疾，三、四级精神或智力残疾", "Severe, mental or intellectual disability"
    ),
    Category.DIS_OTHER: Bilingual("其他残疾", "Other disability"),
    Category.ILL: Bilingual("重病或罕见病", "Serious or rare illness"),
    Category.DIBAO: Bilingual("低保家庭儿童", "Child of a subsistence allowance household"),
    Category.DIBAO_EDGE: Bilingual("低保边缘家庭儿童", "Child of a near-allowance household"),
    Category.TEKUN: Bilingual("特困", "Destitute support"),
    Category.LEFT: Bilingual("留守儿童", "Left-behind child"),
    Category.MIGRANT: Bilingual("流动儿童", "Migrant child"),
    Category.WANDER: Bilingual("流浪儿童", "Street child"),
    Category.NEGLECT: Bilingual("监护缺失或不当", "Guardianship missing or improper"),
    Category.VICTIM: Bilingual("遭受侵害", "Victim of assault or abuse"),
    Category.VIOLENCE: Bilingual("受家庭暴力影响", "Affected by domestic violence"),
    Category.BULLIED: Bilingual("受欺凌", "Bullied"),
    Category.OTHER_LOCAL: Bilingual("其他（当地规定）", "Other, by local rule"),
}
