"""Who buys: as labelled, as signed, as said in a sentence, as the title begins."""

from __future__ import annotations

import re
from itertools import pairwise

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.lines import closing_lines, folded_words, lines_of
from humiao.plans.reader.facts.places import is_masked, span_of
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Reading

_NAME = r"[\u4e00-\u9fff]"
# What the names of offices end in. A centre or a station buys only where its name says it is the state's.
_ENDS = (
    rf"(?:[政育安法化生游保务设源业障计督健广体革]局|[政育安法务]厅|民政和{_NAME}{{2,8}}局|社会工作部|人民政府|镇政府|乡政府|办事处|街道办"
    rf"|妇女联合会|妇联|残疾人联合会|残联|关工委|共青团{_NAME}{{2,8}}委|团{_NAME}?委|委员会|管委会|办公室|检察院|法院"
    r"|(?:救助|保护|福利|指导|未保|(?<!社会工作)(?<!社工)服务)(?:管理)?中心|救助(?:管理)?站|工作站|福利院)"
)
_OFFICE = re.compile(rf"{_ENDS}$")
_GIVER = re.compile(rf"(?:{_ENDS}|基金会|慈善(?:总|协|联合)?会|红十字会)(?:等\d+(?:个?部门|家|个?单位))?$")
_LABEL = re.compile(
    r"(?:^|[\s。；;、,，()|.])(?:采\s*购\s*(?:人|方|主体)(?:名称|单位)?|采购单位(?:名称)?|购买主体|购买方|购买人|购买单位|委托方|委托单位|委托人"
    r"|招标人|招标单位|比选人|询价人|遴选人|征集人|发包[方人]|甲\s*方|(?:项目)?主管部门|主管单位|项目单位|申报单位|填报单位|填表单位|主办单位)"
    r"(?:信息)?\s*(?:\([^()]{1,12}\))?\s*(?:\d\.)?(?:单位)?(?:名\s*称)?\s*(?:[:\t|│为是]|\n(?=[^\n]{2,16}(?:局|会|府|处)。?\n))\s*"
    r"(?P<name>[^\s，,。；;、()|:│]{3,30})"
)


def read_purchaser(reading: Reading, title: Fact[str]) -> Fact[str]:
    """Return who buys: as labelled, else as signed, else as said or titled; null where it is masked."""
    labelled = list(_LABEL.finditer(reading.folded))
    for match in labelled:
        if not is_masked(match["name"]) and _OFFICE.search(match["name"]):
            return _fact(reading, _in_full(reading, Span(*match.span("name"))))
    if any(is_masked(m["name"]) for m in labelled):
        return Fact[str]()
    found = next((found for rule in _RULES if (found := rule(reading))), None)
    return _fact(reading, found) if found else _titled(reading, title)


_SHORT = re.compile(r"[市县区旗州](?:民政局|妇联|教育局|残联)")


def _in_full(reading: Reading, named: Span) -> Span:
    """Return an office with its county's name, where the text has it elsewhere: 县民政局 is 某某县民政局."""
    words = reading.folded[named.start : named.end].strip()
    if not _SHORT.fullmatch(words):
        return named
    whole = re.compile(rf"(?:^|(?<=[\n\s，。；:由经])){_NAME}{{2,6}}{words}", re.MULTILINE)
    full = {
        m[0]: m
        for m in whole.finditer(reading.folded)
        if not re.search("[由经与报各为是主]|单位|购买|采购", m[0])
    }
    return Span(*next(iter(full.values())).span()) if len(full) == 1 else named


def _fact(reading: Reading, where: Span) -> Fact[str]:
    place = span_of(reading, where.start, where.end)
    return Fact[str](value=place["evidence"], **place)


def names_buyer(reading: Reading) -> bool:
    """Say whether the document names its buyer or issuer: by a label, even masked, or under its text."""
    labelled = any(_OFFICE.search(m["name"]) for m in _LABEL.finditer(reading.folded))
    return labelled or any(rule(reading) is not None for rule in _RULES)


def is_office(words: str) -> bool:
    """Say whether a line is the name of an office or foundation and nothing else."""
    return (
        len(words) <= 30
        and not re.search(r"[:/]|\d[场人期个次]", words)
        and bool(_GIVER.search(words))
        and not is_masked(words)
    )


def _signature(reading: Reading) -> Span | None:
    """Find the last line that is an office's name, or an office's name and a date."""
    for line in reversed(closing_lines(reading, 6)):
        name = _without_date(reading, line)
        if is_office(folded_words(reading, name)):
            first = _topmost(reading, line)
            return _first_of(reading, name if first == line else first)
    return None


def _without_date(reading: Reading, line: Span) -> Span:
    dated = next((q for q in reading.quantities_in(line) if q.kind == "date"), None)
    if dated is None or dated.start <= line.start or reading.folded[dated.end : line.end].strip(" 。()印"):
        return line
    return Span(line.start, dated.start)


_AND_OTHERS = re.compile(r"(?<=[局会府处委厅])(?:\s{2,}|[ 　\t]+|等\d+|、)")


def _first_of(reading: Reading, line: Span) -> Span:
    """Return the first of several offices that sign on one line."""
    start = (
        line.start
        + len(reading.folded[line.start : line.end])
        - len(reading.folded[line.start : line.end].lstrip())
    )
    cut = _AND_OTHERS.search(reading.folded, start, line.end)
    return Span(start, cut.start() if cut else line.end)


