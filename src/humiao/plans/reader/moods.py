"""Weigh sentences: say why the numbers of some are no promise.

A number that was withdrawn, stands in an example, tells of last year or describes the place is no figure
of the programme. The cues are data in `words/moods.toml`; here is only how far each reaches.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from humiao.plans.reader.assessing import assesses_work, heading_at, marks_begin
from humiao.plans.reader.duties import duties_of_others
from humiao.plans.reader.past_sections import past_sections, stories
from humiao.plans.reader.reading import Clause, Quantity, Sentence, Source, Table
from humiao.plans.reader.replaced import replaced

Mood = tuple[int, int, str]


@dataclass(frozen=True)
class Cue:
    """A turn of phrase that takes the promise out of the numbers after it."""

    mood: str
    cue: re.Pattern[str]
    scope: str
    until: re.Pattern[str] | None
    but: re.Pattern[str] | None
    but_before: re.Pattern[str] | None


@cache
def cues() -> tuple[Cue, ...]:
    """Read the cues."""
    text = files("humiao.plans.reader").joinpath("words/moods.toml").read_text(encoding="utf-8")
    return tuple(
        Cue(
            mood=entry["mood"],
            cue=re.compile(entry["cue"], re.MULTILINE),
            scope=entry["scope"],
            until=re.compile(entry["until"]) if "until" in entry else None,
            but=re.compile(entry["but"]) if "but" in entry else None,
            but_before=re.compile(entry["but_before"]) if "but_before" in entry else None,
        )
        for entry in tomllib.loads(text)["entry"]
    )


def moods_of(
    source: Source,
    clauses: tuple[Clause, ...],
    sentences: tuple[Sentence, ...],
    tables: tuple[Table, ...],
    quantities: tuple[Quantity, ...],
) -> tuple[Mood, ...]:
    """Return the stretches whose numbers are no promise, and why, the earliest cue first."""
    scopes = _Scopes(source.folded, clauses, sentences)
    found = [mood for cue in cues() for mood in _said(cue, source.folded, scopes)]
    found += _withdrawn_columns(source.folded, tables)
    found += [(start, end, "withdrawn") for start, end in replaced(source.folded)]
    found += _earlier_years(source.folded, scopes, quantities)
    found += _told_afterwards(source.folded, clauses, sentences)
    found += _of_progress(source.folded, clauses, sentences)
    found += _of_others(source.folded, clauses)
    found += _of_provider(source.folded, clauses)
    found += _rows_of_others(source.folded, tables)
    found += duties_of_others(source.folded)
    found += stories(source.folded)
    found += past_sections(source.folded)
    return tuple(sorted(found))


_LONGEST_LIST = 800  # characters of what was withdrawn


@dataclass(frozen=True)
class _Scopes:
    folded: str
    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return the bounds of the sentence at an offset, or of its line between sentences."""
        index = bisect_right([s.start for s in self.sentences], offset) - 1
        if index >= 0 and self.sentences[index].end > offset:
            return self.sentences[index].start, self.sentences[index].end
        end = self.folded.find("\n", offset)
        return self.folded.rfind("\n", 0, offset) + 1, len(self.folded) if end == -1 else end

    def part(self, offset: int) -> tuple[int, int]:
        """Return the bounds of the stretch between commas at an offset."""
        start, end = self.sentence(offset)
        cuts = [start, *(m.end() for m in re.compile(r"[，,;]").finditer(self.folded, start, end)), end]
        index = bisect_right(cuts, offset) - 1
        return cuts[index], cuts[min(index + 1, len(cuts) - 1)]

    def is_assessed(self, offset: int) -> bool:
        """Say whether the headings around an offset are of assessing work, not of comparing bids."""
        around = [c for c in self.clauses if c.start <= offset < c.end]
        return assesses_work(
            self.folded, (heading_at(self.folded, c.start, c.heading_end) for c in reversed(around))
        )

    def list_end(self, offset: int, cue: Cue) -> int:
        """Return where the items behind a label end: at the words that replace them, else with the line."""
        line = self.folded.find("\n", offset)
        again = cue.cue.search(self.folded, offset)
        stop = cue.until.search(self.folded, offset, offset + _LONGEST_LIST) if cue.until else None
        if stop and not (again and again.start() < stop.start()):
            return stop.end()
        return len(self.folded) if line == -1 else line

    def clause_end(self, offset: int) -> int:
        """Return where the innermost clause at an offset ends."""
        ends = [c.end for c in self.clauses if c.start <= offset < c.end]
        following = [c.start for c in self.clauses if c.start > offset]
        return min([*ends, *following[:1], len(self.folded)])


