"""What stands at the head of a document: title, place, year, and whether the programme goes on."""

from __future__ import annotations

import re
from collections import Counter

from humiao.plans.reader.draft import Fact, Period
from humiao.plans.reader.facts.lines import folded_words, opening_lines
from humiao.plans.reader.facts.places import counties_named, county_in, province_in, span_of, town_in
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Quantity, Reading, Spanned

_KIND_OF_DOCUMENT = re.compile(
    r"(?:方案|公告|公示|通知(?:书)?|合同(?:书)?|协议(?:书)?|计划(?:书|表)?|意见|需求(?:书)?|文件|申报表|申请书|申报书|目标表|清单|细则|办法|通告|邀请(?:书|函)?"
    r"|要点|总结|报告|批复|函|章程|规程|任务书|意向|要求|说明|答疑|澄清|纪要|规划|指南|标准|制度|规范|倡议书|承诺书|责任书|项目书|建议书)"
    r"(?:\([^()]{1,12}\))*$"
)
_ANNEX = re.compile(r"附[件表]\s*[\d一二三四五六七八九十]*\s*:?$")
_LETTERHEAD = re.compile(r"[\u4e00-\u9fff]{2,16}(?:局|府|会|室|院|委|处)文件")  # 某县民政局文件
# What a site tells of the page: [ 索引号 ] 115002…, [ 发布日期 ] 2025-04-01.
_METADATA = re.compile(
    r"[(〔\[【]\s?(?:索引|主题|发布|成文|发文|公开|文号|有效|体裁|名\s*称)[\u4e00-\u9fff\s]{0,6}[)〕\]】]"
)
_NUMBER_OF = re.compile(r"(?:项目|合同|采购|协议|招标|文件)?(?:登记)?编号\s*:")  # 合同编号：HT-2025-017
_LABELLED = re.compile(
    r"[^:]{0,6}(?:甲方|乙方|采购人|委托人|受托人|委托方|采购单位|项目编号|合同编号)(?:\([^()]*\))?\s*:"
)
_CHAPTER = re.compile(r"第[一二三四五六七八九十\d]{1,3}[章条部]|[一二三四五六七八九十]、")
_FIRST_LINES = 6
_TITLE_LENGTH = 70
_PROJECT_REACH = 200


# A title that says only what kind of document it is, and the label of what it is about.
_ONLY_KIND = re.compile(
    r"(?:第[一二三四五六七八九十\d]+[章部分篇卷]+)?\s*(?:(?:政府|公开|竞争性|用户|绩效|预算|支出|项目|服务|采购|购买|招标|磋商|谈判|询价|履约|技术|商务|实施|工作|申报|具体|其[他它]|有关|相关)[、及和与]?)*"
    r"(?:需求(?:书)?|文件|方案|公告|(?:合同|协议)(?:书)?|申报[书表]|计划书|项目书|任务书|要求|说明|目标表|申报表|验收书|验收报告|验收单)"
    r"(?:\([^()]{2,12}部分\))?"
)
_PROJECT = re.compile(
    r"^[\s\d.、,，(（)）一二三四五六七八九十]*(?:采购)?项目名称\s*[:\t|]\s*(?P<name>[^\n|\t]{6,60}?)\s*(?:$|[\t|])",
    re.MULTILINE,
)


_LABEL_OF_TITLE = re.compile(r"\s*(?:采购)?(?:项目|合同|方案|标的)名称\s*:\s*")


def read_title(reading: Reading) -> Fact[str]:
    """Return the title: the first lines up to the word for the kind of document, else the project's name."""
    title = _printed_title(reading)
    if not _ONLY_KIND.fullmatch(fold(title.value or "").replace(" ", "")):
        return title
    named = _PROJECT.search(reading.folded, title.end, title.end + _PROJECT_REACH)
    return _title(reading, Span(*named.span("name"))) if named else title


def _printed_title(reading: Reading) -> Fact[str]:
    lines = [x for x in opening_lines(reading, _FIRST_LINES) if not _ANNEX.match(folded_words(reading, x))]
    lines = [x for x in lines if not _LETTERHEAD.fullmatch(folded_words(reading, x))]
    lines = [x for x, y in zip(lines, [*lines[1:], None], strict=True) if not _is_office_above(reading, x, y)]
    no_title = (_METADATA, _NUMBER_OF)
    lines = [x for x in lines if not any(one.match(folded_words(reading, x)) for one in no_title)]
    for first, line in enumerate(lines):
        for last in lines[first : first + 3]:
            if last is not line and _CHAPTER.match(folded_words(reading, last)):
                break
            where = Span(line.start, last.end)
            words = folded_words(reading, where)
            if len(words) > _TITLE_LENGTH:
                break
            if _KIND_OF_DOCUMENT.search(words):
                return _title(reading, where)
        if re.search(r"[。；:]", folded_words(reading, line)):
            break
    return _headline(reading, lines)


