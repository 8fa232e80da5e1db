"""Whom the programme is for, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.topics import title_topics
from humiao.plans.reader.reading import Mention, Reading, Sentence

_NUMBERED = re.compile(
    r"\s*(?:(?:第[一二三四五六七八九十\d]{1,3}[条章节]|[(（]?[一二三四五六七八九十壹贰叁肆伍\d①-⑳a-z]{1,3}[)）、.．])\s*)+"
)
_LABEL = re.compile(
    r"(?:服务|保障|救助|帮扶|关爱|受益|主要服务)?(?:对象|人群|群体)(?:范围|及范围)?\s*[:：为是.]\s*"
)
_OBJECTS = re.compile(
    r"\s*(?:[(（]?[一二三四五六七八九十\dA-Z]{1,3}[)）、.．:]*\s*)?(?:对象|谁来受益|人群)(?:分类|情况|界定|范围|是谁)?[:：。]?\s*"
)
_GIVEN_TO = re.compile(r"(?:为|面向|针对|对|向)[^，。；:：()]{0,12}$")
_IS_GIVEN = re.compile(r"[^。；]{0,60}?(?:提供|开展|实施|给予)")
_NOW = re.compile(r"(?:现有|在册|登记|建档|共有)(?:[^。；()]{0,40}[，,、和])?[^，。；()\d]{0,8}$")
_FOR = re.compile(r"(?:为|面向|针对|对|向|使|将|服务|受益|[域境辖]区?内|户籍)[^，。；:：]{0,12}$")
_JOINED = re.compile(r"^(?:[、和及与或/]|以及|,)?[^，。；:：0-9()]{0,4}$")
_PROJECT = re.compile(r"[^，。；、]{0,14}(?:项目|计划|行动)")
_AGE = re.compile(r"(?:未满|不满|以下)")
_LABELLED_ELSE = re.compile(r"[^，。；:]{0,14}(?:名称|编号|地址|性质|类型|方式)\s*:")
_FACTS_OF = re.compile(r"(?:项目|采购|街道?|社区|镇|县|单位|本\w)基本情况")
NOBODY = frozenset({"", "儿童", "服务对象", "关爱对象", "重点对象", "保障对象", "救助对象", "帮扶对象"})
_CHANGES = re.compile(r"更新|动态|增减|新增|纳入|退出")  # who is in and out: 服务对象每月更新
_LONGEST = 200


def read_object_scope(reading: Reading, claims: Claims) -> tuple[Fact[str], ...]:
    """Return the sentences under a heading of objects, or after such a label; else the classes it serves."""
    del claims
    found = list(_under_heading(reading)) or list(_labelled(reading))
    said = "".join(fact.value or "" for fact in found)
    for fact in _served(reading):
        if fact.value and fact.value not in said:
            found.append(fact)
            said += fact.value
    found = found or list({fact.value: fact for fact in _counted(reading)}.values())
    return tuple(sorted(found, key=lambda fact: fact.start))


def _under_heading(reading: Reading) -> Iterator[Fact[str]]:
    for sentence in reading.sentences:
        if sentence.table is not None or reading.mood_at(sentence.start) in ("withdrawn", "example"):
            continue
        if not _is_headed(reading, sentence) or _LABELLED_ELSE.match(reading.folded, sentence.start):
            continue
        if _names_somebody(reading, sentence):
            yield _fact(reading, sentence.start, sentence.end)


def _is_headed(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the heading above is of whom it is for: 服务对象, or 对象 alone."""
    clause = reading.clause_at(sentence.start)
    heading = reading.folded[clause.start : clause.heading_end] if clause else ""
    if _FACTS_OF.search(heading):
        return False
    if {"objects", "scope"} & set(title_topics(reading, sentence.start)[:1]):
        return True
    return bool(_OBJECTS.fullmatch(heading))


