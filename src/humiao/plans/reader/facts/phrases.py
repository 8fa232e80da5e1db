"""The words beside a number: what it is a number of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from humiao.plans.reader.reading import Quantity, Reading, Sentence

_CUT = re.compile(
    r"[，;；:。!?|\t\n]|,(?!\d{3}(?!\d))|-{2,}|、(?!进(?:社区|村|校|家|企|机关|乡|学校|站))|(?<=[)\]])(?=\S)"
)
_COMMA = re.compile(r"[，;；:。\t\n]|,(?!\d{3}(?!\d))")
# Words before a name that say what is done, not with what.
_LEADING = re.compile(
    r"^(?:(?:[一二三四五六七八九十]是|(?:\d{1,2}[.、])?\d{1,2}个月内|新增(?=[“\"])|(?:小学|中学|学校|村|社区|镇|乡)?(?:建立|建成|设立|打造|建设)(?=[“\"])|以[^，。；]{2,40}?为(?:主题|内容|载体|抓手|重点)的?|[\u4e00-\u9fff]{2,4}各(?=举?办|开展|组织)|(?:[一二三四五六七八九十]|\d{1,2})(?:[、至到-]?(?:[一二三四五六七八九十]|\d{1,2}))?月份?(?=[办搞开组举])|(?:赶在|利用)?[寒暑]假(?:期间)?(?=[办搞开组举])|给[^，。；]{1,8}?(?=[办开搞])|[办搞](?=[\u4e00-\u9fff“]{2})(?![公事理法案])|即|使得?|让|但|现?(?:更正|修改|变更|调整|更改|改)为[“\"]?|并|且|和|及|以及|同时|另外|另|其中|其|还|均|须|应当|应|要|必须|需(?!求)要?|至少|每年度?|每月|每季度?|每半年|每周|每双月|每[两三]个?月|每旬|每学[期年]|全年度?|全期|期内|年度内?|合同期内|年内|学期内(?=累计|合计|共)|周期内|期内|本年度?|今年|上半年|下半年|一年内|服务期内|项目期内"
    r"|合计|累计|共计|总计|总共|共|合同约定|由|各(?=开展|举办|组织|建|设)|在(?![岗校册])|对(?!象)|为|向|将|所有|每(?:个|所)?(?:(?:未保|社工|工作|服务|未成年人保护(?:工作)?)*站点?|服务点|儿童之家|乡镇|镇街|街道)?(?=每[年月季周])|每个?站点?|各站点?|乙方|承接机构|承接方|承接主体|中标人|中标方|成交供应商|供应商|服务方(?!案)|项目组|社工(?!师|持证|证)"
    r"|开展|开设|举办|组织|编印|编发|印制|完成|(?:采购人|甲方|委托方|购买方)(?=报送|提交|提供)|提供|提交|出具|实施|落实|做好|进行|安排|建立|发布|制作|撰写|形成|上报|报送|达到|实现|参与(?!者)|平均|确保|保证|要求|力争|争取|计划(?=[\u4e00-\u9fff]{2})(?!书|表)|预计|培育|发展|按照|按|根据|服务期限内|合同期内)(?![率度])[\s]*)+"
)
_TRAILING = re.compile(
    r"(?:的?(?:约定|合计|共计|累计|共|总计|全年|每年|每月|要求|达到|达|为|是|应|须|要|需|不得|均|仍|由|各|目标|指标|开展|举办|组织|完成|提供|进行|服务期内|各不|控制在|保持在?|(?:应|须|要|需)在|压减|核减|原则上|按|任务数?|力争|争取|不))+$"
)
_PAREN_TAIL = re.compile(r"\([^()]*\)?$")


_ONLY_DOING = re.compile(rf"(?:{_LEADING.pattern.removeprefix('^')}|{_TRAILING.pattern.removesuffix('$')})*")


@dataclass(frozen=True)
class Beside:
    """The words left and right of a number, up to the next mark or number."""

    left: tuple[int, int]
    right: tuple[int, int]


def beside(reading: Reading, sentence: Sentence, quantity: Quantity) -> Beside:
    """Return where the words beside a number stand, within its sentence."""
    folded = reading.folded
    numbers = [q for q in reading.quantities_in(sentence) if not _is_in_name(folded, q)]
    before = [q.end for q in numbers if q.end <= quantity.start]
    clause = reading.clause_at(quantity.start)
    if clause and sentence.start <= clause.start <= quantity.start:
        before.append(clause.number_end)
    after = [q.start for q in numbers if q.start >= quantity.end]
    after += [m.start() for m in [re.compile(r"\(").search(folded, quantity.end, sentence.end)] if m]
    start = max([sentence.start, *before])
    end = min([sentence.end, *after])
    left_end = _before_bracket(folded, start, quantity.start)
    cuts = [m.end() for m in _CUT.finditer(folded, start, left_end)]
    cuts += [m.end() for m in _GAP.finditer(folded, start, left_end)]
    stop = _CUT.search(folded, quantity.end, end)
    gap = _NEXT_CELL.search(folded, quantity.end + 1, end)
    end = gap.start() if gap else end
    opened = _OPENED.search(folded, max([start, *cuts]), left_end)
    cuts += [opened.end()] if opened else []
    return Beside((max([start, *cuts]), left_end), (quantity.end, stop.start() if stop else end))


# Rows of a table written in a line, with one blank between cells: 成果展演 1场 200人参加 形成手册1本.
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[形制发印][\u4e00-\u9fff]{2,10}$)")
_NEXT_CELL = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_WITHIN = re.compile(r"(?<=内)[\u4e00-\u9fff]{1,8}率")


def _is_in_name(folded: str, quantity: Quantity) -> bool:
    """Say whether a number is part of a name: 二级心理咨询师, 24小时内响应率."""
    if quantity.kind in ("measure", "duration"):
        return bool(_WITHIN.match(folded, quantity.end))
    if quantity.kind != "ordinal":
        return False
    opened = folded.rfind("“", max(0, quantity.start - _QUOTE), quantity.start)
    quoted = opened >= 0 and "”" not in folded[opened : quantity.start]  # “开学第一课”8场
    return quoted or folded[quantity.end - 1] == "级"


_QUOTE = 12


_OPENED = re.compile(r"\((?=[^()]{2,}$)(?:其中|含|包括|包含)?")


def _before_bracket(folded: str, start: int, end: int) -> int:
    """Return where the words before a number end, without what brackets explain: 活动(春节)不少于2场."""
    words = folded[start:end].rstrip()
    opened = words.rfind("(")
    closes = words.endswith(")") and opened > 0 and words.count(")", opened) == 1
    return start + opened if closes else end


def line_above(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the line above a number that has a line to itself, as in a table written a cell a line."""
    first, last = folded.rfind("\n", 0, start) + 1, folded.find("\n", end)
    last = len(folded) if last == -1 else last
    if first < 2 or folded[first:start].strip() or folded[end:last].strip():
        return None
    above = folded.rfind("\n", 0, first - 1) + 1
    words = folded[above : first - 1].strip()
    return (above, first - 1) if words and not words[0].isdigit() else None


