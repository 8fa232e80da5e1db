"""Service stations, each with its share of the money: from tables, and from names in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from humiao.plans.reader.draft import Site
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.grids import Grid, grids
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.site_lines import sites_in_lines, with_shares
from humiao.plans.reader.lexer import scale_of
from humiao.plans.reader.reading import Cell, Quantity, Reading, Sentence
from humiao.plans.reader.words import load

_TOTAL = re.compile(r"合\s*计|总\s*计|共\s*计|小\s*计")
_COUNT = re.compile(r"总数|数量|站点数|个数|站数")
_IS_PLACE = re.compile(r"(?:街道|镇|乡|苏木|社区|村|嘎查|站点?|服务点|中心|之?家|小屋|驿站)$")
_IS_STATION = re.compile(r"[\u4e00-\u9fff]{2}(?:工作站|服务站|未保站|社工站|服务点|之家|驿站|港湾)$")
_LOTS = re.compile(r"包号|包名|采购包|分包|标项|标段|分标|合同包|品目")
_STATION = re.compile(r"站|服务点|点位|试点|儿童之家|阵地")
_SET_UP = re.compile(
    r"设站|设[立置]?[^。；，]{0,12}(?:站|点)|建[立设成]?[^。；，]{0,12}(?:站|点|港湾|之家|驿站|小屋)|站点|服务点|工作站|未保站|社工站|拟设|驻点|名单如下|分别(?:设|建|布|选址|落)[^，。；]{0,3}[在于]|(?:站|点|之?家|港湾|驿站|小屋|阵地|基地)[^，。；]{0,8}(?:设|建|选址|落户|落)[^，。；]{0,3}[在于]"
    r"|[\d一二两三四五六七八九十]+[个处所][\u4e00-\u9fff]{0,6}(?:站点?|之家|驿站|小屋|港湾)[:：(（]"
)
_NAME = (
    r"(?P<name>(?:[\u4e00-\u9fff·]{1,10}(?:街道|镇|乡|苏木|社区|村|嘎查))"
    r"(?:[\u4e00-\u9fff]{0,10}(?:社区|村|嘎查))?(?:[\u4e00-\u9fff]{0,14}?(?:工作站|服务站|未保站|社工站|站点|服务点|之家|驿站|小屋|港湾|站|点))?)"
)
_ITEM = re.compile(
    rf"(?:^|(?<=[、，,;；:：(（\n。和及与在\s|]))\s*(?:\d{{1,2}}[.、．]|[(（]?[一二三四五六七八九十\d]{{1,2}}[)）]|[①-⑳])?\s*{_NAME}\s*(?=[、，,;；。)）和及与(（:：|]|$|\n|各?[\d一二三四五六七八九十]|设|建|安排|资金|经费|共|三|为|每|各|均)"
)
_IN_FRONT = re.compile(
    r"^(?:[^，。；]{0,8}(?:设立?|建成?|选址|落户|落|布点)[在于]|拟?在|于|由|分别|首批|选址|其中|依托|涉及|即|和|及|与|名单|如下|本年度|今年|本期|拟|将|全市|全县|全区|辖区|新增|设立|选定)+"
)
_BEHIND = re.compile(
    r"(?<=[区村道镇乡查木])(?:各|分别)?(?:新设|增设|设立|设置|建立|建设|设|建成?)[\u4e00-\u9fff]{0,8}(?:站|点)$"
)
_PLAIN_NAME = re.compile(
    r"^(?:[一二两三四五六七八九十]+个(?:乡镇|镇|乡|街道|村|社区)$|各|每|全|本|该|某|有条件的?|重点|所有|其他|其它|两|多|乡镇|街道|镇街|村|社区|中心|县|市|区|\d)"
)
# A piece of a sentence that ends in 镇 or 村 by chance: 关于加快乡镇, 确保镇; and the office that acts there.
_NO_NAME = re.compile(
    r"决定|关于|加快|推[进动]|确保|按照|根据|会同|(?<=.)联合|组织|协[助调]|实现|覆盖|开展|负责|提升|完善|加强|设立|报警|报告|依托|立即|民政[部厅局]|委[会员]|政府|指导|落实|双方|甲乙|共同|项目|驻点管|负责|(?<=[镇乡村])[和及与](?=.{1,6}[镇乡村]$)"
)
_TRIAL = re.compile(
    r"(?<=[镇乡道村区木查])(?:先行|作为|开展|进行)?(?:试点|布点|设点|驻点)$|(?<=[镇乡道村区木查])(?:每个?|各)[\u4e00-\u9fff]+$"
)
_WHERE = re.compile(r"^[\u4e00-\u9fff]*(?:在|选择|选取|确定)(?=[\u4e00-\u9fff]{2})")
_NOT_SET = re.compile(r"不含|不包括|除外|不纳入|不列入|试点探访|地址|联系|负责")
_MONEY_GAP = re.compile(
    r"^\s*(?:[(（:：]|设?站?|安排|项目|运营|服务|资金|经费|补助|预算|投入|金额|共|各|为|专项|[一1]个)*\s*$"
)
# Stations by the names of their towns alone, as many as are counted behind them: 东、西、南三个站.
_COUNTED_ROW = re.compile(
    r"(?:^|[，,。；:：(在为]|包括|分别)\s*(?P<names>(?:[\u4e00-\u9fff]{2,8}[、和及])+[\u4e00-\u9fff]{2,8}?)(?:等|共|合计|计|这|总共)*$"
)
_SEVERAL = 2
_NAMES_STATIONS = re.compile(r"(?:站点?|服务点|点位|之家)[\u4e00-\u9fff]{0,2}(?:名称|名单)")
_OF_STATIONS = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:站点?|服务点|点位|试点|之家|驿站|小屋|港湾)(?![\u4e00-\u9fff]*(?:工作人员|人员))"
)
_MOODS = frozenset({"withdrawn", "example", "history", "wish", "procedure", "quoted"})


def read_sites(reading: Reading, claims: Claims) -> tuple[Site, ...]:
    """Return the stations of the first source that names any: tables, then running text."""
    tables = [
        site for grid in grids(reading) for site in list(_in_table(grid, claims)) or _in_lists(grid, claims)
    ]
    found = tables or sites_in_lines(reading, claims) or _in_text(reading, claims)
    found = found or _in_counted_rows(reading, claims)
    return tuple(with_shares(reading, claims, found) or _by_money(reading, claims))


def _by_money(reading: Reading, claims: Claims) -> list[Site]:
    """Return the places of a sentence that gives each its own money: 东街道安排资金9万元，西镇7万元."""
    for sentence in reading.sentences:
        if sentence.table is not None or reading.moods_at(sentence.start) & _MOODS:
            continue
        named = list(_named(reading, sentence, goes_on=False))
        paid = [(site, money) for site, money in named if money is not None and not money.per]
        if len(paid) > 1:
            claims.take(*(money for _, money in paid))
            return [site for site, _ in paid]
    return []


def _in_table(grid: Grid, claims: Claims) -> Iterator[Site]:
    places = [c for c in grid.columns("place") if not _COUNT.search(grid.headers[c])]
    places = [c for c in places if re.search(r"站[\u4e00-\u9fff]*名称|^站点$", grid.headers[c])] or places
    money = [c for c in grid.columns("money") if _has_numbers(grid, c)]
    if not places or not _is_of_sites(grid, places, money):
        return
    column = _total_column(grid, money)
    for row in grid.body():
        names = [grid.words(row[c]) for c in places if c < len(row)]
        first = grid.words(row[0])
        if not any(names) or any(_TOTAL.search(word) for word in (*names, first)):
            continue
        if _LOTS.search("".join(grid.headers)) and not any(_IS_PLACE.search(name) for name in names):
            continue
        if grid.reading.moods_at(row[places[-1]].start) & _MOODS:
            continue
        yield _site(grid, claims, row, places, column)


def _in_lists(grid: Grid, claims: Claims) -> Iterator[Site]:
    """Give the stations of a table whose rows are lots, each listing its own."""
    for column in [c for c, header in enumerate(grid.headers) if _NAMES_STATIONS.search(header)][:1]:
        for row in grid.body():
            yield from _listed(grid, claims, row, column)


def _listed(grid: Grid, claims: Claims, row: tuple[Cell, ...], column: int) -> Iterator[Site]:
    """Give the stations of a cell that lists as many as the row counts: 3个 | 东岭、西沟、南坪."""
    number = _count(grid, row)
    if column >= len(row) or grid.reading.moods_at(row[column].start) & _MOODS:
        return
    cell = row[column]
    names = list(re.finditer("[^、，,；;\\s]+", grid.reading.folded[cell.start : cell.end]))
    if len(names) < _SEVERAL or len(names) != number:
        return
    for counted in row:
        claims.take(*grid.quantities_of_kind(counted, "count", "bare"))
    for name in names:
        start, end = cell.start + name.start(), cell.start + name.end()
        yield Site(name=grid.reading.source.text[start:end], **span_of(grid.reading, start, end))


def _has_numbers(grid: Grid, column: int) -> bool:
    return any(
        q.kind in ("bare", "money")
        for row in grid.body()
        if column < len(row)
        for q in grid.quantities(row[column])
    )


def _is_of_sites(grid: Grid, places: list[int], money: list[int]) -> bool:
    headers = "".join(grid.headers[c] for c in places)
    caption = grid.table.caption
    above = grid.words(caption) if caption else ""
    counted = any(_COUNT.search(header) for header in grid.headers)
    if headers and _are_stations(grid, places):
        return True
    if not any(_says_money(grid, c) for c in money) and _tells_of_children(grid):
        return False
    paid = bool(money) and (_total_column(grid, money) is not None or not _counts_people(grid, money[0]))
    return paid or (bool(_STATION.search(headers + above) or "建设地点" in headers) and counted)


def _tells_of_children(grid: Grid) -> bool:
    """Say whether columns count children by level or class: 乡镇 | 一级 | 二级 | 小计."""
    return any(load("level").find(h) or load("category").find(h) for h in grid.headers)


def _are_stations(grid: Grid, places: list[int]) -> bool:
    """Say whether the rows are stations by their own names: 东岭镇未保站, 西沟乡未保站."""
    names = [grid.words(row[c]) for row in grid.body() for c in places[-1:] if c < len(row)]
    filled = [name for name in names if name and not _TOTAL.search(name)]
    return len(filled) > 1 and all(_IS_STATION.search(name) for name in filled)


def _total_column(grid: Grid, money: list[int]) -> int | None:
    """Return the column of each station's money: the one of the sum where there are several."""
    sums = [c for c in money if re.search(r"总|合计|小计", grid.headers[c])]
    chosen = next(iter(sums or money), None)
    counts = bool(grid.columns("people")) or (chosen is not None and _counts_people(grid, chosen))
    return None if counts and chosen is not None and not _says_money(grid, chosen) else chosen


