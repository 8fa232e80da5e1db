"""Counts: one number given twice and differently, approximate ones, sites announced and not listed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Span, counts, folded, saying, sentence_of, wan
from humiao.plans.reader.checks.money import whole_budget
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.checks.sums import adds_up, station_count
from humiao.plans.reader.draft import Choice, Draft
from humiao.plans.reader.reading import Mention, Quantity, Reading
from humiao.plans.reader.words import load

_PEOPLE = frozenset({"人", "名", "位", "个"})
# What makes a number the number of all: on the roster, now, of the whole place.
_ROSTER = re.compile(r"在册|现有|共有|共计|全部|全[县市区州旗镇]|目前|登记|总人?数|\d\s*$")
_SOME = re.compile(
    r"其中|试点|首批|部分|每[个站镇]|至少|不少于|不低于|重点|新增|减少|去年|上年|以上$|参加|参与|受益"
)
# A number of one town or village among those of the county.
_OF_ONE_PLACE = re.compile(r"(?<!个)(?:镇|乡|街道|社区|村|站)(?:辖区)?(?:内)?(?:现有|共有|在册|目前|登记|有)")


@dataclass(frozen=True)
class Headcount:
    """A number of people of one class, as one place of the text gives it."""

    start: int
    end: int
    key: str
    value: int
    approximate: bool


def headcounts(reading: Reading) -> Iterator[Headcount]:
    """Give each number of a class of people that stands beside the class's name: 孤儿9人, 9名孤儿."""
    for quantity in counts(reading):
        if quantity.unit not in _PEOPLE or quantity.comparator or quantity.high is not None:
            continue
        mention = _class_beside(reading, quantity)
        if mention is not None and not reading.mood_at(quantity.start):
            yield Headcount(
                min(mention.start, quantity.start),
                max(mention.end, quantity.end),
                mention.key,
                int(quantity.value or 0),
                quantity.approximate,
            )


# Between a class and a number these say that the number is of something done for the class, or of a share.
_DOING = re.compile(r"[配由派设招每]|落实|安排|确定|选|结对|开展|服务|走访|按|满")


def _class_beside(reading: Reading, quantity: Quantity) -> Mention | None:
    before = reading.mentions_in(Span(quantity.start - 14, quantity.start), "category")
    between = folded(reading, before[-1].end, quantity.start) if before else ""
    if re.fullmatch(r"\s*(?:和|及|与|以及)\s*", between) and quantity.unit == "名":
        before = []  # 89名留守儿童和14名孤儿
    if before and re.fullmatch(r"[^，。；、:\d()\n]{0,6}", between):
        return None if _DOING.search(between) else before[-1]
    after = reading.mentions_in(Span(quantity.end, quantity.end + 6), "category")
    if after and re.fullmatch(r"(?:在册|登记|农村|的)*", folded(reading, quantity.end, after[0].start)):
        return after[0]
    return None


