"""The kinds the family's part of a file tells apart."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled


class LifeKind(Labelled):
    """What an entry is about."""

    MEMBER = "member", "家庭成员", "Family member"
    CARE = "care", "委托照护", "Entrusted care"
    CONTACT = "contact", "父母联系", "Contact of the parents"
    BENEFIT = "benefit", "救助福利", "Benefit"
    SCHOOL = "school", "就学", "School"
    HEALTH = "health", "健康与残疾", "Health and disability"
    WISH = "wish", "求助愿望", "Wish of the child"


class Kin(Labelled):
    """What a member of the family is to the child."""

    FATHER = "father", "父亲", "Father"
    MOTHER = "mother", "母亲", "Mother"
    STEPFATHER = "stepfather", "继父", "Stepfather"
    STEPMOTHER = "stepmother", "继母", "Stepmother"
    ADOPTIVE_FATHER = "adoptive_father", "养父", "Adoptive father"
    ADOPTIVE_MOTHER = "adoptive_mother", "养母", "Adoptive mother"
    PATERNAL_GRANDFATHER = "paternal_grandfather", "祖父", "Father's father"
    PATERNAL_GRANDMOTHER = "paternal_grandmother", "祖母", "Father's mother"
    MATERNAL_GRANDFATHER = "maternal_grandfather", "外祖父", "Mother's father"
    MATERNAL_GRANDMOTHER = "maternal_grandmother", "外祖母", "Mother's mother"
    BROTHER = "brother", "兄弟", "Brother"
    SISTER = "sister", "姐妹", "Sister"
    SIBLING = "sibling", "兄弟姐妹", "Brother or sister"
    PATERNAL_HALF_BROTHER = "paternal_half_brother", "同父异母兄弟", "Father's son"
    PATERNAL_HALF_SISTER = "paternal_half_sister", "同父异母姐妹", "Father's daughter"
    MATERNAL_HALF_BROTHER = "maternal_half_brother", "同母异父兄弟", "Mother's son"
    MATERNAL_HALF_SISTER = "maternal_half_sister", "同母异父姐妹", "Mother's daughter"
    STEPBROTHER = "stepbrother", "继兄弟", "Stepbrother"
    STEPSISTER = "stepsister", "继姐妹", "Stepsister"
    PATERNAL_UNCLE = "paternal_uncle", "伯父、叔父", "Father's brother"
    PATERNAL_AUNT = "paternal_aunt", "姑母", "Father's sister"
    MATERNAL_UNCLE = "maternal_uncle", "舅父", "Mother's brother"
    MATERNAL_AUNT = "maternal_aunt", "姨母", "Mother's sister"
    OWN_CHILD = "own_child", "子女", "The child's own child"
    OTHER_RELATIVE = "other_relative", "其他亲属", "Other relative"
    OTHER_PERSON = "other_person", "其他共同生活人员", "Other person of the home"


class Union(Labelled):
    """How a parent stands to the child's other parent, or a step-parent to the parent."""

    UNKNOWN = "", "未说明", "Not stated"
    MARRIED = "married", "已婚", "Married"
    TOGETHER = "together", "同居未婚", "Living together"
    APART = "apart", "分居", "Separated"
    DIVORCED = "divorced", "离异", "Divorced"
    NEVER = "never", "未婚", "Never married"


class Means(Labelled):
    """By what means a parent was in contact."""

    VISIT = "visit", "见面", "Met in person"
    VIDEO = "video", "视频", "Video call"
    PHONE = "phone", "电话", "Phone call"
    MESSAGE = "message", "文字、语音消息", "Messages"
    OTHER = "other", "其他", "Other"


class Reached(Labelled):
    """Whom a parent was in contact with."""

    BOTH = "both", "儿童和被委托人", "The child and the carer"
    CHILD = "child", "仅儿童", "The child only"
    CARER = "carer", "仅被委托人", "The carer only"


class Said(Labelled):
    """Who said when the last contact was."""

    CHILD = "child", "儿童本人", "The child"
    CARER = "carer", "被委托人", "The carer"
    PARENT = "parent", "父母", "A parent"
    SCHOOL = "school", "学校", "The school"
    VILLAGE = "village", "村（居）", "The village"


class Unfit(Labelled):
    """Who may not be entrusted with a child (未成年人保护法 22)."""

    OFFENCES = "offences", "有性侵害、虐待、遗弃、拐卖、暴力伤害等违法犯罪行为", "Abuse or violence"
    HABITS = "habits", "有吸毒、酗酒、赌博等恶习", "Drugs, drink or gambling"
    NEGLECT = "neglect", "曾拒不履行或长期怠于履行监护、照护职责", "Refused or long neglected care"
    OTHER = "other", "其他不适宜担任被委托人的情形", "Otherwise unfit"


class BenefitState(Labelled):
    """How a benefit stands."""

    RECEIVED = "received", "已享受", "Received"
    APPLIED = "applied", "已申请", "Applied for"
    REFUSED = "refused", "不予认定", "Refused"
    NOT_WANTED = "not_wanted", "自愿放弃", "Not wanted"