def _signed_before(reading: Reading) -> Span | None:
    """Find the office over a date alone on its line: a notice signed before what it hands on."""
    for above, line in pairwise(lines_of(reading)):
        words = folded_words(reading, line)
        dates = [q for q in reading.quantities_in(line) if q.kind == "date" and len(q.iso) >= 7]
        alone = bool(dates) and words == reading.folded[dates[0].start : dates[0].end]
        if alone and is_office(folded_words(reading, above)):
            return _first_of(reading, _topmost(reading, above))
    return None


def _topmost(reading: Reading, line: Span) -> Span:
    """Return the first of the lines of offices that sign one under the other above a date."""
    first = line
    for above in reversed([one for one in lines_of(reading) if one.end <= line.start]):
        if not is_office(folded_words(reading, _first_of(reading, above))):
            break
        first = above
    return first


_ACTS = re.compile(
    rf"(?:^|[，。；：:\s由经])(?P<buyer>[^\W\d由经]{{2,16}}?{_ENDS})(?:作为|为|是|系|\(以下(?:简?称|叫)[“\"]?(?:为)?)(?:本项目的?)?[“\"]?(?:购买主体|采购人|委托方|购买方|甲方)"
    rf"|(?:受(?P<asks>{_NAME}{{2,16}}(?:局|会|府|处))(?:的)?委托)"
    rf"|(?:^|[，。；：\s“”、由])(?:今年|去年|[\d年月日]{{2,12}}|[，,])*(?!接受|配合|协助|邀请|会同|联系|申请)(?P<buys>[^\W\d由经后时受]{{1,12}}?(?:民政局|民政厅|妇联|妇女联合会|教育局|残联|团委|街道办事处|人民政府))"
    r"(?:(?:按计划|按照?[^，。；\n]{2,8})?公开采购|[^，。；\n]{0,6}(?:通过|采用|以|面向社会)[^。；\n]{0,20}(?:磋商|招标|采购|购买|谈判|询价|选定|比选)|拟?[就对][^。；\n]{0,40}(?:进行|组织|实施)(?:政府|公开)?(?:采购|购买|招标|磋商|比选)|(?:委托(?![^，。；]{0,12}(?:评估|评价|审计|第三方))|购买|采购|决定实施|组织实施))"
    rf"|(?:^|[，。；：\s])(?P<seeks>{_NAME}{{2,16}}?(?:局|府|处|办公室|委员会|联合会|妇联))拟?(?:面)?向社会(?:力量|组织|机构)?(?:公开)?(?:购买|采购|遴选)"
    rf"|(?:^|[，。；：\s日，])(?P<signs>[^\W\d与和]{{2,8}}?(?:民政局|妇联|妇女联合会|教育局))[与和][^，。；\n]{{4,24}}(?:签约|签订|签署)"
    rf"|^(?P<titled>{_NAME}{{2,10}}(?:民政局|妇联|妇女联合会))\d{{4}}年",
    re.MULTILINE,
)


def _acting(reading: Reading) -> Span | None:
    """Find the office said to buy or to ask for the work."""
    for match in _ACTS.finditer(reading.folded):
        if not reading.mood_at(match.start(match.lastgroup or 0)):
            return Span(*match.span(match.lastgroup or 0))
    return None


_BUREAU = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[由经向和与报为受以从在])"
    r"(?!接受|配合|协助|邀请|会同|联系|申请|委托|感谢)(?P<office>[^\W\d由经向和与报本该各对为在等及请以受是将把从记者]{1,5}[市县区旗]民政局)",
    re.MULTILINE,
)


def _only_bureau(reading: Reading) -> Span | None:
    """Find the bureau named with its county, where there is one only."""
    named = {m["office"]: Span(*m.span("office")) for m in _BUREAU.finditer(reading.folded)}
    return next(iter(named.values())) if len(named) == 1 else None


_PLAIN_BUREAU = re.compile(
    r"(?:^|[，。；:\s]|由|经)(?P<office>[市县区旗州]民政局)"
    r"(?=[^，。；\n]{0,12}(?:拨付|支付|委托|购买|组织|负责|成立|牵头|签订|将))"
)


def _plain_bureau(reading: Reading) -> Span | None:
    """Find the bureau that pays or runs the work, named without its county: 资金由县民政局拨付."""
    found = list(_PLAIN_BUREAU.finditer(reading.folded))
    own = [m for m in found if not reading.mood_at(m.start("office"))]
    return Span(*own[0].span("office")) if len({m["office"] for m in own}) == 1 else None


_RULES = (_signature, _signed_before, _acting)
_TITLED = re.compile(
    rf"(?:\d{{4}}年度?)?(?P<office>[^\W\d]{{2,14}}?{_ENDS})(?=\s|关于|[“\"‘《(\d]|政府|购买|采购|[困留未儿青流孤社]|$)"
)


def _titled(reading: Reading, title: Fact[str]) -> Fact[str]:
    """Return the office the title begins with, else the only bureau named."""
    found = _TITLED.match(reading.folded, title.start, title.end) if title.value else None
    if found and not is_masked(found["office"]):
        return _fact(reading, Span(*found.span("office")))
    bureau = _only_bureau(reading) or _plain_bureau(reading)
    return _fact(reading, bureau) if bureau else Fact[str]()
