"""Sums: parts against their whole, for people, money, instalments, stations and tables with a total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from humiao.plans.reader.checks.look import folded, number, sentence_of, wan
from humiao.plans.reader.checks.money import SOURCES, whole_budget
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Amount, Choice, Draft, Milestone, ServiceObject
from humiao.plans.reader.facts.grids import grids
from humiao.plans.reader.reading import Cell, Reading, Table

# Parts of a list that holds only some of the classes (其中) may add up to less; near the whole they may not.
_NEARLY = Decimal("0.9")
_ELSEWHERE = re.compile(r"另|还有|此外|除此|[。；\n]|(?:未列入|不含)")


def adds_up(parts: Sequence[Decimal | int], whole: Decimal | int) -> bool:
    """Say whether the parts, or some of them where one is inside another, add up to the whole."""
    reached = {Decimal(0)}
    for part in parts[:16]:
        reached |= {some + part for some in reached}
        if len(reached) > 40_000:
            return True
    return Decimal(whole) in reached


SAID_TO_OVERLAP = re.compile(
    r"(?:同时|可能)(?:属于|符合|具有)[^，。；\n]{0,8}(?:两|多|几|[二三])[类种项]|各类[^，。；]{0,6}分别统计|(?:各类|类别|人数)[^，。；]{0,6}有(?:部分)?(?:交叉|重叠|重复)"
)


@check("sum-mismatch")
def classes_against_total(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where the classes of the people served don't add up to the number given for all."""
    for total in draft.service_objects:
        if not total.count or total.approximate or not (total.total or _opens_parts(reading, total)):
            continue
        parts = parts_of(draft, reading, total)
        counts = [p.count for p in parts if p.count is not None]
        if len(counts) < 2 or len(counts) < len(parts) or adds_up(counts, total.count):
            continue
        after = folded(reading, total.start, parts[-1].end + 40)
        if sum(counts) > total.count and SAID_TO_OVERLAP.search(after):
            continue
        near = abs(sum(counts) - total.count) <= total.count * (1 - _NEARLY)
        if near or (total.total and sum(counts) > total.count):
            yield _people_differ(reading, total, parts, sum(counts))


def _opens_parts(reading: Reading, item: ServiceObject) -> bool:
    """Say whether the parts of a class follow its number: 留守儿童1206人，其中小学612人…."""
    behind = folded(reading, item.end, item.end + 6)
    return bool(re.match(r"\s*[)）]?\s*[，,(。；]?\s*(?:其中|包括|包含|分别|按)", behind))


def parts_of(draft: Draft, reading: Reading, total: ServiceObject) -> list[ServiceObject]:
    """Return the classes a total is the sum of: those listed after it, or before it where it says 以上."""
    before = folded(reading, total.start - 12, total.start) + total.evidence
    classes = [o for o in draft.service_objects if not o.total]
    if re.search(r"以上|上述", before):
        earlier = [o for o in classes if o.start < total.start]
        others = [o for o in draft.service_objects if o.total and o.end <= total.start]
        since = max((o.end for o in others), default=0)
        return [o for o in earlier if o.start >= since]
    found: list[ServiceObject] = []
    last = total.end
    for part in sorted((o for o in classes if o.start >= total.end), key=lambda o: o.start):
        gap = (
            _OF_WHICH.sub("", folded(reading, last, part.start))
            if not found
            else folded(reading, last, part.start)
        )
        if _ELSEWHERE.search(gap) or part.start - last > 60:
            break
        found.append(part)
        last = part.end
    return found or _listed_before(reading, classes, total)


_OF_WHICH = re.compile(r"^\s*[。；]\s*(?=其中)")  # 共296名。其中：孤儿31名…


def _listed_before(
    reading: Reading, classes: Sequence[ServiceObject], total: ServiceObject
) -> list[ServiceObject]:
    """Return the classes of the same sentence that a sum stands behind: 孤儿9人、残疾儿童30人，合计39人."""
    if not re.search(r"合计|总计|共计", folded(reading, total.start - 4, total.end)):
        return []
    sentence = sentence_of(reading, total.start)
    return [c for c in classes if sentence.start <= c.start < total.start]


