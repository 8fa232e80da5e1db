"""The categories a child may hold, several at once; programmes map them to count classes."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled


class Category(Labelled):
    """Why a child is looked after (domain notes, section 2); the registry keeps each with proof and dates."""

    ORPHAN_COMMUNITY = "ORPHAN_COMMUNITY", "社会散居孤儿", "Orphan in the community"
    ORPHAN_INSTITUTION = "ORPHAN_INSTITUTION", "集中养育孤儿", "Orphan in an institution"
    DE_FACTO = "DE_FACTO", "事实无人抚养儿童", "De facto unattended child"
    # Severe, or of the mind or intellect at grades 3 and 4.
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
