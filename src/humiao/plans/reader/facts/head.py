"""What stands at the head and the foot of a document: title, place, year, who buys, dates."""

from __future__ import annotations

import re
from itertools import pairwise

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.places import county_in, is_masked, span_of, town_in
from humiao.plans.reader.reading import Quantity, Reading, Spanned

_KIND_OF_DOCUMENT = re.compile(
    r"(?:方案|公告|公示|通知|合同(?:书)?|协议(?:书)?|计划|意见|需求(?:书)?|文件|申报表|目标表|清单|细则|办法|通告|邀请|要点|总结|报告|批复|函|章程|规程)"
    r"(?:\([^()]{1,12}\))*$"
)
_LABEL = re.compile(
    r"(?:^|[\s。；;、,，(|.])(?:采\s*购\s*人(?:名称|单位)?|采购单位(?:名称)?|购买主体|购买方|购买单位|委托方|委托单位|委托人"
    r"|招标人|招标单位|发包方|甲\s*方|(?:项目)?主管部门|主管单位|项目单位|申报单位|填报单位|填表单位|主办单位)"
    r"\s*(?:\([^()]{1,12}\))?\s*(?:名称)?\s*(?:[:\t|为是]|\n(?=[^\n]{2,16}(?:局|会|府|处)\n))\s*"
    r"(?P<name>[^\s，,。；;、()|:]{3,30})"
)
_OFFICE = re.compile(
    r"(?:民政局|民政厅|民政和[\u4e00-\u9fff]{2,8}局|民政事务局|社会事务局|社会工作部|人民政府|办事处|妇女联合会|妇联|教育局|教体局|残疾人联合会|残联"
    r"|团[\u4e00-\u9fff]?委|委员会|财政局|卫生健康局|救助保护中心|救助管理站|福利院|福利中心|管委会|工作站|指导中心)$"
)
_FIRST_LINES = 6
_TITLE_LENGTH = 70


def read_title(reading: Reading) -> Fact[str]:
    """Return the title: the first lines up to the word that says what kind of document it is."""
    lines = _opening_lines(reading)
    for first, line in enumerate(lines):
        for last in range(first, min(first + 3, len(lines))):
            start, end = lines[first][0], lines[last][1]
            words = reading.folded[start:end].strip()
            if len(words) > _TITLE_LENGTH:
                break
            if _KIND_OF_DOCUMENT.search(words):
                return _title(reading, start, end)
        if re.search(r"[。；:]", reading.folded[line[0] : line[1]]):
            break
    return _headline(reading, lines)


def _title(reading: Reading, start: int, end: int) -> Fact[str]:
    words = re.sub(r"\s*\n\s*", "", reading.source.text[start:end].strip())
    return Fact[str](value=words, **span_of(reading, start, end))


def _headline(reading: Reading, lines: list[tuple[int, int]]) -> Fact[str]:
    """Take the first line of a report: short, no sentence, not a clause."""
    if not lines:
        return Fact[str]()
    start, end = lines[0]
    words = reading.folded[start:end].strip()
    is_headline = (
        6 <= len(words) <= 50 and not re.search(r"[。；\t|*]", words) and reading.clause_at(start) is None
    )
    return _title(reading, start, end) if is_headline else Fact[str]()


def _opening_lines(reading: Reading) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", reading.folded[:1500]):
        if match[0].strip():
            found.append(match.span())
        if len(found) == _FIRST_LINES:
            break
    return found


def read_place(reading: Reading, title: Fact[str], purchaser: Fact[str]) -> Fact[str]:
    """Return the county: of the title, else of the buyer."""
    starts = [fact.start for fact in (title, purchaser) if fact.value]
    starts += [m.end() for m in re.finditer(r"^\s*[—“\"\-]*", reading.folded[:_OPENING], re.MULTILINE)]
    for looks_for in (county_in, town_in):
        for offset in starts:
            found = looks_for(reading.folded[offset : offset + _PLACE_LENGTH])
            if found:
                start, end = offset + found[0], offset + found[1]
                return Fact[str](value=reading.source.text[start:end], **span_of(reading, start, end))
        starts = starts[: 1 if title.value else 0]
    return Fact[str]()


