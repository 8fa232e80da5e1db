"""Targets: no comparator, no formula, a figure in a qualitative one, more people than there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from humiao.plans.reader.checks.counts import headcounts
from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Span, counts, folded, number, part_of, saying, says
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Draft, Indicator
from humiao.plans.reader.reading import Cell, Quantity, Reading

_REACHED = re.compile(r"(?:达到?|为|是|实现|保持|做到|控制在|共计?|合计)[^，。；]{0,3}$")
_MOST_SHOWN = 5


@check("comparator-missing")
def no_comparator(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether a bare figure is a lower bound."""
    if not is_programme(draft, reading):
        return
    bare = [i for i in draft.indicators if _is_bare(reading, i)]
    if bare:
        shown = "、".join(f"“{i.name}”{number(i.value or 0)}{i.unit}" for i in bare[:_MOST_SHOWN])
        more = "等" if len(bare) > _MOST_SHOWN else ""
        yield ask(
            reading,
            f"{shown}{more}没有写“不少于”或“等于”，按不少于录入，是否如此？",
            f"{len(bare)} targets have no comparator ({shown}); they are entered as at least. Is that meant?",
            *bare,
        )


def _is_bare(reading: Reading, item: Indicator) -> bool:
    if item.comparator or item.value is None or item.high is not None or item.qualitative or item.within:
        return False
    if re.search(r"评估|检查|考核|验收", item.name) or _is_all_in_words(reading, item):
        return False
    figure = next((q for q in reading.quantities_in(item) if q.value == item.value), None)
    before = folded(reading, item.start - 12, figure.start if figure else item.end)
    return not _REACHED.search(before) if item.unit == "%" else figure is None or figure.kind != "interval"


_ALL = 100


def _is_all_in_words(reading: Reading, item: Indicator) -> bool:
    """Say whether running text asks for all of something: a rate that can't be exceeded needs no 不低于."""
    in_table = any(table.start <= item.start < table.end for table in reading.tables)
    return item.unit == "%" and item.value == _ALL and not in_table


_RISING = re.compile(
    r"(?:不断|持续|明显|显著|逐步|进一步|大幅度?|有效|稳步)(?:地)?(?:加强|向好|提高|提升|改善|增强|优化|好转|改进|降低|减少|完善|健全|发展)\s*(?=$|[:，。；\n\t(])"
)
_PEOPLE_REACHED = re.compile(r"受益|惠及|服务人数|覆盖人|参与人数|人数")