def _people_differ(
    reading: Reading, total: ServiceObject, parts: Sequence[ServiceObject], added: int
) -> Asked:
    listed = " + ".join(str(p.count) for p in parts)
    place = at(reading, total)
    return ask(
        reading,
        f"{place[0]}写共 {total.count} {total.unit}，各类相加是 {listed} = {added}。以哪个为准？",
        f"{place[1]} says {total.count} in all, but the classes add up to {listed} = {added}. Which holds?",
        total,
        *parts,
        choices=(
            Choice(label=f"以合计 {total.count} 为准", value=str(total.count), start=total.start),
            Choice(label=f"以各类之和 {added} 为准", value=str(added), start=parts[0].start),
        ),
    )


@check("sum-mismatch")
def sources_against_budget(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where the sources, or the uses, of the money don't add up to the budget."""
    whole = whole_budget(draft)
    if whole is None or not whole.amount_yuan:
        return
    sources = [a for a in draft.fund_split if a.kind in SOURCES and a.amount_yuan is not None]
    uses = [a for a in draft.fund_split if a.kind not in SOURCES and a.amount_yuan is not None]
    for parts, zh, en in ((sources, "资金来源", "sources"), (uses, "支出项目", "uses")):
        amounts = [a.amount_yuan for a in parts if a.amount_yuan is not None]
        wholes = [b.amount_yuan for b in draft.budget if b.amount_yuan]
        if len(amounts) < 2 or any(adds_up(amounts, budget) for budget in wholes):
            continue
        if sum(amounts) * 2 < whole.amount_yuan:
            continue  # what was read is not all there is
        if _is_explained(reading, parts, wholes):
            continue
        yield _money_differs(reading, whole, parts, (zh, en))


_TEN_THOUSAND = 10_000
_YEARLY = re.compile(r"每年|/年|年均|逐年|分年度")
_MOST_YEARS = 5


def _is_explained(reading: Reading, parts: Sequence[Amount], wholes: Sequence[int]) -> bool:
    """Say whether a sum of parts that is no whole is no contradiction either.

    The rest may be printed as a number that no part was read from; the parts may be those of one year, or of
    another sum the text gives; a part may be the sum of others.
    """
    amounts = [a.amount_yuan for a in parts if a.amount_yuan is not None]
    others = _printed_money(reading, parts)
    added = sum(amounts)
    if added in others or any(abs(whole - some) in others for whole in wholes for some in _sums(amounts)):
        return True
    if any(amount * 2 == added for amount in amounts):
        return True
    years = range(2, _MOST_YEARS + 1) if _YEARLY.search(reading.folded) else ()
    if any(one * n == whole for one in others if added <= one for n in years for whole in wholes):
        return True  # 每年249000元 of two years' 498000, of which some parts were read
    return any(added * n == whole for n in years for whole in wholes) or _stand_apart(reading, parts)


def _sums(amounts: Sequence[int]) -> set[int]:
    """Return what some of the parts add up to: one may be no part at all."""
    reached = {0}
    for amount in amounts[:_MOST_PARTS]:
        reached |= {some + amount for some in reached}
    return reached - {0}


_MOST_PARTS = 8


def _printed_money(reading: Reading, parts: Sequence[Amount]) -> set[int]:
    """Return the sums printed beside those read as parts, in yuan; a table's bare numbers may be in 万元."""
    found: set[int] = set()
    for quantity in reading.quantities:
        if quantity.value is None or any(p.start <= quantity.start < p.end for p in parts):
            continue
        if quantity.kind == "money":
            found.add(int(quantity.value))
        elif quantity.kind == "bare" and "." in reading.words(quantity):
            found |= {int(quantity.value), int(quantity.value * _TEN_THOUSAND)}
    return found


def _stand_apart(reading: Reading, parts: Sequence[Amount]) -> bool:
    """Say whether the parts stand in clauses that have no heading in common: in no one list."""
    tops = {tuple(c.path for c in reading.clauses_around(p.start))[-1:] for p in parts}
    return len(tops) > 1


def _money_differs(reading: Reading, whole: Amount, parts: Sequence[Amount], what: tuple[str, str]) -> Asked:
    added = sum(a.amount_yuan or 0 for a in parts)
    listed = " + ".join(number(Decimal(a.amount_yuan or 0) / 10000) for a in parts)
    return ask(
        reading,
        f"{what[0]}相加 {listed} = {wan(added)}，与总额 {wan(whole.amount_yuan or 0)}不符。以哪个为准？",
        f"The {what[1]} add up to {added:,} yuan, the whole is {whole.amount_yuan or 0:,}. Which holds?",
        whole,
        *parts,
        choices=(
            Choice(label=wan(whole.amount_yuan or 0), value=str(whole.amount_yuan), start=whole.start),
            Choice(label=wan(added), value=str(added), start=parts[0].start),
        ),
    )


# A share of what is due in a case of fault, no instalment: 整改后按应付金额的80%支付.
_OF_WHAT_IS_DUE = re.compile(
    r"(?:应付|应支付|应拨|剩余应)[^，。；]{0,8}的?\s*\d|(?:尾款|余款|质保金|当期款)的\s*\d|整改[^。；]{0,16}\d"
)
_EVERY_SO_OFTEN = re.compile(r"每(?:个)?(?:季|月|半年|学期|期)")
_INSTALMENTS_LEFT = re.compile(r"剩余|余款|尾款|其余|结清|付清|扣留|质保")


_FULL_MARKS = re.compile(r"(?:满分|总分)[为是:]?\s*(?P<full>100|120)分|(?P<hundred>百分制)")
_MARKS_FAR = 8  # more than this off, and the column holds something else


@check("sum-mismatch")
def marks_against_full(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where the marks of a table don't add up to the full marks said just above it."""
    del draft
    for grid in grids(reading):
        said = _FULL_MARKS.search(reading.folded, max(0, grid.table.start - 80), grid.table.start)
        columns = [c for c in grid.columns("score") if re.search("^(?:分值|权重|分数|满分)", grid.headers[c])]
        rows = [row for row in grid.body() if not _TOTAL_ROW.search(grid.words(row[0]))]
        if said is None or len(columns) != 1 or any(len(row) <= columns[0] for row in rows):
            continue
        cells = list(dict.fromkeys(row[columns[0]] for row in rows))
        marks = [Decimal(grid.words(c)) for c in cells if re.fullmatch(r"\d{1,3}(?:\.\d)?", grid.words(c))]
        full, added = Decimal(said["full"] or 100), sum(marks, Decimal(0))
        if len(marks) == len(cells) and added != full and abs(added - full) <= _MARKS_FAR:
            yield ask(
                reading,
                f"满分写 {number(full)} 分，各项分值相加是 {number(added)} 分。请核对。",
                f"Full marks are {number(full)}, the items add up to {number(added)}.",
                Cell(*said.span()),
                Cell(cells[0].start, cells[-1].end),
            )


def _part_of(reading: Reading, milestone: Milestone) -> str:
    """Return the words of an instalment with those just before them."""
    sentence = sentence_of(reading, milestone.start)
    return folded(reading, max(sentence.start, milestone.start - 12), milestone.end)


def _each_is_whole(shares: Sequence[Milestone]) -> bool:
    """Say whether the instalments of each clause add up by themselves: each lot is paid on its own."""
    added: dict[str, Decimal] = {}
    for one in shares:
        added[one.clause] = added.get(one.clause, Decimal(0)) + (one.percent or Decimal(0))
    return all(total % 100 == 0 for total in added.values())


@check("sum-mismatch")
def instalments_against_all(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where the instalments don't add up to 100 %."""
    ours = [m for m in draft.payment_milestones if not _OF_WHAT_IS_DUE.search(_part_of(reading, m))]
    shares = [m for m in ours if m.percent is not None]
    if any(_EVERY_SO_OFTEN.search(_part_of(reading, m)) for m in shares):
        return  # 前三个季度每季付25%
    if len(shares) < 2 or len(shares) < len(ours) or _each_is_whole(shares):
        return
    added = sum((m.percent or Decimal(0) for m in shares), Decimal(0))
    around = "".join(_sentence(reading, m.start) for m in shares)
    if added % 100 == 0 or (added < 100 and _INSTALMENTS_LEFT.search(around)):
        return
    said = _SO_MANY.search(around)
    if said and _NUMERALS.get(said["n"], len(shares)) > len(shares):
        return  # one of them was not read
    listed = " + ".join(number(m.percent or 0) for m in shares)
    yield ask(
        reading,
        f"各期付款比例相加 {listed} = {number(added)}%，不是 100%。请核对。",
        f"The instalments add up to {listed} = {number(added)} %, not 100 %.",
        *shares,
    )


_SO_MANY = re.compile(r"分(?P<n>[两二三四五2-5])(?:次|期|笔|批)")
_NUMERALS = dict(zip("两二三四五2345", (2, 2, 3, 4, 5, 2, 3, 4, 5), strict=True))


def _sentence(reading: Reading, offset: int) -> str:
    found = sentence_of(reading, offset)
    return folded(reading, found.start, found.end)


_TOTAL_ROW = re.compile(r"^(?:合计|总计|共计|总数|全[县市区]合计)(?:\([^()]*\))?$")
_PART_TOTAL = re.compile(r"小计")


@check("sum-mismatch")
def rows_against_total_row(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where a table's rows don't add up to its row of totals."""
    for table in reading.tables:
        last = table.rows[-1]
        if len(table.rows) - table.header_rows < 3 or not _is_total(reading, last):
            continue
        for column in range(1, len(last)):
            yield from _column(reading, table, column)


def _is_total(reading: Reading, row: Sequence[Cell]) -> bool:
    return any(_TOTAL_ROW.match(_words(reading, cell)) for cell in row[:2])


def _words(reading: Reading, cell: Cell) -> str:
    return re.sub(r"\s", "", folded(reading, cell.start, cell.end))


def _column(reading: Reading, table: Table, column: int) -> Iterator[Asked]:
    whole_cell = table.rows[-1][column]
    whole = _plain_number(reading, whole_cell)
    rows = [row for row in table.rows[table.header_rows : -1] if column < len(row)]
    if whole is None or any(_PART_TOTAL.search(_words(reading, row[0])) for row in rows):
        return
    header = "".join(_words(reading, row[column]) for row in table.rows[: table.header_rows])
    cells = dict.fromkeys(row[column] for row in rows)
    values = [_plain_number(reading, cell) for cell in cells]
    numbers = [value for value in values if value is not None]
    if re.search(r"率|%|序号|编号|标准|单价", header) or len(numbers) < 2 or len(numbers) < len(values):
        return
    if not adds_up(numbers, whole):
        yield ask(
            reading,
            f"表中“{header or '合计'}”一列相加为 {number(sum(numbers))}，"
            f"合计写 {number(whole)}。以哪个为准？",
            f"The column {header} adds up to {number(sum(numbers))}, "
            f"its total says {number(whole)}. Which holds?",
            *cells,
            whole_cell,
        )


_PLAIN = re.compile(r"[≥≤>=<]?(\d+(?:\.\d+)?)(?:万元|元|人|名|个|户|场|次|人次|户次|例)?")


def _plain_number(reading: Reading, cell: Cell) -> Decimal | None:
    found = _PLAIN.fullmatch(_words(reading, cell).replace(",", ""))
    return Decimal(found[1]) if found else None


_EACH = re.compile(r"每(?:个|所|一)?(?:未保)?站|单站|每个?(?:点|工作站|服务点)")
_ALL = re.compile(r"合计|总计|共计|总目标")


@check("sum-mismatch")
def stations_against_total(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where a table's figure for each station times the stations isn't its figure for all."""
    stations = station_count(draft)
    for table in reading.tables:
        head = [_words(reading, c) for c in table.rows[0]] if table.header_rows else []
        each = next((i for i, words in enumerate(head) if _EACH.search(words)), None)
        whole = next((i for i, words in enumerate(head) if _ALL.search(words)), None)
        if stations and each is not None and whole is not None:
            for row in table.rows[table.header_rows :]:
                yield from _station_row(reading, row, (each, whole), stations)


def _station_row(
    reading: Reading, row: Sequence[Cell], columns: tuple[int, int], stations: int
) -> Iterator[Asked]:
    each, whole = (_plain_number(reading, row[i]) for i in columns)
    rate = any(re.search(r"%|率|满意", _words(reading, cell)) for cell in row)
    if each is None or whole is None or rate or each * stations == whole:
        return
    yield ask(
        reading,
        f"每站 {number(each)}、共 {stations} 站，应为 "
        f"{number(each * stations)}，合计写 {number(whole)}。以哪个为准？",
        f"{number(each)} at each of {stations} stations make "
        f"{number(each * stations)}, the total says {number(whole)}.",
        row[columns[0]],
        row[columns[1]],
    )


def station_count(draft: Draft) -> int | None:
    """Return how many stations the programme has, as listed, else as counted; None where it doesn't say."""
    if draft.sites:
        return sum(site.count or 1 for site in draft.sites)
    return draft.coverage.value if "站" in draft.coverage.unit or "站" in draft.coverage.evidence else None
