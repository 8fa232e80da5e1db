"""Closed lists of restricted files."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled


class GrantKind(Labelled):
    """How somebody came to be named for a file."""

    NAMED = "named", "指定人员", "Named"
    ASKED = "asked", "申请获批", "Asked and approved"
    GLASS = "glass", "紧急查阅", "Opened in an emergency"


class RequestState(Labelled):
    """How far a request for access has come."""

    WAITING = "waiting", "待审批", "Waiting"
    APPROVED = "approved", "已批准", "Approved"
    REFUSED = "refused", "未批准", "Refused"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class Judgement(Labelled):
    """What was said afterwards of an opening in an emergency."""

    JUSTIFIED = "justified", "理由成立", "Justified"
    UNJUSTIFIED = "unjustified", "理由不成立", "Not justified"


class Ground(Labelled):
    """Why a file is restricted (plan 四.2); kept in the sealed table only."""

    SEXUAL_ASSAULT = "sexual_assault", "遭受性侵害", "Sexual assault"
    ABUSE = "abuse", "遭受虐待", "Abuse"
    ABANDONMENT = "abandonment", "遭受遗弃", "Abandonment"
    EMERGENCY = "emergency", "其他紧急情形", "Other emergency"
    NOTE = "note", "后续记录", "Later note"
