"""Scope: whom the service is for, where it can be read two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.checks.counts import headcounts
from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Span, folded, saying
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Choice, Draft
from humiao.plans.reader.reading import Mention, Reading
from humiao.plans.reader.words import load

_BRACKETS = re.compile(r"\((?P<inside>[^()\d\n]{4,60})\)")
_OPEN_LIST = re.compile(r"等|如|其中|例如|包括但|含|以及其他")
_JOINTS = re.compile(r"[、，和及与或\s]|以及|的|儿童|家庭|农村")


@check("scope-ambiguous")
def classes_in_brackets(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether all are meant or only the classes in brackets, where others are counted elsewhere."""
    if not is_programme(draft, reading):
        return
    counted = {h.key: h for h in headcounts(reading) if not load("category").entry(h.key).flag("total")}
    for found in _BRACKETS.finditer(reading.folded):
        if not _after_total(reading, found.start()) or reading.mood_at(found.start()):
            continue
        named = _classes(found["inside"])
        if len(named) < 2 or not _only_classes(found["inside"], named):
            continue
        others = [h for key, h in counted.items() if not _covered(key, named) and h.value]
        if others:
            yield _all_or_some(reading, Span(*found.span()), found["inside"], [h.value for h in others])
            return


def _classes(inside: str) -> list[Mention]:
    """Return the classes of a list, each piece by itself: a name may be that of two classes together."""
    return [
        mention for piece in re.split(r"[、，和及与或]", inside) for mention in load("category").find(piece)
    ]


def _covered(key: str, named: list[Mention]) -> bool:
    """Say whether a class is one of those named, or a part of one: 社会散居孤儿 is an orphan."""
    return any(key == m.key or key.startswith(f"{m.key}-") or m.key.startswith(f"{key}-") for m in named)


def _after_total(reading: Reading, offset: int) -> bool:
    before = reading.mentions_in(Span(offset - 10, offset), "category")
    return (
        bool(before) and before[-1].end >= offset - 1 and load("category").entry(before[-1].key).flag("total")
    )


def _only_classes(inside: str, named: list[Mention]) -> bool:
    if _OPEN_LIST.search(inside):
        return False
    left = inside
    for mention in named:
        left = left.replace(mention.text, "", 1)
    return len(_JOINTS.sub("", left)) <= 2


def _all_or_some(reading: Reading, where: Span, inside: str, others: list[int]) -> Asked:
    place = at(reading, where)
    return ask(
        reading,
        f"{place[0]}的括号里只举“{inside}”，"
        f"别处还列了其他类别（{sum(others)} 人）。对象是全部，还是只有这几类？",
        f"{place[1]} names only some classes in brackets; others ({sum(others)}) are counted elsewhere. "
        "Are all meant, or these only?",
        where,
        choices=(
            Choice(label="全部在册对象", value="all", start=where.start),
            Choice(label=f"只有{inside}", value="named"),
        ),
    )


# Which of two classes the words behind them narrow: 困境儿童和留守儿童中的重点对象.
_OF_BOTH = re.compile(
    r"(?:家庭困难|生活困难|困难|贫困|重病|重残|低保)(?:家庭)?的[\u4e00-\u9fff]{2,6}儿童(?:和|及|与|以及)[\u4e00-\u9fff]{2,6}儿童(?![\u4e00-\u9fff])|[\u4e00-\u9fff]{2,8}儿童(?:和|及|与|以及)[\u4e00-\u9fff]{2,8}儿童(?:中的?|里的?)(?:重点|困难|特殊|高风险|部分)[\u4e00-\u9fff]{0,6}"
)


@check("scope-ambiguous")
def some_of_both(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether words that narrow a class stand for the last class alone or for both."""
    found = next(saying(reading, _OF_BOTH), None)
    if found and is_programme(draft, reading):
        yield ask(
            reading,
            f"“{found.words}”有两种读法：前一类是全部还是也只限其中的重点？重点怎样认定？",
            f"“{found.words}” can be read two ways: all of the first class, or only some of it too?",
            Span(found.start, found.end),
        )


_WHOLE_PLACE = re.compile(r"全[市县区州旗]|[市县区旗]辖区|[市县区旗](?:范围)?内")
_ONE_PLACE = re.compile(r"社区|村(?!镇)|居委会|小区")


@check("scope-ambiguous")
def whole_place_or_site(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether children from outside the only site count, where the objects are the whole place's."""
    if len(draft.sites) != 1 or (draft.sites[0].count or 1) > 1 or not is_programme(draft, reading):
        return
    site = draft.sites[0]
    wide = [s for s in draft.object_scope if _WHOLE_PLACE.search(_around(reading, s.start, s.end))]
    if wide and _ONE_PLACE.search(site.name):
        yield ask(
            reading,
            f"{at(reading, wide[0])[0]}的对象是全辖区，地点只有“{site.name}”。站点以外的儿童服务算不算？",
            "Objects are those of the whole place, the only site "
            f"is “{site.name}”. Do children from elsewhere count?",
            wide[0],
            site,
        )


def _around(reading: Reading, start: int, end: int) -> str:
    return folded(reading, start - 12, end)


_LOCAL = re.compile(r"(?:具有)?(?:本[市县区省]|[\u4e00-\u9fff]{2,6}[市县区])户籍")
_OR_RESIDENT = re.compile(
    r"户籍[^。；]{0,12}(?:或|及|和)[^。；]{0,12}(?:居住|常住|非)|非[^。；]{0,4}户籍|流浪[^。；]{0,20}不受"
)
_STREET = re.compile(r"流浪(?:乞讨)?(?:儿童|未成年人)")


@check("scope-ambiguous")
def local_or_street(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether street children from elsewhere are served where objects have local registration."""
    if not is_programme(draft, reading) or _OR_RESIDENT.search(reading.folded):
        return
    for found in _STREET.finditer(reading.folded):
        line = reading.folded.rfind("\n", 0, found.start()) + 1
        local = _LOCAL.search(reading.folded, line, found.start())
        if local and not reading.mood_at(found.start()):
            yield ask(
                reading,
                "对象限本地户籍，却列有流浪儿童，他们多不在本地落户。外地户籍的流浪儿童服务吗？",
                "Objects have local registration, yet street children are named, who often have none. "
                "Are those from elsewhere served?",
                Span(*local.span()),
                Span(*found.span()),
            )
            return
