"""How a finding is judged, and what its rules are called."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled


class Outcome(Labelled):
    """What came of a finding."""

    EXPLAINED = "explained", "已说明，属正常工作", "Explained: ordinary work"
    FOLLOWED_UP = "followed-up", "已跟进处理", "Followed up"


class RuleName(Labelled):
    """What a rule tells."""

    VOLUME = "volume", "查阅量异常", "Far more files than usual"
    HOURS = "hours", "夜间或节假日查阅", "At night or on days off"
    RELATIVES = "relatives", "疑似查阅亲属", "Perhaps the own family"
    FORMER = "former", "无岗位人员访问", "Without a post"
    REVEALS = "reveals", "揭示信息但无走访", "Uncovered without a visit"
    SEARCHES = "searches", "大量按姓名查找", "Searches of many names"
    RESTRICTED = "restricted", "打开限制档案", "Restricted files opened"
    EXPORTS = "exports", "导出异常", "Many exports"
    REFUSALS = "refusals", "屡次被拒", "Refused again and again"