def _says_money(grid: Grid, column: int) -> bool:
    """Say whether a column's header or the caption names money."""
    caption = grid.table.caption
    return bool(
        re.search(
            "元|资金|经费|金额|预算|补助",
            grid.headers[column] + grid.title + (grid.words(caption) if caption else ""),
        )
    )


def _counts_people(grid: Grid, column: int) -> bool:
    """Say whether the columns beside one of sums count classes of children."""
    beside = [h for c, h in enumerate(grid.headers) if c != column]
    return any(load("category").find(header) for header in beside)


def _site(grid: Grid, claims: Claims, row: tuple[Cell, ...], places: list[int], column: int | None) -> Site:
    cells = list(dict.fromkeys(row[c] for c in places if c < len(row) and row[c].end > row[c].start))
    name = "".join(dict.fromkeys(grid.reading.words(cell).strip() for cell in cells))
    amount = _amount(grid, row, column) if column is not None and column < len(row) else None
    count = _count(grid, row)
    for cell in row:
        claims.take(*(q for q in grid.quantities(cell) if q.kind == "money" or q.kind == "bare"))
    start, end = cells[0].start, max(cell.end for cell in cells)
    if column is not None and column < len(row) and end <= row[column].start <= end + 80:
        end = row[column].end
    return Site(name=name, count=count, amount_yuan=amount, **span_of(grid.reading, start, end))


