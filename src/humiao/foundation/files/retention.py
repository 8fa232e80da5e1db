"""How long a file is kept, by what it belongs to (domain notes 1.3; 档案法 14)."""

from __future__ import annotations

from humiao.foundation.labelled import Labelled


class Retention(Labelled):
    """A class of records that are kept equally long; the bureau has the periods approved."""

    PROCUREMENT = "procurement", "采购档案：15年", "Papers of a purchase: 15 years"
    CHILD_FILE = (
        "child_file",
        "儿童档案：至年满18周岁后10年",
        "A child's file: until 10 years after the age of 18",
    )
    VISIT = "visit", "服务记录：合同期满后10年", "Records of service: until 10 years after the contract"
    CONSENT = "consent", "同意书：所涉信息保存期满后3年", "Consents: 3 years longer than what they allow"
    PASSING = "passing", "临时材料：办结后1年", "Passing papers: a year after the matter is settled"