def _names_somebody(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence says who is meant, and is no heading."""
    named = reading.mentions_in(sentence, "category")
    aged = any(q.kind == "age" for q in reading.quantities_in(sentence)) and not reading.moods_at(
        sentence.start
    )
    words = _NUMBERED.sub("", reading.folded[sentence.start : sentence.end]).strip()
    if not _CHANGES.search(words):
        named = [one for one in named if one.text not in NOBODY]
    return (bool(named) or aged) and not re.fullmatch(r"(?:主要)?[\u4e00-\u9fff]{0,6}对象[:：。]?", words)


def _labelled(reading: Reading) -> Iterator[Fact[str]]:
    for sentence in reading.sentences:
        label = _LABEL.search(reading.folded, sentence.start, sentence.end)
        if sentence.table is None and label and reading.mentions_in(sentence, "category"):
            yield _fact(reading, label.end(), sentence.end)


def _served(reading: Reading) -> Iterator[Fact[str]]:
    """Give the classes that stand in the title or after 为, 面向, 对 …, each once."""
    seen: set[str] = set()
    for index, sentence in enumerate(reading.sentences):
        if _in_list(reading, sentence):
            yield from _given_in_cell(reading, sentence)
            continue
        if reading.moods_at(sentence.start) - {"background", "told"}:
            continue
        for first, last in _rows(reading, sentence):
            words = reading.source.text[first.start : last.end]
            if words in NOBODY:
                continue
            left = reading.folded[sentence.start : first.start]
            right = reading.folded[last.end : min(sentence.end, last.end + 18)]
            if (
                (
                    index <= 1
                    or _FOR.search(left)
                    or _PROJECT.match(right)
                    or _in_name(reading, sentence, first)
                )
                and words not in seen
                and first.key != "minors"
            ):
                seen.add(words)
                yield _fact(reading, first.start, last.end)


# The name of what is bought, behind its label or below it.
_NAME_OF_PROJECT = re.compile(r"(?:项目|采购|服务|标的)名称\s*[:：\n]\s*[^，。；\n]{0,24}$")
_LABEL_REACH = 16


def _in_name(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Say whether a class stands in the project's name: 项目名称：某县流动儿童关爱服务."""
    before = reading.folded[max(0, sentence.start - _LABEL_REACH) : mention.start]
    return bool(_NAME_OF_PROJECT.search(before))


def _given_in_cell(reading: Reading, cell: Sentence) -> Iterator[Fact[str]]:
    """Give the class a cell of a list says it gives a service to: 为全县80名困境儿童提供…."""
    if reading.moods_at(cell.start):
        return
    for first, last in _rows(reading, cell):
        left = reading.folded[cell.start : first.start]
        given = _IS_GIVEN.match(reading.folded, last.end, cell.end)
        if first.key != "minors" and given and _GIVEN_TO.search(left):
            yield _fact(reading, first.start, last.end)


def _counted(reading: Reading) -> Iterator[Fact[str]]:
    """Give the classes said to be there now, where nothing says more plainly whom it is for."""
    for sentence in reading.sentences:
        if sentence.table is not None or reading.moods_at(sentence.start):
            continue
        for first, last in _rows(reading, sentence):
            if first.key != "minors" and _NOW.search(_outside_brackets(reading, sentence, first)):
                yield _fact(reading, first.start, last.end)


def _outside_brackets(reading: Reading, sentence: Sentence, first: Mention) -> str:
    return re.sub(r"\([^()]*\)", "", reading.folded[sentence.start : first.start])


def _in_list(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence is a cell of a table of rows; one of a form speaks for itself."""
    return sentence.table is not None and reading.tables[sentence.table].kind != "pairs"


def _rows(reading: Reading, sentence: Sentence) -> Iterator[tuple[Mention, Mention]]:
    row: list[Mention] = []
    for mention in reading.mentions_in(sentence, "category"):
        if row and not _JOINED.match(reading.folded[row[-1].end : mention.start]):
            yield row[0], row[-1]
            row = []
        row.append(mention)
    if row:
        yield row[0], row[-1]


def _fact(reading: Reading, start: int, end: int) -> Fact[str]:
    numbered = _NUMBERED.match(reading.folded, start, end)
    start = numbered.end() if numbered else start
    label = _LABEL.match(reading.folded, start, end)
    start = label.end() if label and label.end() < end else start
    words = reading.source.text[start:end].strip().rstrip("。；;，,")
    return Fact[str](value=words[:_LONGEST], **span_of(reading, start, min(end, start + _LONGEST)))