def _amount(grid: Grid, row: tuple[Cell, ...], column: int) -> int | None:
    for number in grid.quantities(row[column]):
        if number.value is None or number.masked:
            return None
        if number.kind == "money":
            return int(number.value)
        if number.kind == "bare":
            return int(number.value * _scale(grid, column))
    return None


def _scale(grid: Grid, column: int) -> Decimal:
    """Return what a column's numbers are multiplied by: its header says it, or the table's caption."""
    caption = grid.table.caption
    own = scale_of(grid.headers[column])
    if own != 1 or "元" in grid.headers[column]:
        return own
    titled = scale_of(grid.title)
    return titled if titled != 1 or not caption else scale_of(grid.words(caption))


def _count(grid: Grid, row: tuple[Cell, ...]) -> int | None:
    for column, header in enumerate(grid.headers):
        if _COUNT.search(header) and column < len(row) and grid.roles[column] != "money":
            numbers = [q for q in grid.quantities(row[column]) if q.kind in ("bare", "count") and q.value]
            if numbers and numbers[0].value is not None:
                return int(numbers[0].value)
    return None


def _in_text(reading: Reading, claims: Claims) -> list[Site]:
    found: dict[str, Site] = {}
    led = False
    for sentence in reading.sentences:
        if sentence.table is not None or reading.moods_at(sentence.start) & _MOODS:
            continue
        words = reading.folded[sentence.start : sentence.end]
        opens = bool(_SET_UP.search(words))
        goes_on = led and bool(found) and not opens and _goes_on(reading, sentence)
        led = opens or (led and _goes_on(reading, sentence))
        if not led or _NOT_SET.search(words):
            continue
        for site, money in _named(reading, sentence, goes_on=goes_on):
            if not any(site.name in name for name in found):  # 甲街道未保站 is 某市甲街道未保站
                found[site.name] = site
                if money:
                    claims.take(money)
    sites = list(found.values())
    return sites if len(sites) > 1 or any(s.amount_yuan for s in sites) else []


