"""Stations written a line each with the money of each, outside any table."""

from __future__ import annotations

import re

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
