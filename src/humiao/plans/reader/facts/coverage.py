"""How many towns, streets, villages or stations are to be reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from humiao.plans.reader.draft import Coverage, Site
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.coverage_told import NOUN_BEFORE, STATIONS, coverage_of
from humiao.plans.reader.facts.lots import lot_of
from humiao.plans.reader.facts.stretches import label_cells, words_of
from humiao.plans.reader.facts.topics import topics
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_PLACES = re.compile(r"街|镇|乡|村|社区|县区|旗县|县市|市县|区县|嘎查|苏木|站|办事处|农场|林场|管理区")
_REACHED = re.compile(
    r"全覆盖|覆盖|辐射|服务点位|站点[散分]布在|扩面[到至]|(?:扩大|拓展|扩展)[到至](?=\d{1,3}个)|服务面向|面向(?=\d{1,3}个)|服务范围|实施范围|服务区域|实施区域|实施地点|服务地点|区域内\(含|地点[:：]|范围[为是:：内]|涉及[^。；]{0,20}(?:镇|街道|乡|村|社区)"
)
_SERVED = re.compile(r"服务|实施|开展|实现|推进|驻点|在册")
_WHOLE = re.compile(r"(?:全[市县区镇州旗]|辖区|所有|各)[^，。；]{0,8}$")
_BACKGROUND = re.compile(r"下辖|辖有|管辖|共辖|辖区面积|辖(?=[\d一二两三四五六七八九十])|现辖|总面积|总人口")
_DONE = re.compile(r"活动|推广|宣传|培训|宣讲|试点|讲座|巡讲|示范|新增|拟建|新建|分配|场")
_MOODS = frozenset({"withdrawn", "example", "history", "told", "wish", "procedure"})
_LABEL = re.compile(r"(?:服务|实施|建设|运营)(?:站点|范围|区域|地点|地域)|覆盖范围|项目实施地|^站点")
_OUT_OF = re.compile(
    r"[^，。；]{0,4}(?:中|里|内)(?:的|[^，。；\d]{2,16}的(?=\d)|选|确定|遴选|择优|选取|选择|选定)"
)
_AND = ("和", "及", "与", "、")
_WITH_NEXT = re.compile(r"^[、和及与,，]?\s*$")


@dataclass(frozen=True)
class _Found:
    rank: int
    sentence: Sentence
    numbers: tuple[Quantity, ...]


def read_coverage(reading: Reading, claims: Claims) -> Coverage:
    """Return how many places the programme must reach, as its clause of scope or a word of covering says."""
    found = [f for s in reading.sentences if (f := _in(reading, claims, s))]
    if not found:
        return Coverage()
    best = max(found, key=lambda f: f.rank)
    claims.take(*best.numbers)
    return coverage_of(reading, best.sentence, best.numbers)


def without_sites(found: Coverage, sites: Sequence[Site]) -> Coverage:
    """Leave out what only counts the stations that are named as such: 在10个未保站实施."""
    only_sites = (
        bool(sites) and found.value == len(sites) and bool(STATIONS.fullmatch(found.unit.removeprefix("个")))
    )
    return Coverage() if only_sites else found


def _in(reading: Reading, claims: Claims, sentence: Sentence) -> _Found | None:
    told = (
        sentence.table is None
        or _is_labelled(reading, sentence)
        or _FOR_ALL.search(words_of(reading, sentence))
    )
    if reading.moods_at(sentence.start) & _MOODS or not told:
        return None
    numbers = [q for q in claims.free(sentence) if _is_of_places(reading, sentence, q)]
    numbers = [q for q in numbers if not _is_whole_of(reading, numbers, q)]
    numbers = [q for q in numbers if not _is_the_rest(reading, q)]
    adds_up = bool(numbers) and _adds_up(reading, sentence, numbers[0])
    everywhere = bool(numbers) and _WHOLE.search(reading.folded, sentence.start, numbers[0].start)
    if (
        numbers
        and not (adds_up or everywhere)
        and (lot_of(reading, sentence.start) or _LOT_HEADING.match(_heading(reading, sentence)))
    ):
        return None  # where one lot of several is served
    rank = max((_rank(reading, sentence, q) for q in numbers), default=0)
    if not rank:
        return None
    first = next(q for q in numbers if _rank(reading, sentence, q) == rank)
    first = _towns_of(reading, numbers, first)
    return _Found(rank, sentence, _with_neighbours(reading, numbers, first))


def _towns_of(reading: Reading, numbers: list[Quantity], found: Quantity) -> Quantity:
    """Return the towns counted right before the villages that lie in them: 全区14个镇街312个村全覆盖."""
    at = numbers.index(found)
    above = numbers[at - 1] if at else found
    gap = reading.folded[above.end : found.start]
    return above if _is_below(found) and not _is_below(above) and _IN_THEM.match(gap) else found


# 14个镇街312个村, 7个乡镇实施，覆盖86个行政村
_IN_THEM = re.compile(r"^(?:[、和及与,，的]?|[\u4e00-\u9fff]{0,4}[，,]?(?:覆盖|涉及|包括|[包下]?含|共))\s*$")
_OF_MORE = re.compile(r"\d+个(?:乡镇|镇街|街道|镇|乡|村|社区)(?:\([^()]{1,4}\))?中的\s*$")  # 14个乡镇中的8个
# Those that are bought, and those the work is parted into: 以7个乡镇24个行政村为单元.
_TAKEN_IN = re.compile(
    r"[^，。；]{0,4}纳入(?:本次|本项目)?(?:采购|服务|购买|项目)|(?:\d+个[\u4e00-\u9fff]{1,4})?为(?:单元|(?:实施|服务)?范围|网格)"
)


def _is_the_rest(reading: Reading, quantity: Quantity) -> bool:
    """Say whether places are those left over, and not what is bought: 其余5个站纳入本次采购."""
    rest = _REST.search(reading.folded[max(0, quantity.start - 4) : quantity.start])
    return bool(rest) and not _TAKEN_IN.match(reading.folded, quantity.end)


_REST = re.compile(r"(?:其余|其他|其它)(?:的)?\s*$")
_FOR_ALL = re.compile(r"(?:^|[:：])为全[市县区镇州旗]\d+个[^，。；]{1,24}提供")


_LOT_HEADING = re.compile(
    r"(?:第?[一二三四五六\dA-F](?:包|标段|标项)|(?:包|标段|标项)[一二三四五六\dA-F])\s*[:：]"
)


def _heading(reading: Reading, sentence: Sentence) -> str:
    """Return the line that opens the block a sentence stands in, where the line is its own."""
    above = reading.folded[max(0, sentence.start - 60) : sentence.start].rstrip().rpartition("\n")[2]
    return above.strip()


def _is_labelled(reading: Reading, cell: Sentence) -> bool:
    """Say whether the label of a cell says that it tells where the service is given."""
    return any(_LABEL.search(words_of(reading, label)) for label in label_cells(reading, cell))


def _is_of_places(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    if quantity.kind != "count" or quantity.per or quantity.comparator not in (None, "="):
        return False
    if reading.moods_at(quantity.start) & _MOODS:
        return False
    after = reading.folded[quantity.end : min(sentence.end, quantity.end + 10)]
    before = reading.folded[sentence.start : quantity.start]
    if quantity.unit == "个" and (
        STATIONS.match(after) or NOUN_BEFORE.search(before) or _OF_MORE.search(before)
    ):
        return True
    return bool(_PLACES.search(quantity.unit))


def _is_named_row(before: str, quantity: Quantity) -> bool:
    """Say whether as many names stand before a number as it counts: 大坪、黄竹、三河三个镇."""
    names = re.search(r"(?:[\u4e00-\u9fff]{1,6}[、和及])+[\u4e00-\u9fff]{1,6}(?<!共)(?=共?$)", before)
    return names is not None and len(re.split("[、和及]", names[0].rpartition("在")[2])) == quantity.value


def _is_whole_of(reading: Reading, numbers: list[Quantity], quantity: Quantity) -> bool:
    """Say whether a number only tells out of how many: the 14 of 14个乡镇中的11个乡镇."""
    after = reading.folded[quantity.end : quantity.end + 12]
    later = [q for q in numbers if quantity.end <= q.start <= quantity.end + _FAR]
    return bool(later) and bool(_OUT_OF.match(after))


_FAR = 40  # the places may be named between: 9个乡镇中的甲镇、乙镇、丙乡三个乡镇


def _rank(reading: Reading, sentence: Sentence, quantity: Quantity) -> int:
    """Say how surely a number of places is the one to reach: 0 is not at all."""
    folded = reading.folded
    before, after = folded[sentence.start : quantity.start], folded[quantity.end : sentence.end]
    reached = _is_reached(reading, sentence, quantity)
    around = topics(reading, sentence.start)
    if _ARE_THERE.search(before[-4:]) and _PEOPLED.search(after):
        return 0  # how the county is made up: 辖4镇3街道，户籍人口46万
    chosen = _CHOSEN.search(before) and _EACH_HAS.match(after)
    if not (reached or chosen) and (_SET_UP.match(after) or _LOT_ROW.match(before)):
        return 0
    if _is_told_of_else(before, after, known=reached or "scope" in around, reached=reached):
        return 0
    scoped = (
        "scope" in around[:2]
        or sentence.table is not None
        or re.match(r"\s*[\u4e00-\u9fff]{2,4}范围\s*[:：]", before) is not None
    )
    if scoped and _WHOLE.search(before):
        return 5
    named = _is_named_row(before, quantity) or _AND_MORE.search(before)
    if chosen or (named and _OF_THOSE_NAMED.match(after)) or _TAKEN_IN.match(after):
        return 3
    if _adds_up(reading, sentence, quantity):
        return 3
    if reached:
        return 1 if _LATER.match(before) else 4  # what may be reached some day
    if scoped and (sentence.table is not None or not quantity.unit.startswith("个站")):
        return 3
    return _rank_in_words(reading, sentence, quantity, around)


# What a table of lots adds up to, on a line of its own below it: （合计11个镇街）.
_SUM_LINE = re.compile(r"\s*\(?(?:以上|各包)?(?:合计|共计|总计)\s*")
_COLUMN = re.compile(r"覆盖|服务(?:区域|范围|镇街|乡镇)")
_TABLE_ABOVE = 300


def _adds_up(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number adds up, alone on its line, the places that lots named above are to reach."""
    alone = _SUM_LINE.fullmatch(reading.folded, sentence.start, quantity.start)
    ends = re.fullmatch(r"\s*\)?\s*", reading.folded[quantity.end : sentence.end].rstrip("。"))
    above = max(0, sentence.start - _TABLE_ABOVE)
    return bool(alone and ends) and bool(_COLUMN.search(reading.folded, above, sentence.start))