def _in_counted_rows(reading: Reading, claims: Claims) -> list[Site]:
    """Return the stations named by their towns, where as many are counted: 东岭、西沟共2个站，每站9万元."""
    for sentence in reading.sentences:
        if reading.moods_at(sentence.start) & _MOODS:
            continue
        for number in reading.quantities_in(sentence):
            names = _names_counted(reading, sentence, number) or _names_after(reading, number)
            if names:
                return _of_names(reading, claims, sentence, names)
    return []


def _names_counted(reading: Reading, sentence: Sentence, number: Quantity) -> list[tuple[int, int]]:
    """Return where the names stand that a number of stations counts; none where they are not as many."""
    unit = number.unit + reading.folded[number.end : min(number.end + 8, sentence.end)]
    row = _COUNTED_ROW.search(reading.folded[sentence.start : number.start])
    if number.kind != "count" or not row or not _OF_STATIONS.match(re.sub("^[个处所]", "", unit)):
        return []
    start = sentence.start + row.start("names")
    led = _WHERE.match(row["names"].split("、")[0])
    skip = led.end() if led else 0
    names = [
        (start + m.start(), start + m.end()) for m in re.compile("[^、和及]+").finditer(row["names"], skip)
    ]
    return names if len(names) == number.value else []


_AFTER = re.compile(
    r"(?:\([^()]{1,4}\))?[\u4e00-\u9fff“”\"]{0,14}?(?:\s*\(|[，,:]?\s*(?:分别)?(?:设|建|位|布)(?:点)?(?:在|于)?[:：]?|:|(?<=[站点])[，,]即)"
    r"(?P<names>[\u4e00-\u9fff]{2,6}(?:[、和及][\u4e00-\u9fff]{2,6})+)"
    r"(?=[)。；;，,\n]|$)"
)
_STATIONS_NEAR = re.compile(r"站点?|服务点|之家|驿站|港湾|小屋")