_AROUND = " ×□■◆●◇○\u3000\t()*★▲“”\"'—-·.:,，/"


_OF_SUCH = re.compile(r"的[\u4e00-\u9fff]{2,10}(?:队|队伍|小组|班|营|个案|服务|活动|培训|辅导|课程)")
_ITEM = re.compile(r"\s*\d{1,2}[.．、]?\s*")  # the number of an item, glued to a figure: 2.80%以上


_GROUP_ABOVE = re.compile(
    r"[\u4e00-\u9fff]{2,6}指标\s*\n\s*(?=\S)|(?:[\u4e00-\u9fff]{2,6}(?:指标|效益)\s+)+(?:服务对象满意度\s+)?(?=\S)|满意度\s+(?=\S)"
)


def name_in(reading: Reading, span: tuple[int, int]) -> str:
    """Return the name in a stretch as printed: without what is done with it, or ''."""
    if _ITEM.fullmatch(reading.folded, *span):
        return ""
    start, end = trimmed(reading.folded, span)
    if start >= end:
        start, end = _stripped(reading.folded, *span)
        end = start if _ONLY_DOING.fullmatch(reading.folded[start:end]) else end
    return reading.source.text[start:end]


def trimmed(folded: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return where the name in a stretch stands, without the words around it."""
    start, end = _stripped(folded, *span)
    group = _GROUP_ABOVE.match(folded, start, end)  # a cell a line: 满意度指标 above 服务对象满意度
    start = group.end() if group else start
    leading = _LEADING.match(folded[start:end])
    start, end = _stripped(folded, start + (leading.end() if leading else 0), end)
    if _OF_SUCH.fullmatch(folded, start, end):
        start, end = _stripped(folded, start + 1, end)  # 不少于9人的志愿服务队, 不少于6次的个案服务
    unclosed = _UNCLOSED.search(folded, start, end)
    end = unclosed.start() if unclosed and unclosed.end() == end else end
    unopened = _UNOPENED.match(folded, start, end)
    end = unopened.end() if unopened else end
    while start < end:
        trailing = _TRAILING.search(folded[start:end])
        if trailing is None:
            break
        start, end = _stripped(folded, start, start + trailing.start())
    return start, end


_QUOTED_LAST = re.compile(r"(?<=[\u4e00-\u9fff])(?<![个各每的所家])“[^“”]+”$")
_UNCLOSED = re.compile(r"(?<=[\u4e00-\u9fff])\([^()]*")
# A name whose opening quote stands before it: “ | 周末课堂” 每个乡镇.
_UNOPENED = re.compile(r"[^“”]{2,}(?=”\s*(?:每|$))")
# What opens with a name in quotes and goes on keeps them: “护苗”主题活动.
_QUOTED_FIRST = re.compile(r"“[^“”]+”(?=[\u4e00-\u9fff])")


def _stripped(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in _AROUND and not _QUOTED_FIRST.match(folded, start, end):
        start += 1
    while end > start and folded[end - 1] in _AROUND and not _QUOTED_LAST.search(folded, start, end):
        end -= 1
    return start, end


def part_of(reading: Reading, sentence: Sentence, offset: int) -> tuple[int, int]:
    """Return the stretch between commas that an offset stands in."""
    cuts = [m.end() for m in _COMMA.finditer(reading.folded, sentence.start, offset)]
    stop = _COMMA.search(reading.folded, offset, sentence.end)
    return max([sentence.start, *cuts]), stop.start() if stop else sentence.end