_OPENING, _PLACE_LENGTH = 300, 30


def read_purchaser(reading: Reading) -> Fact[str]:
    """Return who buys: as labelled, else whose signature stands at the end."""
    for match in _LABEL.finditer(reading.folded):
        start, end = match.span("name")
        if not is_masked(match["name"]) and _OFFICE.search(match["name"]):
            return Fact[str](value=reading.source.text[start:end], **span_of(reading, start, end))
    if any(is_masked(m["name"]) for m in _LABEL.finditer(reading.folded)):
        return Fact[str]()
    return _signature(reading) if _signature(reading).value else _acting_office(reading)


_ACTS = re.compile(
    r"(?:受(?P<asks>[\u4e00-\u9fff]{2,16}(?:局|会|府|处))(?:的)?委托)"
    r"|(?:^|[，。；：\s“”、由])(?:今年|去年|[\d年月日]{2,12}|[，,])*(?P<buys>[\u4e00-\u9fff]{1,12}?(?:民政局|妇联|妇女联合会|教育局|残联|团委|街道办事处|人民政府))"
    r"(?:[^，。；\n]{0,6}(?:通过|采用|以|面向社会)[^。；\n]{0,20}(?:磋商|招标|采购|购买|谈判|询价|选定|比选)|(?:委托|购买|采购|决定实施|组织实施))"
    r"|^(?P<titled>[\u4e00-\u9fff]{2,10}(?:民政局|妇联|妇女联合会))\d{4}年",
    re.MULTILINE,
)


def _acting_office(reading: Reading) -> Fact[str]:
    """Return the office said to buy or to ask for the work; else the one bureau named with its county."""
    for match in _ACTS.finditer(reading.folded):
        start, end = match.span(match.lastgroup or 0)
        if not reading.mood_at(start):
            return Fact[str](value=reading.source.text[start:end], **span_of(reading, start, end))
    named = {m["office"]: m.span("office") for m in _BUREAU.finditer(reading.folded)}
    if len(named) != 1:
        return Fact[str]()
    ((start, end),) = named.values()
    return Fact[str](value=reading.source.text[start:end], **span_of(reading, start, end))


_BUREAU = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[由经向和与报])"
    r"(?P<office>[^\W\d由经向和与报本该各对为在等及请]{1,5}[市县区旗]民政局)",
    re.MULTILINE,
)


def _signature(reading: Reading) -> Fact[str]:
    for start, end in reversed(_closing_lines(reading)):
        words = reading.folded[start:end].strip()
        if _OFFICE.search(words) and len(words) <= 30 and not is_masked(words) and ":" not in words:
            return Fact[str](value=reading.source.text[start:end].strip(), **span_of(reading, start, end))
    return Fact[str]()


def _closing_lines(reading: Reading) -> list[tuple[int, int]]:
    base = max(0, len(reading.folded) - 400)
    lines = [(base + m.start(), base + m.end()) for m in re.finditer(r"[^\n]+", reading.folded[base:])]
    return [line for line in lines if reading.folded[slice(*line)].strip()][-6:]


_SIGNED = re.compile(
    r"(?:签订|签署|签约|填报|填表|编制|制定|落款|更正|印发|成文)(?:日期|时间|于)?\s*[:：]?\s*$|^\s*日期\s*:\s*$"
)
_PUBLISHED = re.compile(r"(?:公告|发布|发稿|公示|刊登|发文)(?:日期|时间|于)\s*[:：]?\s*$|来源[^\n]{0,40}$")


def read_signed(reading: Reading, claims: Claims) -> Fact[str]:
    """Return the date under the signature: alone on its line at the end, or labelled as such."""
    for line in reversed(_closing_lines(reading)):
        for date in _dates(reading, line):
            before = reading.folded[line[0] : date.start]
            after = reading.folded[date.end : line[1]]
            if (
                (not before.strip() and not after.strip())
                or _SIGNED.search(before)
                or after.startswith("印发")
            ):
                return _date(reading, claims, date)
    return _signed_within(reading, claims)


