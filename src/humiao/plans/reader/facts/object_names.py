"""Which class of children a number counts: the known words beside it, alone or in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from humiao.plans.reader.reading import Mention, Quantity, Reading, Sentence
from humiao.plans.reader.words import load

_JOINER = re.compile(
    r"^\s*(?:[、/和及与或]|以及|及其|,)?\s*(?:其[他它][^，。；、0-9]{0,10}|部分|农村|城镇)?\s*$"
)
_LEFT_GAP = re.compile(
    r"^(?:等?家庭的?(?:儿童|子女|孩子))?[)）]?(?:\([^()]{0,24}\)|[、]?(?:以及|和|及|等)?其[他它][^，。；、0-9]{0,12}(?:儿童|孩子|未成年人|群体|对象|人员))?(?:的|等|家庭|子女|群体|对象|名单|类|等|儿童|人员|未成年人|内)?(?:\([^()]{0,24}\)|\((?:截[至止]到?)?[^()]{2,14}(?:为|共|有))?[\s:：\t“”\"'\-—(]*"
    r"(?:目前|现|现有|总人数|总数|人数|数量|总计|合计|共计|共有|共|总|累计|约|约为|数|为|是|有|达到?|计|在册|分别|各|大约|近|在册人数|登记在册)*[\s:：(]*$"
)
_RIGHT_GAP = re.compile(
    r"^\s*(?:的|在册|登记|登记在册|建档|建档立卡|本市|本县|本区|全市|全县|全区|城乡|重点|特殊|各类|户籍|辖区内?|符合条件|在册的|纳入保障|名单内|学龄)*\s*$"
)
_CHILD = re.compile(r"(?:儿童|孤儿|子女|未成年人|少年|学生|孩子|女童|男童|的)$")
_RESIDUAL = re.compile(r"^(?:其[他它余]|普通|一般)[\u4e00-\u9fff]{0,10}$")
_PLAIN = re.compile(
    r"男[童孩生]|女[童孩生]|^[男女]|男$|(?<!子)女$|岁|学龄|小学|初中|高中|幼儿|婴幼|中学|在校|户籍|常住|青少年|[镇乡街村社]|家长|志愿|本地|外地|党员|级|色"
)
_HARDSHIP = re.compile(
    r"失|单亲|重组|离异|残|病|贫|困|守|监护|刑|在押|毒|遭|受|辍|流|散|特殊|重点|低保|低收入|孤|难|涉|务工|外出|随迁|帮扶|救助|无|弃|暴|艾"
)
_NOT_A_NAME = re.compile(
    r"[0-9。；;，,:：]|情形|上述|符合|走访|服务|帮扶|参加|组织|开展|培训|覆盖|受益|名单|比例|每"
)
_EDGE = re.compile(r"[，,、;；:：。(（\n\t]|其中|包括|包含|分别为|另有|以及|及|和|含")


@dataclass(frozen=True)
class Named:
    """The words that name a class, and the entry of the vocabulary that is meant where one is."""

    start: int
    end: int
    key: str = ""

    @property
    def is_known(self) -> bool:
        """Say whether it is a class of the vocabulary."""
        return bool(self.key)


def known_class(reading: Reading, sentence: Sentence, quantity: Quantity, floor: int) -> Named | None:
    """Return the class left of a number, else right of it, where nothing but filling stands between."""
    left = max(sentence.start, floor)
    return (
        _explained(reading, left, quantity)
        or _left(reading, left, quantity)
        or _right(reading, sentence, quantity)
    )


_BRACKET = re.compile(r"\([^()\d。；\n]{2,40}\)\s*$")
_BRACKET_THEN_COMMA = re.compile(r"\([^()\d。；\n]{2,40}\)[，,]\s*(?:目前|现|共|在册|约|计|有|为|人数)*\s*$")


def _explained(reading: Reading, floor: int, quantity: Quantity) -> Named | None:
    """Return the class that a bracket before the number explains: 困难家庭儿童(低保、特困)60名."""
    bracket = _BRACKET.search(reading.folded, floor, quantity.start)
    if bracket is None:
        return None
    start = max([floor, *(m.end() for m in _EDGE.finditer(reading.folded, floor, bracket.start()))])
    words = reading.folded[start : bracket.start()]
    start += len(words) - len(words.lstrip(" .0123456789"))
    found = list(reading.mentions_in(_Span(start, bracket.start()), "category"))
    if found and found[-1].end == bracket.start():
        known = row_of(reading, found)
        if not is_sum_word(known) and not general_only(known):
            return known
        if known.start == start:
            return None
    words = reading.folded[start : bracket.start()]
    is_name = 4 < len(words) <= _LONGEST_NAME and _CHILD.search(words) and _HARDSHIP.search(words)
    plain = not (_PLAIN.search(words) or _NOT_A_NAME.search(words) or _OF_A_PLACE.match(words))
    return Named(start, bracket.start()) if is_name and plain else None


_LONGEST_NAME = 12
_OF_A_PLACE = re.compile(r".{0,6}[县市区旗](?:在册|的)?|全|对|为|本|各|在册|现有|共有|重点|服务")


def _explained_class(reading: Reading, floor: int, end: int) -> Named | None:
    """Return the class that ends where its bracket begins."""
    found = list(reading.mentions_in(_Span(floor, end), "category"))
    return row_of(reading, found) if found and found[-1].end == end else None


def _left(reading: Reading, floor: int, quantity: Quantity) -> Named | None:
    found = [
        m for m in reading.mentions_in(_Span(floor, quantity.start), "category") if m.end <= quantity.start
    ]
    if not found or not _LEFT_GAP.match(reading.folded[found[-1].end : quantity.start]):
        return None
    return row_of(reading, found)


def _right(reading: Reading, sentence: Sentence, quantity: Quantity) -> Named | None:
    if quantity.unit not in ("名", "位", "个"):
        return None
    found = reading.mentions_in(_Span(quantity.end, min(sentence.end, quantity.end + 30)), "category")
    if not found or not _RIGHT_GAP.match(reading.folded[quantity.end : found[0].start]):
        return None
    row = [found[0]]
    for following in found[1:]:
        if not _JOINER.match(reading.folded[row[-1].end : following.start]):
            break
        row.append(following)
    return _named(reading, row)


def row_of(reading: Reading, found: list[Mention]) -> Named:
    """Take in the classes joined before the last: 困境儿童、留守儿童和流动儿童570人 is one count."""
    row = [found[-1]]
    for earlier in reversed(found[:-1]):
        if not _JOINER.match(reading.folded[earlier.end : row[0].start]):
            break
        row.insert(0, earlier)
    return _named(reading, row)


def _named(reading: Reading, row: list[Mention]) -> Named:
    specific = [m for m in row if m.key != "minors"] or row
    start, end = specific[0].start, specific[-1].end
    tail = re.compile(r"家庭儿童|儿童|未成年人").match(reading.folded, end)
    end = tail.end() if tail else end
    keys = list(dict.fromkeys(m.key for m in specific))
    return Named(start, end, "+".join(keys))


_COUNTED_AFTER = re.compile(r"[，,]\s*(?:目前|现|共|在册|登记|建档|约|计|全[县市区旗镇乡]|有|为|人数)*\s*$")
_COUNT_ENDS = re.compile(r"\s*(?:[，,。；;)）\n]|$)")


def class_before_comma(reading: Reading, sentence: Sentence, quantity: Quantity, floor: int) -> Named | None:
    """Return the class a number follows after a comma, where classes are listed: 流动儿童，约850人."""
    if quantity.unit not in ("人", "名", "位") or not _COUNT_ENDS.match(reading.folded, quantity.end):
        return None
    low = max(sentence.start, floor)
    explained = _BRACKET_THEN_COMMA.search(reading.folded, low, quantity.start)
    if explained:  # 困境儿童(重病、重残儿童)，约380人
        named = _explained_class(reading, low, explained.start())
        return named if named and not general_only(named) else None
    found = reading.mentions_in(_Span(low, quantity.start), "category")
    if not found or not _COUNTED_AFTER.fullmatch(reading.folded[found[-1].end : quantity.start]):
        return None
    named = row_of(reading, found)
    return None if general_only(named) else named


_SO_MANY = re.compile(r"(?P<n>[二三四五六七八两2-8])类(?:服务)?(?:儿童|对象|群体|人员|未成年人)?\s*$")
_NUMERALS = dict(zip("两二三四五六七八2345678", (2, 2, 3, 4, 5, 6, 7, 8, 2, 3, 4, 5, 6, 7, 8), strict=True))
_LISTS = re.compile(
    r"(?:[为是:]|包括|包含|分为|即)(?P<names>(?:[^，。；:、\d]{2,20}[、]){1,8}[^，。；:\d]{2,40})[。；]?\s*$"
)


def classes_listed(reading: Reading, sentence: Sentence, offset: int) -> list[Named]:
    """Return the classes of the sentence before, as many as are spoken of here: 四类儿童分别为…."""
    said = _SO_MANY.search(reading.folded, sentence.start, offset)
    before = reading.folded[max(0, sentence.start - 160) : sentence.start].rstrip()
    line = before.rpartition("\n")[2]
    found = _LISTS.search(re.split(r"(?<=。)(?=.)", line)[-1]) if said else None
    if said is None or found is None:
        return []
    start = reading.folded.rfind(found["names"], 0, sentence.start)
    pieces = [
        Named(start + m.start(), start + m.end())
        for m in re.finditer(r"(?:(?!以及|、|和|及|与).)+", found["names"].rstrip("。；"))
    ]
    return pieces if len(pieces) == _NUMERALS[said["n"]] else []


def general_only(named: Named) -> bool:
    """Say whether the words name all children, no class of them."""
    return named.key == "minors"


def unknown_class(reading: Reading, sentence: Sentence, quantity: Quantity, floor: int) -> Named | None:
    """Return words that name a class the vocabulary lacks, for a number in the company of known classes."""
    start = max(sentence.start, floor)
    folded = reading.folded
    gap = re.compile(r"(?:人数|共计|共有|共|约|有|为|:|：|\s|\()*$").search(folded, start, quantity.start)
    end = gap.start() if gap else quantity.start
    cuts = [m.end() for m in _EDGE.finditer(folded, start, end)]
    start = max([start, *cuts])
    words = folded[start:end].strip()
    if not 2 <= len(words) <= 16 or _PLAIN.search(words) or _NOT_A_NAME.search(words):
        return None
    if reading.mentions_in(_Span(start, end), "role", "background"):
        return None
    if words == "其余" and folded[quantity.end : quantity.end + 1] == "为":
        return None  # 其余343人为一般对象
    has_head = (_CHILD.search(words) and _HARDSHIP.search(words)) or _RESIDUAL.match(words)
    return Named(start, end) if has_head else None


def code_of(named: Named) -> str:
    """Return the registry's code of a class; '' where it is several or none."""
    return "" if not named.key or "+" in named.key else load("category").entry(named.key).text("code")


def is_sum_word(named: Named) -> bool:
    """Say whether the words stand for all the classes together: 困境儿童, 服务对象."""
    return all(load("category").entry(key).flag("total") for key in named.key.split("+") if key)


class _Span:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