def _said(cue: Cue, folded: str, scopes: _Scopes) -> Iterator[Mood]:
    for match in cue.cue.finditer(folded):
        start, end = _reach(cue, match, scopes)
        if cue.mood == "history":
            end = _where_now_begins(folded, match.start(), end)
        elif cue.mood == "withdrawn" and cue.scope == "whole-sentence":
            put = _PUT_INSTEAD.search(folded, start, match.start())
            start = match.start() if put else start  # “6名”更正为“8名”，删除“…”的要求
            instead = _INSTEAD.search(folded, match.end(), end)
            end = instead.end() if instead else end
        said_before = scopes.sentence(match.start())[0]
        if cue.but_before and cue.but_before.search(folded, said_before, match.start()):
            continue
        if cue.but is None or not cue.but.search(folded, start, end):
            yield start, end, cue.mood


_PUT_INSTEAD = re.compile(r"(?:更正|调整|变更|修改)[为成]")
_INSTEAD = re.compile(r"[，,](?:现|统一)?(?:改|更正|调整|变更|修改)[为成]")  # …的约定取消，改为…
_TURNED = re.compile(r"(?:增加|提高|扩大|提升|压减|压缩|核减|减少|调整|下降|降低|增|减|升|降)[至到为]")
_TO_COME = re.compile(r"今年|本年|明年|同时|计划|拟|将|应当?|须|不少于|不低于")


def _where_now_begins(folded: str, offset: int, end: int) -> int:
    """Return where what was before ends: with its bracket, at what it was raised to, with its list.

    留守儿童97人(较上年增加11人)，…; 个案由上年的28个增加到35个; 2024年完成较好:入户3120人次；个案28个；….
    """
    line = folded.rfind("\n", 0, offset) + 1
    if folded.rfind("(", line, offset) > folded.rfind(")", line, offset):
        close = folded.find(")", offset, end)
        return close if close >= 0 else end
    if folded[offset - 1 : offset] in ("由", "从"):
        turned = _TURNED.search(folded, offset, end)
        return turned.end() if turned else end
    if ":" in folded[offset:end] and re.search("[;；]", folded[end - 1 : end + 1]):
        stops = [folded.find(mark, end) for mark in ("。", "\n")]
        last = min([stop for stop in stops if stop >= 0], default=len(folded))
        to_come = _TO_COME.search(folded, end, last)
        return to_come.start() if to_come else last
    return end


def _reach(cue: Cue, match: re.Match[str], scopes: _Scopes) -> tuple[int, int]:
    if cue.mood == "scoring" and scopes.is_assessed(match.start()):
        part = scopes.part(match.start())
        sentence = scopes.sentence(match.start())
        return marks_begin(scopes.folded, part, sentence[0], match.start()), part[1]
    if cue.scope == "until" and cue.until:
        limit = scopes.clause_end(match.start())
        if cue.mood == "withdrawn" and match.group().endswith(":"):
            limit = max(limit, scopes.list_end(match.end(), cue))
        stop = cue.until.search(scopes.folded, match.end(), limit)
        return match.start(), stop.start() if stop else limit
    if cue.scope == "last-part":
        return match.start("then"), scopes.part(match.end())[1]
    start, end = scopes.part(match.start()) if cue.scope == "part" else scopes.sentence(match.start())
    if match.group()[:1] == "(":
        return match.start(), max(scopes.folded.find(")", match.end(), end), match.end())
    if cue.mood == "example" and (close := _closes(scopes.folded, start, match.start(), end)):
        return match.start(), close
    return (
        start if cue.scope in ("whole-sentence", "part") or cue.mood == "background" else match.start()
    ), end


