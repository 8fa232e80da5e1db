"""What a programme must have and the document doesn't say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.checks.kinds import expects
from humiao.plans.reader.checks.look import Span, saying, says, sentence_of
from humiao.plans.reader.checks.registry import Asked, ask, check
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.facts.offices import names_buyer
from humiao.plans.reader.reading import Reading, Spanned

_OFFICE_LINE = re.compile(
    r"^[\u4e00-\u9fff*×Xx_()（）]{2,26}(?:局|厅|政府|委员会|办公室|中心|街道办事处|联合会|妇联|团委|医院|学校|公司|协会|站)(?:\s*\d{4}年\d{1,2}月\d{1,2}日(?:印发|发布)?)?$"
)
_BUYER_LABEL = re.compile(
    r"(?:采\s*购\s*(?:人|单\s*位|方)|购买(?:主体|方|单位)|委托(?:方|单位)|甲\s*方|招标人|发包人|主管部门|主管单位|实施单位|填报单位|组织单位|比选人|询价人|发文单位|主办单位|下达单位)"
    r"(?:名称|信息)?(?:\([^()]*\))?\s*(?:[:\t]|为|是)\s*[^\s。；]{2}"
)
_TITLE_OFFICE = re.compile(r"^(?:中共)?[\u4e00-\u9fff]{2,12}(?:民政局|人民政府|办公室|委员会|街道办事处)")


@check("missing-issuer")
def no_issuer(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask who issues the document."""
    if expects(draft, reading, "missing-issuer") and not _has_issuer(reading):
        yield Asked(
            "文中没有落款单位，也没有写明采购人（购买主体）。由哪个单位发文、购买？",
            "No issuer stands under the text and no purchaser is named. Which office issues it and buys?",
        )


def _has_issuer(reading: Reading) -> bool:
    if _BUYER_LABEL.search(reading.folded) or names_buyer(reading):
        return True
    lines = [re.sub(r"\s", "", line) for line in reading.folded.split("\n")]
    filled = [line for line in lines if line]
    closing = any(_OFFICE_LINE.match(line) for line in filled[-6:])
    return closing or any(_TITLE_OFFICE.match(line) for line in filled[:2])


_DATE_LABEL = re.compile(r"(?:日期|时间)\s*:?\s*$")


