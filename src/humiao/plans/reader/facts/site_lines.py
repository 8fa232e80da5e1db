"""Stations written a line each with the money of each, and the shares of those named in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from humiao.plans.reader.draft import Site
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.lines import lines_of
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.sum import in_yuan
from humiao.plans.reader.reading import Quantity, Reading

_SEVERAL = 2
_LINE_OF_ONE = re.compile(
    r"[\s\d.、()]*(?P<name>[\u4e00-\u9fff]{2,18}(?:站点?|之家|服务点|驿站|小屋|港湾|中心))\s*[:\s|]\s*$"
)


def sites_in_lines(reading: Reading, claims: Claims) -> list[Site]:
    """Return the stations of lines that give each, alone on its line, its money: 柳树村儿童之家  20,000元."""
    found: list[tuple[Site, Quantity]] = []
    for line in lines_of(reading):
        money = [q for q in claims.free(line) if q.kind == "money"]
        named = _LINE_OF_ONE.match(reading.folded[line.start : money[0].start]) if len(money) == 1 else None
        if named and not reading.folded[money[0].end : line.end].strip(" ;；。"):
            start = line.start + named.start("name")
            words = reading.source.text[start : line.start + named.end("name")]
            site = Site(name=words, amount_yuan=in_yuan(money[0]), **span_of(reading, start, money[0].end))
            found.append((site, money[0]))
        elif len(found) < _SEVERAL:
            found = []
        else:
            break
    if len(found) < _SEVERAL:
        return []
    claims.take(*(money for _, money in found))
    return [site for site, _ in found]


_ROW_OF_EACH = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,10}(?:[、和及][\u4e00-\u9fff]{2,10})*?)各(?:安排|补助)?\s*$"
)


def with_shares(reading: Reading, claims: Claims, sites: Sequence[Site]) -> list[Site]:
    """Return stations with the sums that rows of their names have each: 城关站、柳林站各13万元."""
    if any(site.amount_yuan is not None for site in sites):
        return list(sites)
    shares: dict[str, Quantity] = {}
    for money in (q for q in reading.quantities if q.kind == "money" and not reading.mood_at(q.start)):
        line = reading.folded.rfind("\n", 0, money.start) + 1
        row = _ROW_OF_EACH.search(reading.folded, line, money.start)
        names = re.split("[、和及]", re.sub("^.*?其中", "", row["names"])) if row else []
        if names and {*names} <= {site.name for site in sites}:
            shares |= dict.fromkeys(names, money)
    claims.take(*shares.values())
    return [
        site.model_copy(update={"amount_yuan": in_yuan(shares[site.name])}) if site.name in shares else site
        for site in sites
    ]
