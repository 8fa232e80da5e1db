"""What may be asked for: the closed table of consents, with the sentence a person signs."""

from __future__ import annotations

from dataclasses import dataclass

from humiao.foundation.labelled import Labelled


class Purpose(Labelled):
    """One use of a child's data that is no statutory duty."""

    SERVICES = "services", "法定职责以外的服务", "Services beyond the statutory duty"
    PHOTOGRAPHS = "photographs", "拍照、录音、录像", "Photographs and recordings"
    SCHOOL = "school", "向学校提供信息", "Sharing with the school"
    HOSPITAL = "hospital", "向医疗机构提供信息", "Sharing with a hospital"
    DEPARTMENT = "department", "向其他部门和组织提供信息", "Sharing with other departments"
    EVALUATION = "evaluation", "评估访谈与研究", "Interviews for evaluation and research"
    GROUP = "group", "小组与集体活动", "Group work and outings"
    CONTACT = "contact", "短信与手机应用联系", "Contact by message and app"


@dataclass(frozen=True)
class PurposeRule:
    """A row of the table. From 14 the child's own consent is needed; `guardian_too` where both are."""

    sentence_zh: str
    sentence_en: str
    years: int
    clause: str
    guardian_too: bool = True


_SEPARATE, _OTHERS = "个人信息保护法第29条", "个人信息保护法第23条"

PURPOSES: dict[Purpose, PurposeRule] = {
    Purpose.SERVICES: PurposeRule(
        "同意社会工作服务机构为儿童提供法定走访、评估以外的心理支持、课业辅导等服务，并为此使用档案中的信息。",
        "The provider may offer the child support beyond the duty of visiting and assessing, such as "
        "counselling and tutoring, and use the file for it.",
        2,
        _SEPARATE,
    ),
    Purpose.PHOTOGRAPHS: PurposeRule(
        "同意在服务和活动中为儿童拍照、录音、录像，仅用于服务记录；对外使用须遮挡面部，不得出现姓名和住址。",
        "Photographs and recordings may be made during services and activities, for the record of service "
        "only; whatever leaves the county shows no face, name or address.",
        1,
        "个人信息保护法第26、29条",
    ),
    Purpose.SCHOOL: PurposeRule(
        "同意向儿童就读学校提供与就学、关爱帮扶有关的必要信息。",
        "What is needed for schooling and support may be told to the child's school.",
        1,
        _OTHERS,
    ),
    Purpose.HOSPITAL: PurposeRule(
        "同意为儿童就医、康复向医疗机构提供必要的健康信息。",
        "Health data needed for treatment may be told to a hospital.",
        1,
        _OTHERS,
    ),
    Purpose.DEPARTMENT: PurposeRule(
        "同意为申请福利、救助或公益项目，向其他部门和社会组织提供必要信息。",
        "What is needed to apply for benefits or charity may be told to other departments and bodies.",
        1,
        _OTHERS,
    ),
    Purpose.EVALUATION: PurposeRule(
        "同意第三方评估人员就服务情况进行访谈或问卷，结果去除姓名后用于评估和研究。",
        "Evaluators may interview the family about the service; results are used without names.",
        1,
        _SEPARATE,
    ),
    Purpose.GROUP: PurposeRule(
        "同意儿童参加小组活动和集体外出，组织者可使用联系方式和必要的健康提示。",
        "The child may take part in groups and outings; organisers may use phone numbers and health notes.",
        1,
        _SEPARATE,
    ),
    Purpose.CONTACT: PurposeRule(
        "同意通过短信、微信或手机应用与本人联系，不在消息中写明儿童的类别和困难情况。",
        "We may contact you by message or app; no message names the child's category or difficulties.",
        2,
        _SEPARATE,
        guardian_too=False,
    ),
}


def sentence_of(purpose: Purpose, language: str) -> str:
    """Return the sentence a person signs; any language but `en` is Chinese."""
    rule = PURPOSES[purpose]
    return rule.sentence_en if language == "en" else rule.sentence_zh


def name_of(purpose: str, language: str) -> str:
    """Name a purpose."""
    return Purpose(purpose).en if language == "en" else Purpose(purpose).zh