_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:局|人民政府|办公室|委员会|联合会|办事处|委)")
_NAMES_ITSELF = 3


def _is_office_above(reading: Reading, line: Span, below: Span | None) -> bool:
    """Say whether a line is an office's name alone, above a title that begins with the same place."""
    if below is None:
        return False
    words, title = folded_words(reading, line).strip(), folded_words(reading, below).strip()
    return bool(_OFFICE.fullmatch(words)) and title.startswith(words[:_NAMES_ITSELF])


def _title(reading: Reading, where: Span) -> Fact[str]:
    label = _LABEL_OF_TITLE.match(reading.folded, where.start, where.end)
    where = Span(label.end() if label else where.start, where.end)
    words = re.sub(r"\s*\n\s*", "", reading.source.text[where.start : where.end].strip())
    return Fact[str](value=words, **span_of(reading, where.start, where.end))


def _headline(reading: Reading, lines: list[Span]) -> Fact[str]:
    """Take the first line of a report: short, no sentence, not a clause."""
    if not lines:
        return Fact[str]()
    words = folded_words(reading, lines[0])
    is_sentence = (
        bool(re.search(r"[。；\t|*]|[:：]$", words))
        or bool(_LABELLED.match(words))
        or reading.clause_at(lines[0].start) is not None
    )
    return _title(reading, lines[0]) if 6 <= len(words) <= 50 and not is_sentence else Fact[str]()


def read_place(reading: Reading, title: Fact[str], purchaser: Fact[str]) -> Fact[str]:
    """Return the county: of the title, of the buyer, of the opening, else the one named most often."""
    starts = [fact.start for fact in (title, purchaser) if fact.value]
    starts[1:1] = [
        m.end() for m in re.finditer("-{2,}|—+", reading.folded[: title.end]) if title.start < m.start()
    ]
    lines = [m.end() for m in _LINE_LEAD.finditer(reading.folded, 0, _OPENING)]
    starts += [x for x in lines if not any(t.kind == "rows" and t.start <= x < t.end for t in reading.tables)]
    starts += [m.end() for m in _SERVED_AREA.finditer(reading.folded)]
    for looks_for in (county_in, town_in):
        for offset in starts:
            found = looks_for(reading.folded[offset : offset + _PLACE_LENGTH])
            if found:
                start, end = offset + found[0], offset + found[1]
                return Fact[str](value=reading.source.text[start:end], **span_of(reading, start, end))
        starts = starts[: 1 if title.value else 0]
    named = _most_named(reading)
    province = province_in(fold(purchaser.value or "")) if not named.value else None
    if province is None:
        return named
    start, end = purchaser.start + province[0], purchaser.start + province[1]
    return Fact[str](value=reading.source.text[start:end], **span_of(reading, start, end))


def _most_named(reading: Reading) -> Fact[str]:
    """Return the county that offices, towns and bodies of the text are named with; null where two are."""
    named = counties_named(reading.folded)
    often = Counter(reading.folded[start:end] for start, end in named).most_common(2)
    if not often or (len(often) > 1 and often[0][1] == often[1][1]):
        return Fact[str]()
    start, end = next(span for span in named if reading.folded[slice(*span)] == often[0][0])
    return Fact[str](value=reading.source.text[start:end], **span_of(reading, start, end))


_SERVED_AREA = re.compile(r"(?:服务|实施|项目)(?:区域|地点|范围)\s*:\s*")
_LINE_LEAD = re.compile(
    r"^\s*[—“\"\-]*(?:(?:承接|执行|实施|委托|主办)(?:机构|主体|单位|方)|甲方|采购人)?", re.MULTILINE
)
_OPENING, _PLACE_LENGTH = 300, 30


def read_year(reading: Reading, title: Fact[str], others: list[Fact[str]]) -> Fact[int]:
    """Return the programme's year: of the title or the line below it, else of the first date given for it."""
    for printed in (title, _printed_title(reading)) if title.value else ():
        below = reading.folded.find("\n", printed.end + 1)
        for date in reading.quantities_in(
            Span(printed.start, min(max(below, printed.end), printed.end + 20))
        ):
            if date.kind == "date" and date.iso[:4].isdigit():
                return _year(reading, date)
    for fact in others:
        if fact.value and fact.value[:4].isdigit():
            found = _first_date(reading, _begins_next_year(fact, others) or fact)
            if found:
                return _year(reading, found)
    return _year_of_project(reading) or _latest_year(reading)


def is_told_afterwards(period: Period, written: list[Fact[str]]) -> bool:
    """Say whether a document was written when the service had ended: a report of the year before."""
    end = period.end or ""
    days = [fact.value for fact in written if fact.value]
    return len(end) >= len("2025-12") and any(day[: len(end)] > end for day in days)