@check("missing-date")
def no_date(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask when the document was made."""
    if not expects(draft, reading, "missing-date") or draft.signed.value or draft.published.value:
        return
    tail = Span(max(0, len(reading.folded) - 200), len(reading.folded))
    if not any(
        q.kind == "date" and q.iso and _stands_alone(reading, q.start, q.end)
        for q in reading.quantities_in(tail)
    ):
        yield Asked(
            "文中没有成文或发布日期。何时成文？",
            "The document has no date of its own. When was it made?",
        )


def _stands_alone(reading: Reading, start: int, end: int) -> bool:
    line_start = reading.folded.rfind("\n", 0, start) + 1
    line_end = reading.folded.find("\n", end)
    before = reading.folded[line_start:start].strip()
    after = reading.folded[end : line_end if line_end >= 0 else None].strip()
    return not after.strip("。()") and (
        not before.strip("(") or bool(_DATE_LABEL.search(before)) or len(before) < 20
    )


_EVALUATION = re.compile(
    r"中期|期中|末期|终期|期末|年终|结项|第三方|绩效(?:评价|评估|考核|管理)|项目(?:评估|验收|考核)|考核|验收|督导评估|评估(?:机构|验收|考核|阶段)"
)
_NO_EVALUATION = re.compile(r"续签|续约|续聘|儿童主任|督导员|考核(?:情况|结果)(?:可|确定续)|残疾|上年度|优先")


@check("missing-evaluation")
def no_evaluation(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask when, by whom and by what standard the service is evaluated."""
    if not expects(draft, reading, "missing-evaluation"):
        return
    if any(e.date or e.phase in ("mid", "final", "monthly", "quarterly") for e in draft.evaluation):
        return
    named = list(saying(reading, _EVALUATION))
    if any(not _NO_EVALUATION.search(_around(reading, f.start)) for f in named):
        return
    hint = "只提到考核是续签等的条件，" if named else "没有写评估，"
    yield ask(
        reading,
        f"文中{hint}缺少评估的时间、标准和由谁评估。",
        "When, by what standard and by whom the service is evaluated isn't said.",
        *(Span(f.start, f.end) for f in named[:1]),
    )


def _around(reading: Reading, offset: int) -> str:
    sentence = sentence_of(reading, offset)
    return reading.folded[sentence.start : sentence.end]


_STAFF = re.compile(r"社工|社会工作者|工作人员|专业人员|团队")


@check("missing-staffing")
def no_staffing(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask how many people the provider must have."""
    if not expects(draft, reading, "missing-staffing") or _has_staff(draft, reading):
        return
    named = list(saying(reading, _STAFF))[:1]
    yield ask(
        reading,
        "文中没有写承接机构至少要有几名工作人员、什么资质。",
        "How many people the provider needs, and with what qualification, isn't said.",
        *(Span(f.start, f.end) for f in named),
    )


def _has_staff(draft: Draft, reading: Reading) -> bool:
    if any(s.value is not None or s.comparator or reading.mood_at(s.start) for s in draft.staffing):
        return True
    masked = (q for q in reading.quantities if q.masked)
    return any(_STAFF.search(reading.folded[max(0, q.start - 10) : q.start]) for q in masked)


_SATISFACTION = re.compile(r"满意|说好|好评")
_SHARE = re.compile(r"[一二两三四五六七八九\d]成|十[家个户][^，。；]{0,4}[七八九]|\d\s*(?:分|%)|百分之")


@check("missing-satisfaction")
def no_satisfaction(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the share of those served who must be satisfied."""
    if not expects(draft, reading, "missing-satisfaction"):
        return
    found = list(saying(reading, _SATISFACTION))
    if any(_measured(reading, f.start) for f in found):
        return
    yield ask(
        reading,
        "文中没有满意率指标：服务对象的满意率要达到多少？",
        "There is no satisfaction target: what share of those served must be satisfied?",
        *(Span(f.start, f.end) for f in found[:1]),
    )


def _measured(reading: Reading, offset: int) -> bool:
    following = reading.quantities_in(Span(offset, offset + 40))
    return any(q.kind in ("percent", "bare", "score") for q in following) or bool(
        _SHARE.search(reading.folded, max(0, offset - 12), offset + 24)
    )


_RENEWAL = re.compile(r"续签|续约|续聘|续订|一年一签|延续(?:合同|服务期)|顺延|延长(?:服务|合同)|续期|不再签")


@check("missing-renewal")
def no_renewal(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether the contract may be renewed."""
    has_term = draft.period.duration is not None or draft.period.end is not None
    if not expects(draft, reading, "missing-renewal") or draft.period.renewal or not has_term:
        return
    if not says(reading, _RENEWAL):
        yield ask(
            reading,
            "文中没有写期满后能否续签；没有规定的，按不续签处理。",
            "Whether the contract may be renewed isn't said; without a rule it can't be.",
            *draft.period.parts[:1],
        )


_VISITS = re.compile(
    r"探访|走访|入户|家访|访视|上门|每[月周季][^，。；\n]{0,4}联系|(?:需求|风险|监护(?:能力)?|个案|儿童)评估|评估[^，。；]{0,6}(?:需求|风险)"
)
_GRADED = re.compile(
    r"[红橙黄蓝绿][色级档]|[高中低](?:度)?风险|风险(?:等级|分级)|分级(?:探访|走访|管理|服务|干预)"
)


@check("missing-levels")
def no_levels(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for risk levels and visit intervals where children are visited or assessed."""
    if not expects(draft, reading, "missing-levels") or draft.levels:
        return
    visits = [f for f in saying(reading, _VISITS) if not reading.mood_at(f.start)]
    if kinds_without_visits(draft, visits_found=bool(visits)) or len(list(saying(reading, _GRADED))) > 1:
        return
    yield ask(
        reading,
        "文中没有风险分级和各级的探访间隔；目前只计探访数量，不生成按级的应访任务。",
        "There are no risk levels with visit intervals; visits are counted, and none falls due by level.",
        *(Span(f.start, f.end) for f in visits[:1]),
    )


def kinds_without_visits(draft: Draft, *, visits_found: bool) -> bool:
    """Say whether a programme has nothing to do with visiting or assessing children."""
    return not visits_found and not any("探访" in i.name or "走访" in i.name for i in draft.indicators)


_PAYING = re.compile(r"支付|付款|拨付|付清|结清|结算|拨款|付合同|预付|后付")
_HOW = re.compile(r"一次性|按(?:月|季度?|半年|年度?)(?:支付|拨付|结算|付款)")
_IN_PARTS = re.compile(r"分[一二两三四五六\d]\s*(?:次|期|回|笔|批)[^。；\n]{0,4}(?:给|付|拨|支|结|兑)")
_NO_PAYMENT = re.compile(
    r"代理|保证金|中标服务费|财政拨款|违约|赔偿|罚|滞纳|工资|薪酬|社会保险|资金拨付及时|补贴"
)


@check("payment-unspecified")
def no_payment(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for instalments, shares and conditions of payment."""
    if not expects(draft, reading, "payment-unspecified"):
        return
    if any(m.percent is not None or m.amount_yuan is not None for m in draft.payment_milestones):
        return
    named = [f for f in saying(reading, _PAYING) if not _NO_PAYMENT.search(_around(reading, f.start))]
    if any(_is_specified(reading, f.sentence) for f in named) or says(reading, _IN_PARTS):
        return
    what = "只写了要付款，" if named else "没有写怎么付款："
    yield ask(
        reading,
        f"文中{what}缺少期数、比例和条件。",
        "How the provider is paid isn't said: instalments, shares and conditions.",
        *(Span(f.start, f.end) for f in named[:1]),
    )


# The price and whose money it is, not how it is paid: 合同价款为…元，由县级财政预算资金全额支付.
_BY_WHOM = re.compile(r"由[^，。；\d]{0,10}(?:财政|预算|资金|公益金)[^，。；\d]{0,8}(?:支付|承担|列支)")


def _is_specified(reading: Reading, sentence: Spanned) -> bool:
    if _HOW.search(reading.folded, sentence.start, sentence.end):
        return True
    if _BY_WHOM.search(reading.folded, sentence.start, sentence.end):
        return False
    return any(q.kind in ("percent", "money") for q in reading.quantities_in(sentence))