_CHOSEN = re.compile(r"(?:选取|选定|选择|遴选)(?:其中)?(?:的)?$")
_EACH_HAS = re.compile(r"[，,]每个?[镇乡街道村社区]{1,2}")  # 选取12个镇，每镇设1个服务点
_LATER = re.compile(r"\s*[“\"]?(?:下一步|今后|未来|接下来|到20\d\d年)")
# What stands behind a row of places named and counted: stations, those served, or that work begins there.
# 为甲、乙、丙3个乡镇的600名留守儿童提供服务; 先在甲、乙两个乡镇铺开
_OF_THOSE_NAMED = re.compile(
    r"(?:社工|工作|服务|未保|未成年人保护)*站点?(?![\u4e00-\u9fff]*人员)"
    r"|(?:辖区)?(?:范围)?内?的[^，。；]{0,16}(?:儿童|未成年人|家庭)[^，。；]{0,6}(?:提供|开展|购买)"
    r"|(?:先行|率先|全面)?(?:铺开|推开|落地|实施|试行|开展(?=[。，；\n]|入户|走访|服务|困境|留守|未成年|关爱))|设立的[\u4e00-\u9fff]{0,4}(?:站点?|点)"
)
_AND_MORE = re.compile(
    r"(?:在|选择|选取|确定)[\u4e00-\u9fff]{1,6}(?:[、和及][\u4e00-\u9fff]{1,6}){1,6}等\s*$"
)  # 在双河、石门等8个乡镇实施
_ARE_THERE = re.compile(r"辖(?:有|管)?(?:[\d一二两三四五六七八九十个镇乡、]*)$")
_PEOPLED = re.compile(r"^[^。；]{0,20}(?:人口|面积|平方公里)")
# Where points are set up is no reach of the service: 在5个村设立服务点; 3个村，每村设1个.
_SET_UP = re.compile(
    r"[^，。；]{0,6}(?:(?:各|分别)?(?:设立(?!的)|设置|建立(?![^，,。；]{2,24}(?:机制|体系|网络))|建设|开办|新建|打造)|[，,]每个?[村镇乡社区街道]{1,2}(?:各)?(?:设|建|开))"
)
_LOT_ROW = re.compile(
    r"\s*(?:标[项段][一二三四五六\d]|包[一二三四五六\d]|第?[一二三四五六\d]包|[A-F]包)[\s:：]"
)


