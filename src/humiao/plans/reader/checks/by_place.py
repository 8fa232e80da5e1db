"""Places: the children of towns against those of the county, and places counted but not named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Span, saying
from humiao.plans.reader.checks.registry import Asked, ask, check
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.lexer.numerals import number
from humiao.plans.reader.reading import Reading

_BY_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,6}(?:镇|乡|街道|村|社区|站)\s*\d+\s*[名人][、，,；;]?\s*){3,}")
_OF_ALL = re.compile(
    r"(?:在册|合计|共计?|总计|全[县市区旗镇乡])[^，。；\d]{0,16}(?P<all>\d+)\s*[名人][^\d。]{0,8}$"
)
_NEARLY = 0.1  # of the whole: parts further off are not all there are


@check("sum-mismatch")
def places_against_total(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where the children of the towns don't add up to those of the county told just before them."""
    for run in _BY_PLACE.finditer(reading.folded):
        before = _OF_ALL.search(reading.folded, max(0, run.start() - 40), run.start())
        if before is None or reading.mood_at(run.start()) in ("withdrawn", "example"):
            continue
        counts = [int(n) for n in re.findall(r"\d+", run[0])]
        whole = int(before["all"])
        if sum(counts) != whole and abs(sum(counts) - whole) <= whole * _NEARLY:
            listed = " + ".join(map(str, counts))
            yield ask(
                reading,
                f"写共 {whole} 名，各乡镇相加是 {listed} = {sum(counts)}。以哪个为准？",
                f"{whole} in all, but the towns add up to {listed} = {sum(counts)}. Which holds?",
                Span(*before.span("all")),
                Span(*run.span()),
            )


# So many at each of so many stations, and in all: 每站配备社工2名，4个站共10名.
_PLACE = r"(?:站|点|镇|乡镇|街道|村|社区)"
_EACH_AND_ALL = re.compile(
    rf"每(?:个|所)?[\u4e00-\u9fff]{{0,6}}?{_PLACE}[^，。；\d]{{0,12}}?(?P<each>\d+)\s*(?P<unit>[名人个例场次])"
    rf"[^。；\n]{{0,8}}?[，,、(][^。；\n\d]{{0,6}}(?P<places>\d+)\s*个?[\u4e00-\u9fff]{{0,6}}?{_PLACE}"
    r"[^，。；\d]{0,4}(?:共计?|合计|总计)[^，。；\d]{0,6}(?P<all>\d+)\s*(?P=unit)"
)


@check("sum-mismatch")
def each_times_places(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where what each place has, times the places, is not what is told of all."""
    for found in saying(reading, _EACH_AND_ALL):
        parts = _EACH_AND_ALL.match(reading.folded, found.start)
        if parts is None or int(parts["each"]) * int(parts["places"]) == int(parts["all"]):
            continue
        product = int(parts["each"]) * int(parts["places"])
        yield ask(
            reading,
            f"“{found.words}”：{parts['places']} × {parts['each']} = {product}，"
            f"写的却是 {parts['all']}。以哪个为准？",
            f"{parts['places']} × {parts['each']} = {product}, yet {parts['all']} are told. Which holds?",
            Span(found.start, found.end),
        )


_NAMED_BEHIND = re.compile(
    r"(?P<count>[一二两三四五六七八九十]{1,2}|\d{1,2})\s*[个处][\u4e00-\u9fff]{0,8}(?:站点?|之家|服务点|驻点|场所|阵地)"
    r"[^。；\n\d]{0,10}?(?:即|分别(?:是|为|设在|位于)|具体(?:是|为))[:，,]?\s*"
    r"(?P<names>[\u4e00-\u9fff]{2,10}(?:[、和][\u4e00-\u9fff]{2,10})+)(?=[。；;，,\n]|$)"
)


@check("site-missing")
def fewer_named_than_counted(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the places that are counted and not named: 五个儿童之家，即东湾村、红旗村."""
    if draft.sites or not is_programme(draft, reading):
        return
    for found in saying(reading, _NAMED_BEHIND):
        parts = _NAMED_BEHIND.match(reading.folded, found.start, found.sentence.end)
        names = re.split("[、和]", parts["names"]) if parts else []
        counted = number(parts["count"]) if parts else None
        if counted and 1 < len(names) < counted and not names[-1].endswith("等"):
            yield ask(
                reading,
                f"写站点共 {int(counted)} 个，文中只列出 {len(names)} 个。其余的在哪里？",
                f"{int(counted)} sites are announced, {len(names)} are named. Where are the others?",
                Span(found.start, found.end),
            )