def _names_after(reading: Reading, number: Quantity) -> list[tuple[int, int]]:
    """Return where as many names stand behind a number of stations: 6个社工站(城关…), 7个乡，分别设在…."""
    if number.kind != "count" or not number.value or number.value < _SEVERAL:
        return []
    found = _AFTER.match(reading.folded, number.end)
    near = reading.folded[max(0, number.start - 12) : number.end + 20]
    if found is None or not _STATIONS_NEAR.search(near):
        return []
    start = found.start("names")
    names = [(start + m.start(), start + m.end()) for m in re.finditer("[^、和及]+", found["names"])]
    return names if len(names) == number.value else []


def _of_names(
    reading: Reading, claims: Claims, sentence: Sentence, names: list[tuple[int, int]]
) -> list[Site]:
    money = _money_after(reading, sentence, names[-1][1])
    each = money if money and money.per == "站" else None
    if each:
        claims.take(each)
    amount = None if each is None or each.masked or each.value is None else int(each.value)
    return [
        Site(name=reading.source.text[start:end], amount_yuan=amount, **span_of(reading, start, end))
        for start, end in names
    ]


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence goes on with a list of stations."""
    return reading.folded[: sentence.start].rstrip()[-1:] in (";", "；", ":", "：")


def _named(reading: Reading, sentence: Sentence, *, goes_on: bool) -> Iterator[tuple[Site, Quantity | None]]:
    """Give the stations of a sentence, each with the money that follows its name."""
    items = list(_ITEM.finditer(reading.folded, sentence.start, sentence.end))
    good = [(m, *_name_span(m)) for m in items]
    good = [(m, start, end) for m, start, end in good if _is_name(reading.folded[start:end])]
    for match, start, end in good:
        money = _money_after(reading, sentence, end) or (
            _money_behind_comma(reading, sentence, end) if len(good) == 1 else None
        )
        if not (money or _is_station(reading, start, end) or len(good) > 1 or goes_on):
            continue
        del match
        amount = None if money is None or money.masked or money.value is None else int(money.value)
        name = reading.source.text[start:end].strip()
        yield (
            Site(
                name=name,
                amount_yuan=amount,
                **span_of(reading, start, money.end if money and not money.per else end),
            ),
            money,
        )


def _name_span(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span("name")
    name = match["name"]
    back = _BEHIND.search(name) or _TRIAL.search(name)
    front = _IN_FRONT.match(name) or _WHERE.match(name)
    return (start + front.end() if front else start), (start + back.start() if back else end)


def _is_name(words: str) -> bool:
    """Say whether words can be a station's name, and are no piece of a sentence."""
    plain = _PLAIN_NAME.match(words) or _SET_UP_AS.match(words)
    return not plain and not _NO_NAME.search(words)


_SET_UP_AS = re.compile(r"城乡社区$|(?:建成|打造|创建|培育)(?:示范)?")


def _is_station(reading: Reading, start: int, end: int) -> bool:
    return bool(re.search(r"(?:[站点]|之家|小屋|港湾)$", reading.folded[start:end]))


def _money_behind_comma(reading: Reading, sentence: Sentence, end: int) -> Quantity | None:
    """Return the money told behind the one station of a sentence: 东岭镇未保站，项目资金9万元."""
    mark = re.compile(r"\s*[，,]").match(reading.folded, end, sentence.end)
    alone = mark and _is_station(reading, sentence.start, end)
    return _money_after(reading, sentence, mark.end()) if mark and alone else None


def _money_after(reading: Reading, sentence: Sentence, end: int) -> Quantity | None:
    following = [q for q in reading.quantities_in(sentence) if q.start >= end and q.kind == "money"]
    if following and not following[0].per and _MONEY_GAP.match(reading.folded[end : following[0].start]):
        return following[0]
    each = [q for q in following if q.per == "站" and not re.search("月|季|场|次", reading.words(q))]
    return each[0] if each else None
