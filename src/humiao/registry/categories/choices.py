"""Name the papers that prove a category, a parent's situations, and why a category ends."""

from __future__ import annotations

from dataclasses import dataclass

from humiao.foundation.labelled import Labelled
from humiao.programmes.public import Category


class ProofKind(Labelled):
    """A kind of paper that proves a category or a parent's situation."""

    BUREAU_DECISION = "bureau_decision", "民政部门认定文书", "Decision of civil affairs"
    SUBSISTENCE_DECISION = (
        "subsistence_decision",
        "低保（低保边缘）审批文书",
        "Decision on subsistence allowance",
    )
    DISABILITY_CARD = "disability_card", "残疾人证", "Disability card"
    DIAGNOSIS = "diagnosis", "公立医院诊断证明", "Diagnosis of a public hospital"
    CLAIM_SLIP = "claim_slip", "医保结算单", "Slip of medical insurance"
    DEATH_CERTIFICATE = "death_certificate", "死亡证明", "Death certificate"
    DEATH_JUDGMENT = "death_judgment", "宣告死亡判决书", "Judgment declaring dead"
    MISSING_JUDGMENT = "missing_judgment", "宣告失踪判决书", "Judgment declaring missing"
    CUSTODY_NOTICE = "custody_notice", "刑事判决书或羁押通知", "Judgment or notice of custody"
    DETOX_DECISION = "detox_decision", "强制隔离戒毒决定书", "Decision on compulsory drug treatment"
    RESTRICTION_DECISION = "restriction_decision", "其他限制人身自由措施文书", "Order restricting freedom"
    POLICE_NOT_FOUND = "police_not_found", "公安机关“查找不到”回执", "Police notice “not found”"
    REVOCATION_JUDGMENT = "revocation_judgment", "撤销监护资格判决书", "Judgment revoking guardianship"
    DEPORTATION_ORDER = "deportation_order", "遣送（驱逐）出境文书", "Order of deportation"
    ABANDONMENT_REPORT = "abandonment_report", "捡拾弃婴（儿童）报案证明", "Report of a found child"
    RESIDENCE_PERMIT = "residence_permit", "居住证", "Residence permit"
    SCHOOL_ROLL = "school_roll", "学籍证明", "Proof of school roll"
    DECLARATION = "declaration", "监护人声明及村（居）核实", "Guardian's declaration, checked by the village"
    RESCUE_RECORD = "rescue_record", "救助登记表", "Record of the rescue station"
    ASSESSMENT_REPORT = "assessment_report", "监护评估报告", "Report on guardianship"
    COURT_PAPERS = "court_papers", "法院文书", "Court papers"
    POLICE_PAPERS = "police_papers", "公安机关文书", "Police papers"
    CASE_PAPERS = "case_papers", "个案材料（封存）", "Case papers, sealed"
    SCHOOL_PAPERS = "school_papers", "学校文书", "School papers"
    VILLAGE_PROOF = "village_proof", "村（居）委会证明", "Statement of the village"
    STUDY_PROOF = "study_proof", "在读证明", "Proof of study"
    OTHER = "other", "其他材料", "Other paper"


class Parent(Labelled):
    """Which parent."""

    FATHER = "father", "父亲", "Father"
    MOTHER = "mother", "母亲", "Mother"


class Situation(Labelled):
    """A situation of a parent; `data/situations.toml` says what each needs (domain notes 2.1)."""

    SEVERE_DISABILITY = "severe_disability", "重残", "Severely disabled"
    SERIOUS_ILLNESS = "serious_illness", "重病", "Seriously ill"
    PRISON = "prison", "服刑在押", "Serving a sentence or in custody"
    DETOX = "detox", "强制隔离戒毒", "In compulsory drug treatment"
    OTHER_RESTRICTION = "other_restriction", "被执行其他限制人身自由的措施", "Otherwise deprived of freedom"
    LOST_CONTACT = "lost_contact", "失联", "Out of contact"
    RIGHTS_REVOKED = "rights_revoked", "被撤销监护资格", "Guardianship revoked"
    DEPORTED = "deported", "被遣送（驱逐）出境", "Deported"
    DEAD = "dead", "死亡", "Dead"
    MISSING = "missing", "失踪（宣告）", "Declared missing"