def _signed_within(reading: Reading, claims: Claims) -> Fact[str]:
    """Return the date alone on its line under an office: a notice signed before what it hands on."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", reading.folded)]
    for above, line in pairwise(lines):
        if not _OFFICE.search(reading.folded[slice(*above)].strip()):
            continue
        for date in _dates(reading, line):
            if reading.folded[slice(*line)].strip() == reading.folded[date.start : date.end]:
                return _date(reading, claims, date)
    return Fact[str]()


def read_published(reading: Reading, claims: Claims) -> Fact[str]:
    """Return the date of the notice or report, where one is labelled."""
    for date in reading.quantities:
        if date.kind != "date" or date.masked or len(date.iso) < 7:
            continue
        start = reading.folded.rfind("\n", 0, date.start) + 1
        if _PUBLISHED.search(reading.folded[start : date.start]):
            return _date(reading, claims, date)
    return Fact[str]()


def _dates(reading: Reading, line: tuple[int, int]) -> list[Quantity]:
    return [
        q
        for q in reading.quantities_in(_Line(*line))
        if q.kind == "date"
        and not q.masked
        and len(q.iso) >= 7
        and not q.iso.startswith("--")
        and not q.iso_end
    ]


class _Line:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def _date(reading: Reading, claims: Claims, date: Quantity) -> Fact[str]:
    claims.take(date)
    return Fact[str](value=date.iso, **span_of(reading, date.start, date.end))


def read_year(reading: Reading, title: Fact[str], others: list[Fact[str]]) -> Fact[int]:
    """Return the programme's year: of the title or the line below it, else of the first date given for it."""
    if title.value:
        below = reading.folded.find("\n", title.end + 1)
        for date in reading.quantities_in(_Line(title.start, min(max(below, title.end), title.end + 20))):
            if date.kind == "date" and date.iso[:4].isdigit():
                return _year(reading, date)
    for fact in others:
        if fact.value and fact.value[:4].isdigit():
            found = _first_date(reading, fact)
            if found:
                return _year(reading, found)
    return _latest_year(reading)


def _latest_year(reading: Reading) -> Fact[int]:
    """Take the latest year the text names for the work itself."""
    dates = [
        q
        for q in reading.quantities
        if q.kind == "date" and q.iso[:4].isdigit() and reading.mood_at(q.start) in ("", "procedure")
    ]
    latest = max(dates, key=lambda q: int(q.iso[:4]), default=None)
    return _year(reading, latest) if latest else Fact[int]()


def _first_date(reading: Reading, where: Spanned) -> Quantity | None:
    return next((q for q in reading.quantities_in(where) if q.kind == "date" and q.iso[:4].isdigit()), None)


def _year(reading: Reading, date: Quantity) -> Fact[int]:
    return Fact[int](value=int(date.iso[:4]), **span_of(reading, date.start, date.end))


_CONTINUING = re.compile(
    r"(?:项目性质|项目类[型别]|项目属性|性质)[^。；]{0,6}?(?P<kind>延续|续建|新增|新设|新建|首次|一次性)"
    r"|(?P<goes_on>继续(?:实施|开展|购买))[^。；\n]{0,16}项目|在上一(?:周期|年度|期)[^。；\n]{0,12}(?P<before>基础上)"
)


def read_kind(reading: Reading) -> Fact[str]:
    """Return whether the programme is new or goes on from the year before, where that is said."""
    found = _CONTINUING.search(reading.folded)
    if found is None:
        return Fact[str]()
    word = found.lastgroup or "kind"
    kind = "new" if word == "kind" and found["kind"] not in ("延续", "续建") else "continuing"
    start, end = found.span(word)
    return Fact[str](value=kind, **span_of(reading, start, end))