def _closes(folded: str, start: int, offset: int, end: int) -> int:
    """Return where the bracket closes that words stand in, 不少于6次（例如每两月一次）; 0 where in none."""
    opened = folded.rfind("(", start, offset)
    inside = opened >= 0 and ")" not in folded[opened:offset]
    return max(folded.find(")", offset, end), 0) if inside else 0


# How a column is headed that holds what no longer stands.
_AS_IT_WAS = (
    r"(?:更正|修改|变更|调整|更改|修订)前|原(?:内容|公告|值)"
    r"|^原(?:文|来|先|有|稿|表述|规定|要求|文件|条款|条文|采购文件|招标文件|磋商文件)+(?:内容|表述|规定|要求|描述|条款)?$"
)


def _withdrawn_columns(folded: str, tables: tuple[Table, ...]) -> Iterator[Mood]:
    """Take a column headed 更正前 or 上年 out of the promise."""
    kinds = {
        "withdrawn": _AS_IT_WAS,
        "history": r"上年|去年|上一年|往年|历史|前[一二三]年",
    }
    for table in tables:
        for header in table.rows[: table.header_rows]:
            for column, cell in enumerate(header):
                for mood, words in kinds.items():
                    if re.search(words, folded[cell.start : cell.end]):
                        rows = [r[column] for r in table.rows[table.header_rows :] if column < len(r)]
                        yield from ((c.start, c.end, mood) for c in rows if c.end > c.start)


_ALSO_NOW = re.compile(r"(?:沿用|参照|按照?|执行)\d{4}年|截[至止]|结余|结转|编制|签订|起[至到]?|自\d|-|至")


def _earlier_years(folded: str, scopes: _Scopes, quantities: tuple[Quantity, ...]) -> Iterator[Mood]:
    """Take a stretch that names a year before the programme's own out of the promise."""
    years = [int(q.iso[:4]) for q in quantities if q.kind == "date" and q.iso[:4].isdigit()]
    if not years:
        return
    current = _programme_year(folded, years, quantities)
    dated = [q for q in quantities if q.kind == "date" and q.iso[:4].isdigit() and not q.iso_end]
    for both in _TWO_YEARS.finditer(folded):
        if int(both["last"]) < current:
            yield both.start(), scopes.sentence(both.start())[1], "history"
    for quantity in dated:
        start, part_end = scopes.part(quantity.start)
        if int(quantity.iso[:4]) < current and not _ALSO_NOW.search(folded, start, part_end):
            sentence_end = scopes.sentence(quantity.start)[1]
            counted = _COUNTED_THEN.search(folded, start, sentence_end)
            end = part_end if counted else sentence_end
            end = _where_now_begins(folded, quantity.start, end)
            newer = [q.start for q in dated if quantity.end <= q.start < end and int(q.iso[:4]) >= current]
            yield quantity.start, min([end, *newer]), "history"


_TWO_YEARS = re.compile(r"20\d\d(?:年度?)?[、和](?P<last>20\d\d)\s?(?:两年|年两年)")  # 2023、2024两年均以…
_COUNTED_THEN = re.compile(r"现有|共有|在册|登记|摸底|排查|核对|核实")
_TEXT_LINE = re.compile(r"^[^\n]*[，；][^\n]*。|^[^\n]{2,}，$", re.MULTILINE)  # no line of a title
_SUMMARY = re.compile(
    r"总结|工作回顾|情况(?:汇报|通报|报告)|自评报告|绩效报告|结项报告|末期报告|工作汇报|成效|工作报告|纪实|述职|侧记|见闻"
)
_TO_BE_DONE = re.compile(
    r"≥|应当?|须|必须|要求|不少于|不低于|至少|不得|要达到|计划|目标|拟|将(?:开展|继续|新增|实施|组织)|明确|约定|合同|服务期|竞争性|招标|中标|成交|预算(?!执行)"
)