def _is_told_of_else(before: str, after: str, *, known: bool, reached: bool) -> bool:
    """Say whether a number of places is how many there are, those of a lot, or where an activity is held."""
    if _BACKGROUND.search(before) and not known:
        return True
    if _OF_EACH.search(before) or _OF_LOT.search(before) or (_HAS.search(before) and not reached):
        return True
    return bool(_DONE.search(before[-14:].rpartition("，")[2]) or _DONE.match(after[:3]))


def _rank_in_words(reading: Reading, sentence: Sentence, quantity: Quantity, around: tuple[str, ...]) -> int:
    """Weigh a number of places no heading and no word of covering speaks for."""
    words, before = reading.words(sentence), reading.folded[sentence.start : quantity.start]
    if _GIVEN_IN.search(before) and _GIVEN.match(reading.folded, quantity.end, sentence.end):
        return 2
    if _GIVEN_TO.search(before) and _AND_GIVEN.match(reading.folded, quantity.end, sentence.end):
        return 2
    if _TAKEN_ON.search(before) and _RUN.match(reading.folded, quantity.end, sentence.end):
        return 2
    if _SPREAD.search(before):
        return 1
    if "objects" in around and _OF_WHOSE.match(reading.folded, quantity.end, sentence.end):
        return 2
    if _is_below(quantity) and _WHERE_COUNTED.match(reading.folded, quantity.end, sentence.end):
        return 0
    whole = bool(_WHOLE.search(before)) or _is_named_row(before, quantity)
    served = bool(_SERVED.search(words)) or "objects" in around
    return 2 if whole and served and "background" not in around[:1] else 0


