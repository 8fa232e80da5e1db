"""What kind of document this is, by the words of its head; what a document must say depends on it."""

from __future__ import annotations

import re
from typing import Literal

from humiao.plans.reader.draft import Draft
from humiao.plans.reader.reading import Reading

DocumentKind = Literal[
    "plan",
    "requirements",
    "notice",
    "correction",
    "award",
    "contract",
    "supplement",
    "news",
    "summary",
    "performance-table",
    "evaluation-plan",
    "work-plan",
    "other",
]

# The first kind whose words stand in the head of the document.
_BY_TITLE: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (
        "correction",
        re.compile(
            r"更正|变更公告|变更通知|补充(?:公告|通知|说明)|修改(?:公告|通知)|延期公告|澄清|补遗|答疑"
        ),
    ),
    ("supplement", re.compile(r"补充(?:协议|合同)|变更协议")),
    (
        "award",
        re.compile(
            r"(?:中标|成交|中选|采购|招标|比选|遴选|磋商|评审)[^\n]{0,6}结果|(?:中标|成交|中选)(?:公告|公示|通知书)|结果公[告示]"
        ),
    ),
    (
        "summary",
        re.compile(
            r"总结|汇报|情况(?:的)?(?:报告|通报|说明)|工作报告|自评(?:报告|表)|评价报告|评估报告|成效"
        ),
    ),
    ("performance-table", re.compile(r"绩效目标(?:申报|批复|审核)?表|绩效指标(?:申报)?表")),
    (
        "evaluation-plan",
        re.compile(r"(?:评估|考核|绩效评价|验收)(?:工作|实施)?(?:方案|办法|细则|指引)"),
    ),
    ("contract", re.compile(r"(?:合同|协议)(?:书)?(?:\(.{0,12}\))?$", re.MULTILINE)),
    ("notice", re.compile(r"公告|邀请[书函]|通告|采购意向|公示$|(?:询价|磋商|谈判)通知书", re.MULTILINE)),
    ("other", re.compile(r"纪要")),
    (
        "requirements",
        re.compile(
            r"采购需求|需求书|用户需求|服务需求|技术(?:服务)?要求|服务要求|商务要求|(?:招标|磋商|谈判|询价|采购)文件|任务书"
        ),
    ),
    ("plan", re.compile(r"方案|计划|实施细则|实施意见|行动|规划|要点$|工作安排", re.MULTILINE)),
)
_REPORTED = re.compile(
    r"(?:记者|通讯员)\s*[:：]?\s*[\u4e00-\u9fff]{2,4}|本报讯|融媒体?中心|(?:日报|晚报|晨报|新闻网)\s|责任编辑|责编"
)
_PARTIES = re.compile(r"甲方[^\n]{0,12}:[\s\S]{0,200}?乙方[^\n]{0,12}:")
_LONGEST_TITLE = 48

# What a document of each kind must have said. A correction, a report of what was done, a plan for the
# evaluation alone and the like need none of it.
_PROGRAMME = frozenset(
    {
        "missing-evaluation",
        "missing-staffing",
        "missing-satisfaction",
        "missing-levels",
        "payment-unspecified",
    }
)
_FULL = _PROGRAMME | {
    "missing-issuer",
    "missing-date",
    "missing-renewal",
    "fund-source-missing",
    "duty-of-law-absent",
}
EXPECTED: dict[DocumentKind, frozenset[str]] = {
    "plan": _FULL,
    "requirements": _FULL - {"fund-source-missing"},
    "notice": _PROGRAMME | {"missing-issuer", "missing-date"},
    "contract": _FULL - {"missing-issuer", "fund-source-missing"},
    "performance-table": _PROGRAMME,
    "work-plan": frozenset(),
    "other": frozenset(),
}
# A report or an award that states the terms of the service gives a programme; what it doesn't tell of how
# the service is judged, staffed and paid has to be asked for.
_TOLD: dict[DocumentKind, frozenset[str]] = {
    "news": _PROGRAMME,
    "award": _PROGRAMME,
}
_TERMS = 2