def _told_afterwards(
    folded: str, clauses: tuple[Clause, ...], sentences: tuple[Sentence, ...]
) -> Iterator[Mood]:
    """Take a summary's numbers for what was done, but for sentences that say what is to be done."""
    line_end = folded.find("\n", _TITLE_LENGTH)
    title_end = min([max(line_end, _TITLE_LENGTH), *(c.start for c in clauses[:1] if c.start)])
    text = _TEXT_LINE.search(folded, 0, title_end)
    if not _SUMMARY.search(folded, 0, text.start() if text else title_end):
        return
    planned = [c for c in clauses if _PLANNED.search(_heading(folded, c))]
    for sentence in sentences:
        line = folded.rfind("\n", 0, sentence.start) + 1
        ahead = any(c.start <= sentence.start < c.end for c in planned)
        ahead = ahead or _AHEAD.search(folded, line, sentence.end) is not None
        if not (ahead or _TO_BE_DONE.search(folded, sentence.start, sentence.end)):
            yield sentence.start, sentence.end, "told"


# What follows in the same line is to come: 下一步打算：一是…；二是….
_AHEAD = re.compile(r"(?:下一步(?:工作)?(?:打算|计划|安排|举措)?|今后打算|工作打算)\s*[:：，,]")
_PLANNED = re.compile(
    r"^(?:20\d\d\s?年度?)?[\u4e00-\u9fff]{0,8}(?:计划|打算|安排|下一步[\u4e00-\u9fff]{0,6})$"
)


def _heading(folded: str, clause: Clause) -> str:
    return folded[clause.number_end or clause.start : max(clause.heading_end, clause.start)].strip()


# In a section on a year that is over only these turn to what is to come; its contract and tender are past.
_STILL_TO_COME = re.compile(
    r"≥|应当?|须|必须|不少于|不低于|至少|不得|要达到|计划(?!内|数)|目标|拟|将(?!(?:近|其|原))|下一步|下阶段|继续"
)
# The year that is over, at the head of a section that tells of it: 2024年项目完成情况.
_YEAR_OVER = re.compile(r"(?:20\d\d\s?年(?!以来)度?|[上去]一?年度?)(?:以来)?")
_PROGRESS = re.compile(
    r"^(?![^。]*(?:预期|预计|目标|计划|要求))(?:(?P<year>(?:20\d\d\s?年|[上去]一?年)度?)(?:[\u4e00-\u9fff]{0,12}?(?:回顾|总结|情况|成绩|成果)$)?)?[\u4e00-\u9fff]{0,8}?(?:(?:完成|进展|推进|开展|执行|落实|运行|履约|履行)情况|工作回顾|(?:工作|实施|运行|取得的?|主要|阶段性?)(?:成效|成绩)|(?:存在|面临)的?(?:主要|突出)?(?:问题|困难|不足|短板))(?:及[\u4e00-\u9fff]{2,6})?$"
)


def _of_progress(folded: str, clauses: tuple[Clause, ...], sentences: tuple[Sentence, ...]) -> Iterator[Mood]:
    """Take what stands under 完成情况 or 存在问题 for what was done, but for what is to be done."""
    for clause in clauses:
        heading = _heading(folded, clause)
        if len(heading) > _HEADING_LENGTH or not _PROGRESS.match(heading):
            continue
        to_be_done = _STILL_TO_COME if _YEAR_OVER.match(heading) else _TO_BE_DONE
        first = bisect_right([s.start for s in sentences], clause.start - 1)
        for sentence in sentences[first:]:
            if sentence.start >= clause.end:
                break
            if not to_be_done.search(folded, sentence.start, sentence.end):
                yield sentence.start, sentence.end, "told"


