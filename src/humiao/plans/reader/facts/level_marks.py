"""Where the text names a level by its colour, and in which words: 红级, 一级（红色）, 红、黄级."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from humiao.plans.reader.draft import LevelCode
from humiao.plans.reader.reading import Reading, Spanned
from humiao.plans.reader.words import load

CODES: dict[str, LevelCode] = {"绿": "green", "蓝": "blue", "黄": "yellow", "橙": "orange", "红": "red"}
ORDER: tuple[LevelCode, ...] = ("green", "blue", "yellow", "orange", "red")
_HUE = "[红橙黄蓝绿]"
_KIND = "(?:色|级|档|类|牌|标|码|卡)?"
_ROW = re.compile(
    rf"(?<![一-龥])(?:(?<=[为成按对将用以把定即有分及标设])|(?<![一-龥]))?{_HUE}{_KIND}"
    rf"(?:[、,，/和及与或]{_HUE}{_KIND})+"
)
_ROW_AFTER_WORD = re.compile(
    rf"(?<=[为成按照对将用以把定即有分及标设的]){_HUE}{_KIND}(?:[、,，/和及与或]{_HUE}{_KIND})+"
)
_ALONE = re.compile(rf"(?<=[(\[“\"])\s*{_HUE}\s*(?=[)\]”\"])")
_CELL = re.compile(rf"(?:^|[\t|│])\s*{_HUE}\s*(?=[\t|│]|$|(?<= )每)", re.MULTILINE)
_AT_HEAD = re.compile(rf"\s*{_HUE}(?=\s*$| +每)")  # a cell, or a row's first word: 红 每周
_BEFORE = re.compile(r"(?P<word>[\u4e00-\u9fffⅠ-Ⅻ0-9A-Za-z]{2,10})\s*[(\[“\"]\s*$")
_AFTER = re.compile(r"[)\]”\"]")
_OWN_GRADE = re.compile(r"\((?P<word>[^()]{2,8})\)")
_LEAD = re.compile(
    r"^(?:.*(?:分为|分成|划为|划分为|定为|评为|列为|归为|(?<=[对象童家庭])按照?))?(?:其中|评为|划入|归为|列入|属于|分为|分成|划为|划分为|评定为|确定为|列为|定为|对于?|将|按|为|是|和|及|的)*"
)
_TAIL = re.compile(r"等级|级别|预警|[级类档]")
_JOINED = re.compile(r"^(?:等级|级别|[级类档])?(?:的?(?:儿童|对象|家庭))?\s*[、/和及与或]\s*$")
# A mark may be a weather warning or the colour of a thing: the sentence then speaks of it.
_OTHER_SENSE = re.compile(r"台风|暴雨|暴雪|高温|寒潮|气象|天气|灾害|雷电|空气质量|疫情防控")


@dataclass(frozen=True)
class Mark:
    """One naming of a level."""

    start: int
    end: int
    code: LevelCode
    alias: str = ""  # the grade or risk it is the colour of


def find_marks(reading: Reading, where: Spanned) -> list[Mark]:
    """Return where a stretch names levels by their colour, in order."""
    words = reading.folded[where.start : where.end]
    if _OTHER_SENSE.search(words):
        return []
    found = {start: (end, code) for start, end, code in _colours(reading, where)}
    if not found and not is_coloured(reading):
        return _grades(reading, where) if reading.mentions_in(where, "level") else _by_care(reading, where)
    return [_with_label(reading, where, start, *found[start]) for start in sorted(found)]


def is_coloured(reading: Reading) -> bool:
    """Say whether the document names levels by their colour."""
    named = any(m.kind == "level" and load("level").entry(m.key).text("level") for m in reading.mentions)
    return named or any(words.search(reading.folded) for words in (_ALONE, _ROW, _CELL))


# The colours of so many grades, the gravest first, where the document gives them none.
BY_NUMBER: dict[int, tuple[LevelCode, ...]] = {
    2: ("red", "green"),
    3: ("red", "yellow", "green"),
    4: ("red", "orange", "yellow", "green"),
    5: ("red", "orange", "yellow", "blue", "green"),
}


def _grades(reading: Reading, where: Spanned) -> list[Mark]:
    """Return where a stretch names grades that have no colour: 一级（高风险）, 高风险; each is named once."""
    codes = _codes_of_grades(reading)
    found: list[Mark] = []
    for mention in reading.mentions_in(where, "level"):
        if mention.key in codes and (not found or found[-1].end <= mention.start):
            end = min(mention.end, where.end)
            found.append(_with_label(reading, where, mention.start, end, codes[mention.key]))
    return found


# Two or three classes by how much care they need, where the text says that it parts children so.
_PARTED = re.compile(
    r"(?:分[为成]|划[为分成]|实行|按)[^。；]{0,8}[两二三][级类档][^。]{0,60}?重点[^。]{0,60}?一般"
    r"|(?:走访|探访|家访|入户|随访|巡访)[^。\n]{0,30}重点(?:困境|留守)?(?:儿童|对象)[^。；\n]{0,20}每[^。\n]{0,40}一般(?:困境|留守)?(?:儿童|对象)[^。；\n]{0,16}每"
    r"|(?:走访|探访|家访|入户|随访|巡访)[^。\n]{0,30}一般(?:困境|留守)?(?:儿童|对象)[^。；\n]{0,20}每[^。\n]{0,40}重点(?:困境|留守)?(?:儿童|对象)[^。；\n]{0,16}每"
)
_CARE = re.compile(
    r"(?P<red>重点)(?:关注|关爱|帮扶)?(?:困境|留守)?(?:对象|儿童|级|类)"
    r"|(?P<yellow>(?<!重点)关注)(?:对象|儿童|级|类)|(?P<green>一般)(?:困境|留守)?(?:对象|儿童|级|类)"
)
_BY_CARE: dict[str, LevelCode] = {"red": "red", "yellow": "yellow", "green": "green"}


def _by_care(reading: Reading, where: Spanned) -> list[Mark]:
    """Return where a stretch names classes by the care they need, of two told apart: 重点对象, 一般对象."""
    if not _PARTED.search(reading.folded):
        return []
    named = _CARE.finditer(reading.folded, where.start, where.end)
    return [Mark(m.start(), m.end(), _BY_CARE[m.lastgroup or ""]) for m in named]


def _codes_of_grades(reading: Reading) -> dict[str, LevelCode]:
    """Return the colour of each grade by its rank among those of its family: grade-, risk-."""
    families: dict[str, dict[int, set[str]]] = {}
    for key in {m.key for m in reading.mentions if m.kind == "level"}:
        rank = load("level").entry(key).fields.get("rank")
        ranks = families.setdefault(key.partition("-")[0], {})
        if isinstance(rank, int):
            ranks.setdefault(rank, set()).add(key)
    return {
        key: code
        for ranks in families.values()
        for rank, code in zip(sorted(ranks), BY_NUMBER.get(len(ranks), ()), strict=False)
        for key in ranks[rank]
    }


def _colours(reading: Reading, where: Spanned) -> Iterator[tuple[int, int, LevelCode]]:
    known = load("level")
    for mention in reading.mentions_in(where, "level"):
        hue = CODES.get(mention.text[0])
        if hue and not _is_in_a_name(reading, mention) and known.entry(mention.key).text("level"):
            yield mention.start, mention.end, hue
    words = reading.folded[where.start : where.end]
    for row in (*_ROW.finditer(words), *_ROW_AFTER_WORD.finditer(words)):
        for single in re.finditer(_HUE + _KIND, row[0]):
            start = where.start + row.start() + single.start()
            yield start, start + len(single[0]), CODES[single[0][0]]
    for alone in _ALONE.finditer(words):
        start = where.start + alone.start()
        yield start, where.start + alone.end(), CODES[alone[0].strip()]
    alone_at_head = _AT_HEAD.match(words)
    if alone_at_head:
        yield (
            where.start + alone_at_head.end() - 1,
            where.start + alone_at_head.end(),
            CODES[alone_at_head[0].strip()],
        )


# A colour that begins a quoted name of something else: “蓝色港湾”暑期关爱行动.
_NAMED_SO = re.compile(r"(?![级等类档预风儿困对的])[\u4e00-\u9fff]{2,8}[”\"]")


def _is_in_a_name(reading: Reading, mention: Spanned) -> bool:
    """Say whether a colour only begins what something else is called."""
    opened = reading.folded[mention.start - 1 : mention.start] in ("“", '"')
    return opened and bool(_NAMED_SO.match(reading.folded, mention.end))


def _with_label(reading: Reading, where: Spanned, start: int, end: int, code: LevelCode) -> Mark:
    """Widen a colour to the words the document names the level with."""
    folded = reading.folded
    tail = _TAIL.match(folded, end, where.end)
    end = tail.end() if tail else end
    before = _BEFORE.search(folded, where.start, start)
    closing = _AFTER.match(folded, end)
    if before and closing and folded[before.end() - 1] in "([":
        word = _LEAD.sub("", before["word"])
        return Mark(start - len(before[0]) + before[0].index(word), closing.end(), code, alias=word)
    grade = _OWN_GRADE.match(folded, end, where.end)
    if grade and any(m.text == grade["word"] for m in load("level").find(grade["word"])):
        return Mark(start, grade.end(), code, alias=grade["word"])
    return Mark(start, end, code)


def groups_of(reading: Reading, marks: list[Mark]) -> list[tuple[Mark, ...]]:
    """Return the levels named together: 红、黄级 share what is said of them."""
    found: list[tuple[Mark, ...]] = []
    for mark in marks:
        if found and _JOINED.match(reading.folded[found[-1][-1].end : mark.start]):
            found[-1] = (*found[-1], mark)
        else:
            found.append((mark,))
    return found
