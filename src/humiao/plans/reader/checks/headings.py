"""Headings and numbers of clauses that are out of place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Span
from humiao.plans.reader.checks.registry import Asked, ask, check
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.facts.topics import sections_of_heading
from humiao.plans.reader.reading import Clause, Reading

_ORDER = "一二三四五六七八九十"
_GLUED = re.compile(
    r"(?<=[。；！])[ \t]*(?P<number>[一二三四五六七八九十]{1,3})、(?P<heading>[^，。；\n]{2,14}?)(?=[:\n]|$)",
)


@check("heading-misplaced")
def glued(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a heading stands at the end of the paragraph before it."""
    for found in _GLUED.finditer(reading.folded):
        line = reading.folded.rfind("\n", 0, found.start()) + 1
        if found.start() == line or not sections_of_heading(found["heading"]):
            continue
        yield ask(
            reading,
            f"“{found['number']}、{found['heading']}”接在上一段末尾，没有另起一行；已按标题处理。",
            f"The heading “{found['heading']}” is glued to the paragraph before it; taken as a heading.",
            Span(*found.span()),
        )


_LABEL = re.compile(r"^(?P<label>[\u4e00-\u9fff]{2,8}):", re.MULTILINE)
_STARTS = re.compile(r"开始|起|至|到")