def _begins_next_year(signed: Fact[str], others: list[Fact[str]]) -> Fact[str] | None:
    """Return the start that lies in the year after a plan issued at the end of one: 12月印发，次年1月起."""
    day = signed.value or ""
    if day[5:7] not in ("11", "12"):
        return None
    starts = (f for f in others if f is not signed and f.value and f.value[:4].isdigit())
    return next((f for f in starts if int((f.value or "")[:4]) == int(day[:4]) + 1), None)


# The year that stands before the project's own name: 某县2025年“…”项目在…启动.
_OF_PROJECT = re.compile(
    r"度?(?:[“《\"][^”》\"\n]{1,20}[”》\"])?[^，。；\n\d]{0,24}?(?:项目|行动|工程|计划|方案)(?![共已累完实(])"
)


def _year_of_project(reading: Reading) -> Fact[int] | None:
    """Return the year the opening gives the project, where it is said of it and not of the past."""
    for date in reading.quantities_in(Span(0, min(_OPENING, len(reading.folded)))):
        alone = date.kind == "date" and date.iso.isdigit() and not reading.mood_at(date.start)
        if alone and _OF_PROJECT.match(reading.folded, date.end):
            return _year(reading, date)
    return None


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
    r"|(?:本|该|此)?项目(?:为|是|系|属于?)(?P<called>延续|续建|新增|新设|首次)"
    r"|(?:本年度|本年|本期|本次|今年)(?:项目)?(?:为|是|系|属于?)(?P<this_year>延续|续建|新增|新设|首次)(?:性|实施)?(?:的)?项目"
    r"|[,，](?:属|属于|为|是)(?P<at_the_end>延续|续建|新增|新设)(?:性)?项目(?=[。；;,，\n]|$)"
    r"|项目\((?P<noted>延续|续建|新增|新设)(?:性)?(?:项目)?\)"
    r"|(?P<goes_on>继续(?:实施|开展|购买|(?<=[年度]继续)(?:以|采[取用]|通过)[^，。；\n]{0,12}方式(?:实施|开展)))[^。；\n]{0,24}项目|在上一(?:周期|年度|期)[^。；\n]{0,12}(?P<before>基础上)"
    r"|(?P<carried>继续(?:(?<=[年度需]继续)|(?<=年计划继续)|(?<=年拟继续))(?<!明年继续)(?:通过|以|采[取用])[^，。；\n]{0,4}购买(?:[\u4e00-\u9fff]{0,6}服务)?)"
    r"|在前期[^。；\n]{0,8}(?P<earlier>基础上)继续(?:实施|开展)"
    r"|(?P<again>(?:20\d\d年度?|今年|本年度?)(?:项目|我[县市区])?继续(?:购买服务|(?:组织)?实施|把这|以购买))"
    r"|(?:今年|本年度?)在(?:去|上)(?:一年度?|年度?)(?:工作|项目)?(?P<on_it>基础上)|在(?:20\d\d年)?试点(?P<tried>基础上)|(?:推进|(?<![将拟可])实施|开展|启动)(?P<second>第[二三四](?:年度|轮))|(?:是|进入)(?:[^，。；\n]{2,24}的)?(?P<nth>第[二三四五六七八]个?年头?)"
    r"|(?:[”\"]|项目|计划|行动|服务)(?P<row>[二三四]期)(?=[)）\n，。]|项目|服务|工程)"
)
_TICKED = re.compile(
    r"(?:项目性质|项目类[型别]|项目属性|性质)[^。；\n]{0,24}?[√✓✔☑■▣☒]\s*(?P<kind>延续|续建|新增|新设|新建|首次|一次性)"
    r"|(?:项目性质|项目类[型别]|项目属性|性质)[^。；\n]{0,24}?(?P<called>延续|续建|新增|新设|新建|首次|一次性)(?:性?项目)?\s*[(]?[√✓✔☑■▣☒]"
)
_BOXES = re.compile(r"(?:性质|类[型别]|属性)[^。；\n]{0,24}[□☐○][^。；\n]{0,24}")


_GOES_ON = frozenset(
    {"goes_on", "before", "earlier", "carried", "again", "on_it", "second", "tried", "row", "nth"}
)


def read_kind(reading: Reading) -> Fact[str]:
    """Return whether the programme is new or goes on from the year before, where that is said."""
    found = _TICKED.search(reading.folded)
    if found is None:
        found = None if _BOXES.search(reading.folded) else _CONTINUING.search(reading.folded)
    if found is None:
        return Fact[str]()
    word = found.lastgroup or "kind"
    start, end = found.span(word)
    goes_on = word in _GOES_ON or found[word] in ("延续", "续建")
    return Fact[str](value="continuing" if goes_on else "new", **span_of(reading, start, end))
