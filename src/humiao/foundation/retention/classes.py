"""The classes of records by how long they are kept (domain notes 1.3); each model names one of them."""

from __future__ import annotations

from dataclasses import dataclass

from humiao.foundation.labelled import Labelled


class Retention(Labelled):
    """A class of records that are kept equally long; the bureau has the periods approved (档案法 14)."""

    PROCUREMENT = "procurement", "采购与项目档案", "Papers of a purchase and its programme"
    CHILD_FILE = "child_file", "儿童档案", "A child's file"
    VISIT = "visit", "服务记录", "Records of service"
    PARTICIPANT = "participant", "名册外服务对象", "People served who are on no roster"
    INTAKE = "intake", "未纳入名册的申报与线索", "Intakes that led to no file"
    CONSENT = "consent", "同意书", "Consents"
    REQUEST = "request", "监护人和儿童的权利请求", "Requests of guardians and children"
    SOURCE = "source", "导入的原始表格", "Source files of imports"
    PASSING = "passing", "临时材料", "Passing papers"
    TRAIL = "trail", "操作与访问日志", "Trail of access and changes"
    BOOK = "book", "月报与统计", "Closed months and statistics"
    ACCOUNT = "account", "账号与任职", "Accounts and posts"
    SETTING = "setting", "运行设置", "Settings the county works by"


@dataclass(frozen=True)
class KeepingRule:
    """How long a class is kept at least: `years` after an event; without years it is kept for good.

    `is_law` says that the number stands in a law or regulation; else it is our default. Either is the least
    a county may set.
    """

    years: int | None
    after_zh: str
    after_en: str
    source_zh: str
    source_en: str
    is_law: bool = False


_LAW_19 = "个人信息保护法第19条（最短必要期限）；年限为本系统默认"
_LAW_19_EN = "Personal Information Protection Law 19 (shortest needed time); the number is our default"
_ARCHIVES = "档案法第14条（由单位报批确定）；年限为本系统默认"
_ARCHIVES_EN = "Archives Law 14 (set by each unit, with approval); the number is our default"

RULES: dict[Retention, KeepingRule] = {
    Retention.PROCUREMENT: KeepingRule(
        15,
        "采购活动结束",
        "the end of the purchase",
        "政府采购法第42条",
        "Government Procurement Law 42",
        True,
    ),
    Retention.CHILD_FILE: KeepingRule(
        10, "儿童年满18周岁", "the child's 18th birthday", _ARCHIVES, _ARCHIVES_EN
    ),
    Retention.VISIT: KeepingRule(10, "服务合同期满", "the end of the contract", _ARCHIVES, _ARCHIVES_EN),
    Retention.PARTICIPANT: KeepingRule(
        10, "服务合同期满", "the end of the contract", _ARCHIVES, _ARCHIVES_EN
    ),
    Retention.INTAKE: KeepingRule(3, "办结", "the day it was settled", _LAW_19, _LAW_19_EN),
    Retention.CONSENT: KeepingRule(
        3,
        "所涉信息保存期满",
        "the data it allowed are gone",
        "网络数据安全管理条例第12条（处理记录至少3年）",
        "Regulations on Network Data Security 12 (records of handing over: at least 3 years)",
        True,
    ),
    Retention.REQUEST: KeepingRule(
        3,
        "答复",
        "the answer",
        "网络数据安全管理条例第12条（参照）；年限为本系统默认",
        "by analogy with Regulations on Network Data Security 12; the number is our default",
    ),
    Retention.SOURCE: KeepingRule(1, "导入", "the import", _LAW_19, _LAW_19_EN),
    Retention.PASSING: KeepingRule(1, "办结", "the matter is settled", _LAW_19, _LAW_19_EN),
    Retention.TRAIL: KeepingRule(
        3,
        "记录",
        "the act",
        "网络安全法第21条（不少于6个月）；未成年人网络保护条例第36条；3年为本系统默认",
        "Cybersecurity Law 21 (at least 6 months); Regulations on Minors Online 36; 3 years is our default",
    ),
    Retention.BOOK: KeepingRule(
        None, "", "", "档案法第14条：统计资料长期保存", "Archives Law 14: statistics are kept for good"
    ),
    Retention.ACCOUNT: KeepingRule(
        3,
        "最后一次任职结束",
        "the end of the last post",
        "与操作日志同期，日志中的操作人须可查明",
        "as long as the trail, whose actors must be known",
    ),
    Retention.SETTING: KeepingRule(
        None, "", "", "不含个人信息，随系统保存", "holds no personal data; kept with the system"
    ),
}


def years_in_force(kept_as: Retention, set_by_county: int | None) -> int | None:
    """Return how many years a class is kept: the county's where it is longer; None for good."""
    least = RULES[kept_as].years
    if least is None or set_by_county is None:
        return least
    return max(least, set_by_county)
