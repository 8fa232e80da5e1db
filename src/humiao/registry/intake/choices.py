"""The kinds of an intake: doors, states, steps, findings, papers."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled
from humiao.programmes.public import Category


class Door(Labelled):
    """Through whom a child came."""

    GUARDIAN = "guardian", "监护人申请", "Guardian applies"
    CHILD_DIRECTOR = "child-director", "村（社区）儿童主任上报", "Village child director reports"
    PROVIDER = "provider", "承接主体摸排", "Provider's outreach"
    DEPARTMENT = "department", "其他部门转来", "Another department"
    HOTLINE = "hotline", "热线来电", "Hotline"
    DESIGNATED = "designated", "指定未成年人", "Designated child"


class State(Labelled):
    """Where an intake stands."""

    CLUE = "clue", "线索待核清", "Clue to be cleared up"
    VILLAGE = "village-check", "待村（社区）核实", "Waiting for the village's check"
    TOWN = "town-view", "待乡镇（街道）初审", "Waiting for the town's first view"
    COUNTY = "county-decision", "待县级民政部门审定", "Waiting for the county's decision"
    RETURNED = "returned", "退回补正", "Returned for completion"
    ON_ROSTER = "on-roster", "已纳入名册", "On the roster"
    REFUSED = "refused", "不予认定", "Refused"
    REFERRED = "referred", "已转介", "Referred"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    ALREADY = "already-there", "已有档案或受理", "Already on file"


class Office(Labelled):
    """Which office a step is taken at."""

    VILLAGE = "village", "村（社区）", "Village"
    TOWN = "town", "乡镇（街道）", "Town"
    BUREAU = "bureau", "县级民政部门", "County bureau"
    PROVIDER = "provider", "承接主体", "Provider"
    APPLICANT = "applicant", "申请人", "Applicant"


class Action(Labelled):
    """One step."""

    OPEN = "open", "登记受理", "Opened"
    COMPLETE = "complete", "补正", "Completed"
    CHECK = "check", "村级核实", "Checked in the village"
    REVIEW = "review", "乡镇初审", "Viewed in the town"
    PREPARE = "prepare", "提出审定意见", "Prepared for decision"
    SERVE = "serve", "先行服务", "Served at once"
    RETURN = "return", "退回补正", "Returned for completion"
    ACCEPT = "accept", "审定纳入", "Accepted"
    REFUSE = "refuse", "不予认定", "Refused"
    REFER = "refer", "转介", "Referred"
    WITHDRAW = "withdraw", "撤回", "Withdrawn"
    SAME = "same", "认定为同一儿童", "Found to be the same child"
    DIFFERENT = "different", "认定为不同儿童", "Found to be another child"


class Finding(Labelled):
    """What a village's check, a town's view or the officer's proposal says."""

    HOLDS = "holds", "情况属实，建议纳入", "It holds; take the child in"
    FAILS = "fails", "不符合条件，建议不纳入", "It does not hold; do not take the child in"
    UNCLEAR = "unclear", "未能查清，请上级研判", "It could not be cleared up"


class Paper(Labelled):
    """A paper an applicant may say will be brought; nothing is uploaded here."""

    HOUSEHOLD_BOOK = "household-book", "户口簿", "Household register"
    ID_CARD = "id-card", "身份证", "Identity card"
    DISABILITY_CARD = "disability-card", "残疾人证", "Disability card"
    DIAGNOSIS = "diagnosis", "诊断证明或住院病历", "Diagnosis or hospital papers"
    ALLOWANCE = "allowance", "低保、低保边缘或特困证明", "Proof of an allowance"
    DEATH = "death", "死亡证明", "Death certificate"
    JUDGMENT = "judgment", "法院判决书", "Court judgment"
    PRISON = "prison", "服刑、戒毒等证明", "Papers on a prison term or drug treatment"
    MISSING = "missing", "公安机关查找证明", "Police papers on a missing parent"
    OTHER = "other", "其他材料", "Other papers"


# What a public form offers, in the words of somebody who reads no regulations.
PLAIN_WORDS: dict[Category, tuple[str, str]] = {
    Category.ORPHAN_COMMUNITY: ("父母都去世了，或者找不到了", "Both parents died or can't be found"),
    Category.DE_FACTO: ("父母不能养孩子（坐牢、重病、失联等）", "The parents can't raise the child"),
    Category.DISABLED_SEVERE: ("孩子有残疾", "The child is disabled"),
    Category.ILLNESS: ("孩子生了重病", "The child is seriously ill"),
    Category.SUBSISTENCE: ("家里吃低保，或者很困难", "The family lives on an allowance or in hardship"),
    Category.LEFT_BEHIND: ("父母在外打工，孩子留在老家", "The parents work away, the child stayed behind"),
    Category.MIGRANT: ("孩子跟大人从外地来这里住", "The child came here with adults from elsewhere"),
    Category.GUARDIANSHIP_LACKING: (
        "没有大人照顾，或者照顾得不好",
        "Nobody cares for the child, or not well",
    ),
    Category.OTHER_LOCAL: ("别的困难", "Another hardship"),
}