def _is_reached(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a word of covering stands before a number of places, or all are said to be reached."""
    before = reading.folded[sentence.start : quantity.end]
    if _REACHED.search(before):
        return True
    return bool(_ALL_REACHED.match(reading.folded, quantity.end, sentence.end))


_OF_WHOSE = re.compile(
    r"(?:(?:辖区)?(?:范围|辖区)?内的?[\u4e00-\u9fff、]{0,12}|(?:\([^()]{1,6}\))?(?:登记)?(?:在册)?的[\u4e00-\u9fff、]{0,30})"
    r"(?:儿童|未成年人)(?![^，。；]{0,4}[\d共])"
)
_ALL_REACHED = re.compile(r"[^，,。；]{0,14}(?:全覆盖|实现覆盖|服务覆盖|纳入(?:服务|实施)?范围)")
# Where children are counted, not where they are served: 辖区7个社区在册困境儿童31名.
_WHERE_COUNTED = re.compile(r"(?:内)?(?:现有|共有|有|登记|在册|摸排)+[^，。；的]{2,16}?\s*\d+(?:名|人|户)")
# Where it is given, said of the project itself: 在全县4个乡镇的未保站开展.
_GIVEN_IN = re.compile(
    r"(?<!已)在(?:全[市县区镇州旗]|辖区|本[市县区])(?:内)?(?:的)?$|(?:^|[，,:]|\d年|时间|项目|乙方|机构|主体|组织|拟|首批)在(?:[\u4e00-\u9fff]{2,4}[市县区旗]|[\u4e00-\u9fff]{2,6}[镇乡]等)?$"
)
_GIVEN = re.compile(
    r"[^，,。；]{0,10}(?:实施|派驻|开展|推进|试行|推行)(?:本?项目|服务)?(?![^，,。；]{0,8}(?:活动|宣传|培训|场))"
    r"|(?:[\d一二两三四五六七八九十]+个[\u4e00-\u9fff]{1,3})?(?:\([^()]{1,6}\))?(?:内)?"
    r"(?:为[^，,。；]{2,40}提供[^，,。；]{0,24}|(?:采购|购买)[^，,。；]{0,8})服务"
    r"|(?:建立|构建)[^，,。；]{2,24}(?:机制|体系|网络)"
)
# Stations somebody runs: 承接的11个镇未保站运营服务, 选取5个镇未保站开展服务.
_TAKEN_ON = re.compile(
    r"(?:承接的?|选取(?:其中)?|选择(?:其中)?|选定|为|(?:依托|利用)(?:已建成的?|现有的?)?)\s*$"
)
_RUN = re.compile(
    r"(?:的)?(?:未保|社工|未成年人保护|社会工作)[\u4e00-\u9fff]{0,3}站点?"
    r"(?:(?:运营|购买|采购|提供|开展)[^，。；]{0,6}服务|(?:配备|派驻)[^，。；]{0,6}社工|实施|[，,]以[^。；]{2,30}引[入进])"
)
# Whose children are given something, the places before them: 向某县9个镇的农村留守儿童…提供走访.
_GIVEN_TO = re.compile(r"(?:向|为|面向)(?:[\u4e00-\u9fff]{1,4}[市县区旗]|全[市县区旗])?(?:内)?$")
_AND_GIVEN = re.compile(r"(?:内)?(?:的|不少于\d+名)[^。；\d]{2,40}(?:提供|建立)")
_SPREAD = re.compile(
    r"(?:儿童|未成年人|对象|\d[名人个])[^。；]{0,60}分[布散][在于](?:全[市县区镇州旗])?(?:的)?$"
)


# How many a county has, not how many are served: 全县共有6镇3乡.
_HAS = re.compile(
    r"(?:全[市县区镇州旗]|本[市县区])[^，。；]{0,4}(?:共?有|设有|现有)\s*(?:乡镇|镇街|街道|镇|乡|村居?|社区)?(?:共|计)?$"
)
# What is told of each county, or of one lot of several: 每县选2个乡镇, 包二:东部5个乡镇.
_OF_EACH = re.compile(r"[每各](?:个)?[\u4e00-\u9fff()、]{1,10}$")
_OF_LOT = re.compile(
    r"(?:第?[一二三四五六\d]包|包[一二三四五六\d]|标[段项][一二三四五六\d]|[一二三四五六\d]标段|[A-Z][包标])[^，。；]{0,12}$"
)


def _with_neighbours(reading: Reading, numbers: list[Quantity], first: Quantity) -> tuple[Quantity, ...]:
    """Take in what is counted beside it: 5个街道、2个镇 are seven places of one kind or another."""
    row = [first]
    for quantity in numbers[numbers.index(first) + 1 :]:
        gap = reading.folded[row[-1].end : quantity.start]
        named = gap[:1] in _AND and _is_named_row(gap[1:], quantity)  # 4个街道和罗江、碑庙2个镇
        if not (named or _WITH_NEXT.match(gap)) or _is_below(row[-1]) != _is_below(quantity):
            break
        row.append(quantity)
    return tuple(row)


def _is_below(quantity: Quantity) -> bool:
    """Say whether it counts villages, which lie in the towns counted beside them."""
    return bool(re.search(r"村|社区|嘎查|站", quantity.unit))