class ExitState(Labelled):
    """How far an exit is."""

    WAITING = "waiting", "待县级审核", "Waiting for the county"
    CONFIRMED = "confirmed", "已确认", "Confirmed"
    REJECTED = "rejected", "已退回", "Rejected"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class ExitReason(Labelled):
    """Why a category ends (domain notes 2 and 2.2)."""

    PARENT_RELEASED = "parent_released", "父母刑满释放或解除羁押", "Parent released"
    TREATMENT_DONE = "treatment_done", "父母解除强制隔离戒毒", "Parent's drug treatment done"
    PARENT_FOUND = "parent_found", "父母已找到", "Parent found"
    PARENT_RECOVERED = "parent_recovered", "父母残疾、病情或监护资格恢复", "Parent recovered or reinstated"
    ADOPTED = "adopted", "被依法收养", "Adopted"
    GRADE_CHANGED = "grade_changed", "残疾等级变更", "Grade of disability changed"
    CARD_VOID = "card_void", "残疾人证注销", "Disability card void"
    CURED = "cured", "病情康复", "Cured"
    LIST_CHANGED = "list_changed", "病种目录调整", "List of illnesses changed"
    ALLOWANCE_STOPPED = "allowance_stopped", "停止救助待遇", "Allowance stopped by decision"
    PARENT_RETURNED = "parent_returned", "父母返乡", "Parent returned home"
    LEFT_COUNTY = "left_county", "离开本地", "Left the county"
    SETTLED = "settled", "落户本地", "Registered here"
    RETURNED_HOME = "returned_home", "已返家或落实长期监护", "Returned, or under lasting guardianship"
    REASSESSED = "reassessed", "评估恢复正常监护", "Assessed as normal again"
    CASE_CLOSED = "case_closed", "个案结案并完成回访", "Case closed and followed up"
    TURNED_16 = "turned_16", "年满16周岁", "Turned 16"
    TURNED_18 = "turned_18", "年满18周岁", "Turned 18"
    DIED = "died", "儿童死亡", "Child died"
    OTHER = "other", "其他原因", "Other reason"


class DueKind(Labelled):
    """What of a category is due."""

    EXIT = "exit", "待审核退出", "Exits to decide"
    REVIEW = "review", "待复核", "Reviews"
    PROOF = "proof", "证明到期", "Papers running out"
    SITUATION = "situation", "父母情形到期", "Parents' situations ending"
    GONE = "gone", "部门名单已无", "No longer on a department's list"
    AGE_16 = "age_16", "满16周岁", "Turning 16"
    AGE_18 = "age_18", "满18周岁", "Turning 18"


@dataclass(frozen=True)
class ExitRule:
    """What an exit's date means, and which categories it can end; none named is every one."""

    date_zh: str
    date_en: str
    categories: frozenset[str] = frozenset()


_ORPHANS = frozenset({Category.ORPHAN_COMMUNITY.value, Category.ORPHAN_INSTITUTION.value})
_UNCARED = frozenset({Category.DE_FACTO.value})
_DISABLED = frozenset({Category.DISABLED_SEVERE.value, Category.DISABLED_OTHER.value})
_POOR = frozenset({Category.SUBSISTENCE.value, Category.NEAR_SUBSISTENCE.value, Category.DESTITUTE.value})
_AWAY = frozenset({Category.LEFT_BEHIND.value, Category.MIGRANT.value})
_VICTIMS = frozenset({Category.ABUSE_VICTIM.value, Category.BULLYING_VICTIM.value})

EXITS: dict[ExitReason, ExitRule] = {
    ExitReason.PARENT_RELEASED: ExitRule("释放日期", "Released on", _UNCARED),
    ExitReason.TREATMENT_DONE: ExitRule("解除戒毒日期", "Treatment ended on", _UNCARED),
    ExitReason.PARENT_FOUND: ExitRule("找到日期", "Found on", _UNCARED | _ORPHANS),
    ExitReason.PARENT_RECOVERED: ExitRule("恢复日期", "Recovered on", _UNCARED),
    ExitReason.ADOPTED: ExitRule("收养登记日期", "Adoption registered on", _ORPHANS | _UNCARED),
    ExitReason.GRADE_CHANGED: ExitRule("变更日期", "Changed on", _DISABLED),
    ExitReason.CARD_VOID: ExitRule("注销日期", "Void since", _DISABLED),
    ExitReason.CURED: ExitRule("康复日期", "Cured on", frozenset({Category.ILLNESS.value})),
    ExitReason.LIST_CHANGED: ExitRule("调整生效日期", "In force since", frozenset({Category.ILLNESS.value})),
    ExitReason.ALLOWANCE_STOPPED: ExitRule("停止日期", "Stopped on", _POOR),
    ExitReason.PARENT_RETURNED: ExitRule("返乡日期", "Returned on", frozenset({Category.LEFT_BEHIND.value})),
    ExitReason.LEFT_COUNTY: ExitRule(
        "离开日期", "Left on", frozenset({Category.MIGRANT.value, Category.STREET.value})
    ),
    ExitReason.SETTLED: ExitRule("落户日期", "Registered on", frozenset({Category.MIGRANT.value})),
    ExitReason.RETURNED_HOME: ExitRule("返家或落实日期", "Since", frozenset({Category.STREET.value})),
    ExitReason.REASSESSED: ExitRule(
        "评估日期", "Assessed on", frozenset({Category.GUARDIANSHIP_LACKING.value})
    ),
    ExitReason.CASE_CLOSED: ExitRule("回访完成日期", "Followed up on", _VICTIMS),
    ExitReason.TURNED_16: ExitRule("满16周岁日期", "16th birthday", _AWAY),
    ExitReason.TURNED_18: ExitRule("满18周岁日期", "18th birthday"),
    ExitReason.DIED: ExitRule("死亡日期", "Died on"),
    ExitReason.OTHER: ExitRule("退出日期", "Ends on"),
}


def reasons_for(category: str) -> tuple[ExitReason, ...]:
    """List the reasons that can end a category."""
    return tuple(r for r, rule in EXITS.items() if not rule.categories or category in rule.categories)