_OWN_STORY = re.compile(
    r"(?:单位|机构|中心|公司|申报[方人]|自身)[^\n。；:]{0,6}?(?:简介|概况|介绍|经验|业绩|基础|优势|历程)$"
)


def _of_provider(folded: str, clauses: tuple[Clause, ...]) -> Iterator[Mood]:
    """Take what a bidder tells of itself out of the promise: 一、机构简介, 二、单位服务经验."""
    for clause in clauses:
        heading = _heading(folded, clause)
        if len(heading) <= _HEADING_LENGTH and _OWN_STORY.search(heading):
            yield clause.start, clause.end, "history"


_HEADING_LENGTH = 16
_CHILDREN = re.compile(r"儿童|未成年|孩子|青少年|少年|女童|学生|困境|留守|护苗|童|未保|孤儿")


_OF_MANY_THINGS = re.compile(
    r"采购意向|要点|工作安排|工作计划|工作报告|纪要|民生实事|总结|年度计划|任务分解|清单|规划|纲要"
)


_HEADED_BY_OTHERS = re.compile(
    r"为老|养老|老年|老人|长者|社会救助|低保|临时救助|社区治理|殡葬|婚姻|双拥|退役|助餐|就业|残疾人|慈善事业"
)


def _is_of_many_things(folded: str) -> bool:
    opening = folded[:_OPENING_LENGTH]
    return bool(_OF_MANY_THINGS.search(opening)) and not _CHILDREN.search(opening)


def _of_others(folded: str, clauses: tuple[Clause, ...]) -> Iterator[Mood]:
    """Take the clauses about others than children out: in a document of many things, or by their heading."""
    of_many = _is_of_many_things(folded)
    for clause in clauses:
        headed = _HEADED_BY_OTHERS.search(folded, clause.start, max(clause.heading_end, clause.start))
        apart = headed or (of_many and clause.parent is None and _is_section(folded, clause))
        if apart and not _CHILDREN.search(folded, clause.start, clause.end):
            yield clause.start, clause.end, "elsewhere"


def _is_section(folded: str, clause: Clause) -> bool:
    """Say whether a clause is a section of its own, not an item counted off within a line: (1)…；(2)…."""
    return folded[clause.start - 1 : clause.start] in ("", "\n") and not clause.ref.startswith("(")


_RECORD = re.compile(r"^\d{1,3}\s?/[^\n/]+/[^\n]*$", re.MULTILINE)


def _rows_of_others(folded: str, tables: tuple[Table, ...]) -> Iterator[Mood]:
    """Take the rows about others than children out of a list of many things."""
    if not _is_of_many_things(folded):
        return
    rows = [(row[0].start, max(c.end for c in row)) for t in tables for row in t.rows[t.header_rows :] if row]
    rows += [found.span() for found in _RECORD.finditer(folded)]
    for start, end in rows:
        if not _CHILDREN.search(folded, start, end):
            yield start, end, "elsewhere"


_TITLE_LENGTH, _OPENING_LENGTH = 60, 40


def _programme_year(folded: str, years: list[int], quantities: tuple[Quantity, ...]) -> int:
    opening = len(folded[:400].split("\n\n")[0])
    in_title = [
        int(q.iso[:4]) for q in quantities if q.start < opening and q.kind == "date" and q.iso[:4].isdigit()
    ]
    if in_title:
        return in_title[0]
    often = max(set(years), key=lambda year: (years.count(year), year))
    begun = [
        int(q.iso[:4])
        for q in quantities
        if q.kind == "date" and (q.iso_end or q.comparator == ">=") and q.iso[:4].isdigit()
    ]
    return min([often, *(year for year in begun if year == often - 1)])  # a period may run over New Year
