"""The closed list of questions: each code, how grave it is, what it asks. A docs page is made of it."""

from __future__ import annotations

from typing import NamedTuple

from humiao.plans.reader.draft import Severity


class Code(NamedTuple):
    """How grave a question is, and what it means in one line."""

    severity: Severity
    meaning: str
    meaning_en: str


CODES: dict[str, Code] = {
    "sum-mismatch": Code(
        "error",
        "分项相加与合计不符，或同一金额前后不一",
        "Parts don't add up to their whole, or a sum is told twice",
    ),
    "dates-disagree": Code("error", "同一期限有两个不同的日期", "One limit has two dates"),
    "evaluation-before-end": Code(
        "warning", "末期评估早于服务结束", "The last evaluation comes before the end"
    ),
    "fuzzy-date": Code("note", "要紧的日期只写大概", "A date that matters is only about"),
    "counts-disagree": Code("error", "同一人数、个数前后不一", "One number is given twice, differently"),
    "approximate-count": Code("note", "对象人数是概数", "A number of people is approximate"),
    "scope-ambiguous": Code("warning", "服务对象的范围有两种读法", "Whom it is for can be read two ways"),
    "residual-class": Code("warning", "余下的类别没有细分", "A remainder is counted without its classes"),
    "classes-overlap": Code(
        "warning", "会重叠的类别按互不重复相加", "Classes that overlap are added as exclusive"
    ),
    "age-limits-differ": Code("note", "各类儿童年龄界限不同", "Classes have different age limits"),
    "unit-malformed": Code("error", "计量单位不成立", "A unit can't be read"),
    "units-disagree": Code("warning", "同一指标用了不同单位", "One indicator is counted in two units"),
    "comparator-missing": Code("note", "指标没有写“不少于”之类", "A target has no comparator"),
    "minima-disagree": Code("error", "同一要求有两个不同的下限", "One demand has two minima"),
    "qualitative-with-number": Code(
        "warning", "定性指标里夹着数字", "A figure stands inside a qualitative target"
    ),
    "indicator-undefined": Code("warning", "指标没有算法或数量", "A target has no formula or amount"),
    "beneficiaries-exceed-population": Code(
        "warning", "受益人数超过对象总数", "More beneficiaries than people"
    ),
    "level-without-effect": Code("warning", "两个等级的探访要求相同", "Two levels ask for the same"),
    "levels-overlap": Code("warning", "等级的评判标准互相重叠", "The levels' definitions overlap"),
    "interval-undefined": Code("warning", "探访间隔没有说清", "A visit interval isn't defined"),
    "who-may-visit": Code("warning", "由谁探访没有说清", "Who may visit is unclear"),
    "coverage-unlisted": Code("note", "要覆盖的地方没有列名", "Places to be reached aren't named"),
    "coverage-against-roster": Code(
        "error", "不覆盖的地方，对象却算在内", "Places left out, their children counted"
    ),
    "coverage-against-term": Code(
        "warning", "覆盖时限与服务期限不一致", "Coverage is due at another time than the term"
    ),
    "renewal-ambiguous": Code(
        "error", "续签的最长年限有两种读法", "The longest renewal can be read two ways"
    ),
    "site-missing": Code("error", "说的站点比列出的多", "More sites are announced than listed"),
    "money-wording": Code("note", "金额的叫法不当", "Money goes by the wrong name"),
    "net-amount-unknown": Code("note", "金额含有未写明的费用", "The sum includes a fee of unknown amount"),
    "fund-source-missing": Code(
        "warning", "资金来源没有写全", "The money's source isn't said, or not for all"
    ),
    "fund-use-changed": Code("warning", "资金改变了用途", "Money is used for another purpose"),
    "payment-unspecified": Code("warning", "没有写付款的期数、比例和条件", "How it is paid isn't said"),
    "must-and-preferred-mixed": Code(
        "warning", "必备条件与优先条件混写", "Conditions and preferences are mixed"
    ),
    "notice-period-short": Code("warning", "公告或报名时间太短", "The time to answer is too short"),
    "rule-repealed": Code("note", "引用的规定已废止或有变", "A cited rule no longer holds"),
    "reference-incomplete": Code("note", "引用的文件缺名称或文号", "A cited document lacks title or number"),
    "heading-misplaced": Code("note", "标题与内容、编号不符", "A heading or number is out of place"),
    "stated-twice": Code("note", "同一事项写了两处", "One fact is stated at two places"),
    "typo": Code("note", "错别字", "Misspelt words"),
    "sensitive-label": Code("warning", "给一群人贴了敏感标签", "A group is given a sensitive label"),
    "duty-of-law-absent": Code(
        "warning", "没有写法定的儿童保护义务", "A duty of law has no place in the plan"
    ),
    "missing-issuer": Code("warning", "没有发文单位", "No issuer is named"),
    "missing-date": Code("warning", "没有成文或发布日期", "There is no date"),
    "missing-evaluation": Code("error", "没有写怎么评估", "How it is evaluated isn't said"),
    "missing-staffing": Code("warning", "没有人员数量要求", "No number of staff is asked for"),
    "missing-satisfaction": Code("warning", "没有满意率指标", "There is no satisfaction target"),
    "missing-renewal": Code("note", "没有续签的规定", "There is no renewal rule"),
    "missing-levels": Code("warning", "没有分级和探访间隔", "There are no levels or intervals"),
}