@check("counts-disagree")
def class_counted_twice(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where a class on the roster is given two numbers."""
    if not is_programme(draft, reading):
        return
    by_class: dict[str, list[Headcount]] = defaultdict(list)
    for found in headcounts(reading):
        if not found.approximate and _is_of_all(reading, found):
            by_class[found.key].append(found)
    for found_twice in by_class.values():
        values = dict.fromkeys(f.value for f in found_twice)
        if _of_other_days(reading, found_twice) or found_twice[0].key == "minors":
            continue
        most, others = max(values), sorted(values)[:-1]
        if len(values) > 1 and others[-1] * 2 >= most and sum(others) != most:
            yield _two_numbers(reading, found_twice, list(values))


def _is_of_all(reading: Reading, found: Headcount) -> bool:
    before = re.split(r"[。；\n]", folded(reading, found.start - 16, found.start))[-1]
    words = before + folded(reading, found.start, found.end)
    if re.search(r"每\s*$", folded(reading, found.start - 2, found.start)) or "每" in words:
        return False
    return bool(_ROSTER.search(words + folded(reading, found.end, found.end + 6))) and not (
        _SOME.search(words) or _OF_ONE_PLACE.search(words)
    )


def _of_other_days(reading: Reading, found: list[Headcount]) -> bool:
    """Say whether the numbers are those of different days, by the dates in their sentences."""
    days: set[str] = set()
    for one in found:
        sentence = sentence_of(reading, one.start)
        dated = [q.iso for q in reading.quantities_in(sentence) if q.kind == "date" and q.start < one.start]
        days |= set(dated[-1:])
    return len(days) > 1


def _two_numbers(reading: Reading, found: list[Headcount], values: list[int]) -> Asked:
    name = load("category").entry(found[0].key).names[0]
    places = [next(f for f in found if f.value == value) for value in values]
    zh = "，".join(f"{at(reading, p)[0]}写 {p.value}" for p in places)
    en = ", ".join(f"{at(reading, p)[1]} says {p.value}" for p in places)
    return ask(
        reading,
        f"“{name}”人数前后不一：{zh}。以哪个为准？",
        f"The number of one class differs: {en}. Which holds?",
        *places,
        choices=[Choice(label=str(p.value), value=str(p.value), start=p.start) for p in places],
    )


_SERVED = re.compile(r"(?:名|人)(?:在册)?(?:服务|保障|帮扶)对象")


@check("counts-disagree")
def served_against_total(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where those served are counted differently from the total of the classes."""
    totals = [o for o in draft.service_objects if o.total and o.count and not o.approximate]
    if not totals or not is_programme(draft, reading):
        return
    known = {o.count for o in totals}
    for found in headcounts(reading):
        words = folded(reading, found.start, found.end)
        before = folded(reading, found.start - 8, found.start)
        if found.key != "in-need" or found.approximate or not _SERVED.search(words) or _SOME.search(before):
            continue
        if found.value not in known and len(known) == 1:
            yield ask(
                reading,
                f"{at(reading, totals[0])[0]}写共 {totals[0].count} "
                f"人，{at(reading, found)[0]}写 {found.value} 名对象。"
                "以哪个为准？",
                f"{at(reading, totals[0])[1]} says {totals[0].count} in all, {at(reading, found)[1]} "
                f"{found.value}. Which holds?",
                totals[0],
                found,
                choices=[
                    Choice(label=str(totals[0].count), value=str(totals[0].count), start=totals[0].start),
                    Choice(label=str(found.value), value=str(found.value), start=found.start),
                ],
            )
            return


_AND_SO_ON = re.compile(r"等(?![级次])")


@check("counts-disagree")
def places_named_and_counted(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where more or fewer places are named than counted."""
    coverage = draft.coverage
    named = len(coverage.names)
    around = folded(reading, coverage.start - 40, coverage.end + 200)
    if coverage.value is None or named < 2 or named == coverage.value or _AND_SO_ON.search(around):
        return
    if named + len(coverage.excluded) == coverage.value or not is_programme(draft, reading):
        return
    yield ask(
        reading,
        f"{at(reading, coverage)[0]}写 {coverage.value} "
        f"{coverage.unit or '个'}，列名的有 {named} 个。请核对。",
        f"{at(reading, coverage)[1]} counts {coverage.value} places and names {named}.",
        coverage,
    )


_OF_THE_COUNTY = re.compile(
    r"(?:全[县市区旗州]|下?辖|现有|设有)\s*(?:共有?|现有|设有|下?辖|的)*\s*(?=[\d一二两三四五六七八九十])"
)
_TOWNS = re.compile(r"个(?:乡镇|镇街|街道|镇|乡|苏木)(?:\([^()]*\))?")


@check("counts-disagree")
def towns_counted_twice(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask how many towns there are, where a county is said to have two numbers of them."""
    if not is_programme(draft, reading):
        return
    by_unit: dict[str, dict[int, Quantity]] = defaultdict(dict)
    for found in saying(reading, _OF_THE_COUNTY):
        number = next(iter(reading.quantities_in(Span(found.end, found.end + 1))), None)
        if number and number.value and _TOWNS.fullmatch(number.unit) and not number.comparator:
            by_unit[number.unit].setdefault(int(number.value), number)
    for unit, values in by_unit.items():
        if len(values) > 1:
            zh = "，".join(f"{at(reading, q)[0]}写 {value} {unit}" for value, q in values.items())
            yield ask(
                reading,
                f"同一地方的乡镇、街道数前后不一：{zh}。以哪个为准？",
                f"The number of towns differs: {', '.join(map(str, values))}. Which holds?",
                *values.values(),
            )


@check("approximate-count")
def about_so_many(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the exact number where people served are counted with 约, 余 or 左右."""
    if not is_programme(draft, reading):
        return
    exact = {h.value for h in headcounts(reading) if not h.approximate}
    for found in counts(reading):
        if not found.approximate or found.unit not in _PEOPLE or found.comparator:
            continue
        if not _is_people(reading, found):
            continue
        again = "，另一处写的是确数" if found.value in exact else ""
        yield ask(
            reading,
            f"{at(reading, found)[0]}的“{reading.words(found)}”是概数{again}。以哪个数为准？",
            f"“{reading.words(found)}” in {at(reading, found)[1]} is approximate. Which number holds?",
            found,
        )


# Numbers that are about so many by their own form: 一百五六十人, 百余名.
_BY_FORM = re.compile(
    r"(?:[一二三四五六七八九]百)?[一二三四五六七八九][一二三四五六七八九]十[来多余]?[名人个]|[上近约]百[名人]|(?<![一二三四五六七八九两])百[余多来][名人]|[数几]十[名人]|十[几多来][名人]"
)


@check("approximate-count")
def about_by_form(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the exact number of children where it is told as 一百五六十人."""
    known = {q.start for q in counts(reading) if q.approximate}
    for found in saying(reading, _BY_FORM):
        near = folded(reading, found.start - 8, found.end + 6)
        told = found.start in known or reading.mood_at(found.start) or not _CHILDREN.search(near)
        if not told and is_programme(draft, reading):
            yield ask(
                reading,
                f"{at(reading, Span(found.start, found.end))[0]}的“{found.words}”是概数。以哪个数为准？",
                f"“{found.words}” is approximate. Which number holds?",
                Span(found.start, found.end),
            )
            return


_CHILDREN = re.compile(r"儿童|孩子|未成年人|孤儿|娃|对象")


def _is_people(reading: Reading, found: Quantity) -> bool:
    if reading.mood_at(found.start) in ("history", "quoted"):
        return False
    sentence = Span(found.start - 20, found.end + 10)
    return bool(reading.mentions_in(sentence, "category")) or "总人数" in folded(
        reading, found.start - 8, found.start
    )


_STATED = re.compile(
    r"(?:站点|服务点|工作站|未保站|服务站|站)[^。；\n\d]{0,10}?(?:共计?|合计|总计)?\s*(?P<after>[0-9一二两三四五六七八九十]{1,3})\s*个"
    r"|(?P<towns>[0-9一二两三四五六七八九十]{1,3})\s*个(?:乡镇|镇街|镇|乡|街道|社区|村)(?:\([^()]{1,6}\))?的?(?:开展|建设?|设立?|设置|新建)?(?:未成年人保护|未保|社会?工)?(?:工作站|服务站|未保站|站点|站)"
    r"|(?P<year>\d{4})年度?(?:全[市县区])?(?:共计?|拟(?:新增|建设|购买)?)\s*(?P<plain>[0-9一二两三四五六七八九十]{1,3})\s*个"
    r"|(?:共计?设?|拟(?:新增|建设|购买)|设立|建设|购买|选取|下列|以下)\s*(?P<before>[0-9一二两三四五六七八九十]{1,3})\s*个(?:[\u4e00-\u9fff]{0,8})?(?:站点|服务点|工作站|未保站|服务站)"
)
_NOT_THIS = re.compile(r"首批|上年|去年|已建|累计|现有(?!场所|阵地|设施|用房)|已有|每个?$")
# Of one main station and its branches only the branches are named.
_MAIN = re.compile(r"总站|中心站|主站")


@check("site-missing")
def site_not_listed(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the sites that are announced and not listed."""
    listed = station_count(draft) if draft.sites else None
    if not listed or not is_programme(draft, reading):
        return
    stated = list(_stated_sites(draft, reading))
    if not stated or any(q.value == listed for q in stated):
        return
    more = [q for q in stated if q.value is not None and q.value > listed]
    with_main = [q for q in more if q.value == listed + 1 and _MAIN.search(reading.folded)]
    if more and not with_main:
        yield ask(
            reading,
            f"{at(reading, more[0])[0]}写站点共 {int(more[0].value or 0)} "
            f"个，文中只列出 {listed} 个。其余的在哪里？",
            f"{at(reading, more[0])[1]} announces {int(more[0].value or 0)} "
            f"sites, {listed} are listed. Where are the others?",
            more[0],
            *draft.sites,
        )


def _stated_sites(draft: Draft, reading: Reading) -> Iterator[Quantity]:
    for found in saying(reading, _STATED):
        before = folded(reading, found.start - 8, found.end)
        year = re.match(r"(\d{4})年", found.words)
        if _NOT_THIS.search(before) or (year and draft.year.value and int(year[1]) != draft.year.value):
            continue
        for quantity in reading.quantities_in(Span(found.start, found.end)):
            if (
                quantity.kind == "count"
                and quantity.unit.startswith("个")
                and not _is_asked_of_each(quantity)
            ):
                yield quantity


def _is_asked_of_each(quantity: Quantity) -> bool:
    """Say whether a number is what each station must do, no number of stations: 每站个案不少于6个."""
    return bool(quantity.per) or quantity.comparator in (">=", "<=")


def _is_one_column(reading: Reading, added: int, whole: int) -> bool:
    """Say whether a table's last row holds the sum beside another that makes it the whole: 合计 | 37 | 7."""
    for table in reading.tables:
        last = table.rows[-1] if table.rows else ()
        row = [q.value for cell in last for q in reading.quantities_in(cell) if q.value]
        if any(sum(row) * worth == whole and added in [v * worth for v in row] for worth in (1, 10_000)):
            return True
    return False


@check("sum-mismatch")
def sites_against_budget(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where the sites' money doesn't add up to the budget."""
    whole = whole_budget(draft)
    amounts = [s.amount_yuan for s in draft.sites if s.amount_yuan is not None]
    if whole is None or len(amounts) < 2 or len(amounts) < len(draft.sites):
        return
    if any(q.value and q.value > len(amounts) for q in _stated_sites(draft, reading)):
        return
    wholes = [b.amount_yuan for b in draft.budget if b.amount_yuan]
    if any(adds_up(amounts, budget) for budget in wholes):
        return
    added = sum(amounts)
    is_a_share = added * 2 < (whole.amount_yuan or 0)  # of rent, of a first payment: not all the money
    if is_a_share or _is_one_column(reading, added, whole.amount_yuan or 0):
        return
    yield ask(
        reading,
        f"各站点资金相加为 {wan(added)}，与总额 {wan(whole.amount_yuan or 0)}不符。以哪个为准？",
        f"The sites' money adds up to {added:,} yuan, the whole is {whole.amount_yuan or 0:,}. Which holds?",
        whole,
        *draft.sites,
    )