@check("qualitative-with-number")
def figure_in_qualitative(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a qualitative target's cell or sentence holds a figure of another name."""
    if not is_programme(draft, reading):
        return
    for where in (*_rows(reading), *_sentences(reading)):
        figure = next(
            (q for q in reading.quantities_in(where) if q.kind == "count" and not reading.mood_at(q.start)),
            None,
        )
        if figure is None or figure.unit == "项":
            continue
        yield ask(
            reading,
            f"{at(reading, where)[0]}的定性指标里写着数字“{reading.words(figure)}”，"
            "已拆成定性一项、数字一项，请核对。",
            f"A qualitative target in {at(reading, where)[1]} holds the figure “{reading.words(figure)}”; "
            "split into a judged and a counted one.",
            where,
        )


def _rows(reading: Reading) -> Iterator[Span]:
    """Give the rows whose name says that something gets better, and whose value names people reached."""
    for table in reading.tables:
        for row in table.rows[table.header_rows :]:
            named = [i for i, cell in enumerate(row) if _RISING.search(_cell(reading, cell))]
            after = row[named[0] + 1 :] if named else ()
            told = any(_TOLD_BESIDE.match(_cell(reading, cell)) for cell in row)
            if told or any(
                _PEOPLE_REACHED.search(_cell(reading, cell)) for cell in (*after[:1], *_same(row, named))
            ):
                filled = [cell for cell in row if cell.end > cell.start]
                yield Span(min(c.start for c in filled), max(c.end for c in filled))


# A judgement and a count in one cell: 反响好，县级以上媒体报道5篇.
_TOLD_BESIDE = re.compile(
    r"[^，,；;\d]{0,8}(?:反响|效果|成效|秩序|氛围|关系|运行|管理)?(?:良好|较好|好|显著|明显|规范|稳定|和谐)[，,；;][^，,；;]{2,16}\d+[篇次场个条人份]"
)


def _same(row: Sequence[Cell], named: list[int]) -> list[Cell]:
    return [row[named[0]]] if named else []


def _cell(reading: Reading, cell: Cell) -> str:
    return folded(reading, cell.start, cell.end).strip()


def _sentences(reading: Reading) -> Iterator[Span]:
    """Give the sentences where a figure of people reached stands beside what only gets better."""
    for found in saying(reading, _RISING):
        part = part_of(reading, found.start)
        around = (part_of(reading, part.start - 2), part_of(reading, part.end + 1))
        for beside in around:
            inside = found.sentence.start <= beside.start and beside.end <= found.sentence.end
            words = folded(reading, beside.start, beside.end)
            if inside and beside != part and _PEOPLE_REACHED.search(words) and re.search(r"\d", words):
                yield Span(min(beside.start, part.start), max(beside.end, part.end))


# Rates whose name doesn't say what is divided by what.
_VAGUE_RATE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,12})(?:保障率|受益率|参与率|成效率|改善率|提升率|有效率|融入率|转化率|关爱率|帮扶率|介入率|服务率|稳定率|健康率|改变率|[\u4e00-\u9fff]指数)"
)
_FORMULA = re.compile(
    r"计算(?:公式|方法|口径|方式)|分子|分母|÷|之比|是指|即|=[^\d]|占[^，。；]{1,20}的(?:比例|比重|百分)"
)