@check("heading-misplaced")
def term_under_money(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a line labelled as money opens with the term of the service."""
    if not is_programme(draft, reading):
        return
    for found in _LABEL.finditer(reading.folded):
        first = next(iter(reading.quantities_in(Span(found.end(), found.end() + 30))), None)
        money = "money" in sections_of_heading(found["label"])
        if (
            money
            and first
            and first.kind == "date"
            and _STARTS.search(reading.folded, first.start, first.end + 8)
        ):
            yield ask(
                reading,
                f"“{found['label']}”之下先写的是服务期限，内容与标题不符。",
                f"Under “{found['label']}” stands the term of the service first.",
                Span(*found.span()),
                first,
            )


_OWN = {
    "scope": frozenset({"money", "payment", "period", "evaluation"}),
    "objects": frozenset({"money", "payment"}),
}


@check("heading-misplaced")
def foreign_content(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a heading of place or people opens with money, dates or evaluation."""
    if not is_programme(draft, reading):
        return
    for index, clause in enumerate(reading.clauses):
        own = next(iter(sections_of_heading(clause.heading)), "")
        first = _first_child(reading, index)
        if own not in _OWN or first is None:
            continue
        below = sections_of_heading(first.heading)
        if below and below[0] in _OWN[own]:
            yield ask(
                reading,
                f"{clause.ref}“{clause.heading.strip()}”之下先写的是“{first.heading.strip()}”，内容与标题不符。",
                f"Under “{clause.heading.strip()}” ({clause.ref}) stands “{first.heading.strip()}” first.",
                Span(clause.start, clause.heading_end or clause.start + 1),
                Span(first.start, first.heading_end or first.start + 1),
            )


_MATTERS = {
    "evaluation": re.compile(
        r"(?:中期|末期|终期|期末|第三方)[^，。；\n]{0,4}(?:评估|考核|验收)|评估得分|考核得分"
    ),
    "payment": re.compile(r"(?:支付|拨付|付)[^，。；\n]{0,12}\d+(?:\.\d+)?%|首付款|尾款|第[一二三]期款"),
}
# Headings that may hold anything, or the matter by another name.
_WIDE_HEADING = re.compile(
    r"怎|钱|付|花|款|撥|验|评估|考核|评价|绩效|监督|检查|付款|支付|结算|价款|经费|资金|费用|要求|安排|步骤|保障|进度|实施|权利|义务|责任|其[他它]|项目|内容|管理|服务|说明|方式|条款|条件|时间|期限|流程|概况|事项|约定|标准|组织|工作"
)
_SEVERAL = 2


@check("heading-misplaced")
def about_another_matter(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a clause speaks of evaluation or payment alone under a heading of something else."""
    if not is_programme(draft, reading):
        return
    for clause in reading.clauses:
        heading = re.sub(r"\s", "", clause.heading)
        if len(clause.path) != 1 or not 2 <= len(heading) <= _SHORT or _WIDE_HEADING.search(heading):
            continue
        body = reading.folded[max(clause.heading_end, clause.start) : clause.end]
        if any(heading[i : i + 2] in body for i in range(len(heading) - 1)):
            continue
        if any(len(matter.findall(body)) >= _SEVERAL for matter in _MATTERS.values()):
            yield ask(
                reading,
                f"{clause.ref}的标题是“{heading}”，写的却是别的事，内容与标题不符。",
                f"Clause {clause.ref} is headed “{heading}” and speaks of something else.",
                Span(clause.start, clause.heading_end or clause.start + 1),
            )


_SHORT = 10
# What a clause must speak of, by its heading.
_OWN_MATTER = (
    (re.compile(r"经费|资金|费用"), re.compile(r"元|财政|预算|资金|经费|费|支出|拨|付|款|%|结算|补助|筹|价")),
    (
        re.compile(r"(?:评估|考核|验收)(?:方式|办法|管理|安排)?$"),
        re.compile(r"评估|考核|验收|评价|检查|分|合格|抽查"),
    ),
    (re.compile(r"付款|支付"), re.compile(r"付|拨|%|款|结算")),
)
_LONG_ENOUGH = 40


@check("heading-misplaced")
def without_its_matter(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a clause headed as money or evaluation has no word of it."""
    if not is_programme(draft, reading):
        return
    for clause in reading.clauses:
        heading = re.sub(r"\s", "", clause.heading)
        body = reading.folded[max(clause.heading_end, clause.start) : clause.end]
        if len(clause.path) != 1 or len(heading) > _SHORT or len(body) < _LONG_ENOUGH:
            continue
        if any(named.search(heading) and not matter.search(body) for named, matter in _OWN_MATTER):
            yield ask(
                reading,
                f"{clause.ref}的标题是“{heading}”，下面没有一句写的是它，内容与标题不符。",
                f"Clause {clause.ref} is headed “{heading}”, and nothing below it is about that.",
                Span(clause.start, clause.heading_end or clause.start + 1),
            )


def _first_child(reading: Reading, index: int) -> Clause | None:
    following = reading.clauses[index + 1 : index + 2]
    return following[0] if following and following[0].parent == index else None


@check("heading-misplaced")
def numbers_out_of_order(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a number of the outermost clauses is used twice or left out."""
    tops = [c for c in reading.clauses if len(c.path) == 1 and _rank(c.path[0])]
    for one, other in pairwise(tops):
        before, after = _rank(one.path[0]), _rank(other.path[0])
        if not before or not after or after == before + 1 or after == 1:
            continue
        if after == before or (after > before + 1 and not _stands(reading, before + 1)):
            what = f"编号“{other.path[0]}”用了两次" if after == before else f"“{one.path[0]}”之后缺号"
            yield ask(
                reading,
                f"{what}，请核对标题编号和是否缺内容。",
                f"Clause numbers go from {before} to {after}. Is something missing, or a number wrong?",
                Span(one.start, one.heading_end or one.start + 1),
                Span(other.start, other.heading_end or other.start + 1),
            )


def _rank(numeral: str) -> int:
    plain = re.sub(r"[(（）)、.．第条章\s]", "", numeral)
    plain = re.sub(r"[′'’].*$|#.*$", "", plain)
    if not plain or any(letter not in _ORDER for letter in plain):
        return 0
    if plain.startswith("十"):
        return 10 + (_ORDER.index(plain[1]) + 1 if len(plain) > 1 else 0)
    return _ORDER.index(plain[0]) + 1 if len(plain) == 1 else 0


def _stands(reading: Reading, rank: int) -> bool:
    numeral = _ORDER[rank - 1] if rank <= 10 else f"十{_ORDER[rank - 11]}" if rank <= 20 else "?"
    return bool(re.search(rf"(?<![一二三四五六七八九十]){numeral}、", reading.folded))