def kind_of_document(reading: Reading, draft: Draft) -> DocumentKind:
    """Return the kind of a document by its head; `other` where nothing tells."""
    head = _head(reading)
    if _REPORTED.search(reading.folded[:400]) or _REPORTED.search(reading.folded[-160:]):
        return "news"
    title = re.sub(r"[ \t]", "", draft.title.value or "")
    for words in (head, title):
        for kind, pattern in _BY_TITLE:
            if pattern.search(words):
                return "work-plan" if kind == "plan" and _buys_nothing(reading, words) else kind
    return "contract" if _PARTIES.search(reading.folded[:1200]) else _by_content(draft)


# A bureau's plan of its own work buys no service: there is nobody to pay, staff or renew.
_OWN_WORK = re.compile(r"要点|民生实事|三年行动|五年|规划|行动方案|行动计划|工作安排|任务分工")
_BUYS = re.compile(
    r"购买[^，。；\n]{0,12}(?:服务|项目|主体)|采购|招标|承接|中标|供应商|服务机构|合同|签约|续签|服务期|项目(?:预算|经费|资金)|支付|拨付"
)


# Work handed to a body outside, and money for it: a service is bought, whatever the title calls it.
_HANDED_OUT = re.compile(
    r"(?:委托|引入|引进|聘请|邀请)[^，。；\n]{2,24}(?:社会?工(?:作)?(?:服务)?(?:站|机构|中心)|社会组织|专业机构)[^。\n]{0,20}(?:开展|提供|承担|负责|实施)"
)
_SERVICE_MONEY = re.compile(r"服务(?:经费|费用|资金)|(?:经费|资金)拨付|按协议")


def _buys_nothing(reading: Reading, title: str) -> bool:
    if _HANDED_OUT.search(reading.folded) and _SERVICE_MONEY.search(reading.folded):
        return False
    needed = _FEW if _OWN_WORK.search(title) else 1
    return len(_BUYS.findall(reading.folded)) < needed


_FEW = 4
_LOT = re.compile(
    r"(?:标项|标段|采购包|包件|分包|包组|包)\s*(?P<lot>[一二三四五六七八九1-9A-E])(?![年月日个])"
)


def has_lots(reading: Reading) -> bool:
    """Say whether the document sets out several lots, each with figures of its own."""
    return len({m["lot"] for m in _LOT.finditer(reading.folded)}) > 1


def _head(reading: Reading) -> str:
    """Return the first short lines, without the spaces printers put between letters."""
    lines = (re.sub(r"\s", "", line) for line in reading.folded[:600].split("\n"))
    filled = [line for line in lines if line]
    kept: list[str] = []
    for line in filled[:3]:
        if len(line) > _LONGEST_TITLE or re.match(
            r"[一二三四五六七八九十壹1][、.．]|根据|依据|按照|为了?|依照|各", line
        ):
            break
        kept.append(line)
    return "\n".join(kept)


def _by_content(draft: Draft) -> DocumentKind:
    return "plan" if len(draft.indicators) > _TERMS and (draft.budget or draft.levels) else "other"


def expects(draft: Draft, reading: Reading, code: str) -> bool:
    """Say whether a document of this kind must say what a code asks for."""
    kind = kind_of_document(reading, draft)
    if kind in _TOLD:
        return code in _TOLD[kind] and _states_terms(draft)
    if code == "duty-of-law-absent" and _is_pinned_up(reading):
        return False
    return code in EXPECTED.get(kind, frozenset())


_PINNED_UP = re.compile(r"贴[^\n]{0,8}公[开示告]栏|公[开示告]栏|村民小组|一览表$|张贴")


def _is_pinned_up(reading: Reading) -> bool:
    """Say whether this is a sheet for a notice board, which leaves the duties to the law."""
    return bool(_PINNED_UP.search(reading.folded[:120]))


def _states_terms(draft: Draft) -> bool:
    """Say whether the terms of a service are stated: figures to be reached, and for how long."""
    promised = [i for i in draft.indicators if i.comparator is not None]
    return len(promised) >= _TERMS and (draft.period.duration is not None or draft.period.end is not None)


def is_programme(draft: Draft, reading: Reading) -> bool:
    """Say whether the document sets a programme out, rather than corrects, reports or judges one."""
    return kind_of_document(reading, draft) in EXPECTED