@check("indicator-undefined")
def rate_without_formula(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask what is divided by what in a rate whose name doesn't tell."""
    if not is_programme(draft, reading):
        return
    found = [f for f in saying(reading, _VAGUE_RATE) if not reading.mood_at(f.start)]
    valued = [f for f in found if reading.quantities_in(Span(f.end, f.end + 14))]
    undefined = [f for f in valued if not _FORMULA.search(_near(reading, f.start, f.end))]
    if undefined:
        names = "、".join(dict.fromkeys(f"“{f.words}”" for f in undefined))
        yield ask(
            reading,
            f"{names}没有算法：分子、分母各是什么？",
            f"{names} has no formula: what is divided by what?",
            *(Span(f.start, f.end) for f in undefined),
        )


def _near(reading: Reading, start: int, end: int) -> str:
    return folded(reading, start - 20, start) + folded(reading, end, end + 60)


_TRAINING = re.compile(
    r"(?:开展|组织|举办|做好)[^，。；\n]{0,24}(?:儿童主任|儿童督导员)[^，。；\n]{0,16}培训"
)
_ANY_TRAINING = re.compile(r"培训|轮训|参训|授课")


@check("indicator-undefined")
def training_without_amount(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask how much training is promised where no number of it stands anywhere."""
    found = next(saying(reading, _TRAINING), None)
    if found is None or not is_programme(draft, reading):
        return
    for other in saying(reading, _ANY_TRAINING):
        if any(q.kind in ("count", "percent", "interval", "measure") for q in _beside(reading, other.start)):
            return
    yield ask(
        reading,
        f"“{found.words}”没有写场次、学时和应训比例。",
        "Training has no number of sessions, hours or share of people to be trained.",
        Span(found.start, found.end),
    )


def _beside(reading: Reading, offset: int) -> Sequence[Quantity]:
    return reading.quantities_in(Span(offset - 16, offset + 30))


_FULL_COVER = re.compile(r"全覆盖")
_EACH_PLACE = re.compile(
    r"每(?:个|一)?(?:乡?镇|街道|乡|村|社区|站)|各(?:乡?镇|街道|站)[^，。；]{0,8}(?:不少于|至少)|覆盖率|覆盖标准|全覆盖是指"
)


@check("indicator-undefined")
def coverage_without_meaning(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask when a place counts as covered."""
    if not is_programme(draft, reading) or says(reading, _EACH_PLACE):
        return
    for found in saying(reading, _FULL_COVER):
        if reading.mood_at(found.start) or not re.search(
            r"镇|街道|乡|村|社区", folded(reading, found.start - 24, found.start)
        ):
            continue
        if re.search(r"已|建设", folded(reading, found.start - 6, found.start)):
            continue
        yield ask(
            reading,
            "“全覆盖”没有说明标准：一个镇街道怎样才算覆盖？",
            "Full coverage isn't defined: when is a town reached?",
            Span(found.start, found.end),
        )
        return


_BENEFICIARIES = re.compile(
    r"(?:直接)?(?:受益|惠及|服务)(?:困境|留守|流动)?(?:儿童|未成年人|对象|人群)?(?:总)?(?:人数|人口)|惠及(?:儿童|未成年人)?|(?:直接服务|服务(?=在册))(?:在册|登记)?(?:的)?(?:困境|留守|流动)?(?:儿童|未成年人|对象)|受益(?:儿童|未成年人)"
)


@check("beneficiaries-exceed-population")
def more_than_there_are(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether the service reaches beyond the people there are."""
    if not is_programme(draft, reading):
        return
    people = _population(draft, reading)
    for found in saying(reading, _BENEFICIARIES):
        figure = next(iter(reading.quantities_in(Span(found.end, found.end + 6))), None)
        if people is None or figure is None or not _of_persons(figure) or reading.mood_at(figure.start):
            continue
        if figure.value is not None and figure.value > people[0]:
            yield ask(
                reading,
                f"{at(reading, figure)[0]}的受益人数 {number(figure.value)} "
                f"超过{people[2]} {number(people[0])} 人。"
                "受益范围是否超出，还是人次？",
                f"{number(figure.value)} beneficiaries are more than the {number(people[0])} there are. "
                "Does the service reach beyond them, or are these person-times?",
                figure,
                people[1],
            )
            return


def _of_persons(figure: Quantity) -> bool:
    return figure.kind == "count" and figure.unit.split("/")[0] in ("人", "名", "位")


def _population(draft: Draft, reading: Reading) -> tuple[Decimal, Span, str] | None:
    """Return how many could be served: the young of the only site, else all the children counted."""
    if len(draft.sites) == 1:
        young = [q for q in counts(reading) if _of_persons(q) and _is_young(reading, q)]
        if young:
            return young[0].value or Decimal(0), Span(young[0].start, young[0].end), "站点所在社区的"
    totals = [o for o in draft.service_objects if o.total and o.count]
    everyone = [*(o.count for o in totals if o.count), *(h.value for h in headcounts(reading))]
    if not totals:
        return _one_class(draft, reading) or _all_classes(draft, reading)
    if not everyone:
        return None
    largest = max(everyone)
    return Decimal(largest), Span(totals[0].start, totals[0].end), "对象总数"


def _one_class(draft: Draft, reading: Reading) -> tuple[Decimal, Span, str] | None:
    """Return the number of the only class that the document counts."""
    counted = [o for o in draft.service_objects if o.count]
    if len(counted) != 1 or reading.mood_at(counted[0].start):
        return None
    one = counted[0]
    return Decimal(one.count or 0), Span(one.start, one.end), f"“{one.category}”"


def _all_classes(draft: Draft, reading: Reading) -> tuple[Decimal, Span, str] | None:
    """Return the classes added up, of which no more children can be than that; a child may be in two."""
    counted = [o for o in draft.service_objects if o.count]
    if len(counted) < _SOME_CLASSES or any(reading.mood_at(o.start) for o in counted):
        return None
    total = sum(o.count or 0 for o in counted)
    return Decimal(total), Span(counted[0].start, counted[-1].end), "各类对象相加的"


_SOME_CLASSES = 2


def _is_young(reading: Reading, figure: Quantity) -> bool:
    before = folded(reading, figure.start - 10, figure.start)
    return reading.mood_at(figure.start) == "background" and bool(
        re.search(r"(?:青少年|未成年人|儿童)\s*$", before)
    )
