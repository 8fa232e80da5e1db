"""Others than children that a social-work station serves: the aged, households, as a row of classes says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import ServiceObject
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.object_heads import MOODS
from humiao.plans.reader.facts.object_made import PERSONS, Span, made
from humiao.plans.reader.reading import Quantity, Reading

# 服务对象和范围：留守老人22人、低保家庭3695户
_LABEL = re.compile(r"(?:服务|帮扶|关爱|保障|受益)(?:对象|人群)(?:[和及与]?(?:范围|数量|人数))?\s*[:：]")
_CLASS = re.compile(
    r"(?:^|[、，,；;：:。及和])\s*(?P<name>[\u4e00-\u9fff]{0,12}?(?:户|老人|老年人|长者|人员|残疾人|家庭|对象|妇女|居民|退役军人|孤儿|儿童|青少年|学生))"
    r"(?:\([^()]{0,20}\))?(?:经[\u4e00-\u9fff]{2,4})?(?:现有|共有|约|共|有)*\s*$"
)
_NO_CLASS = re.compile(r"服务对象$|工作人员|服务人员|社工|专业人员|(?:项目|团队|管理)人员")
_END = re.compile(r"[。\n]")
_SHORTEST, _LEAST = 2, 2


def others_labelled(reading: Reading, claims: Claims) -> Iterator[ServiceObject]:
    """Give the classes of others in a labelled row, where it counts two of them or more."""
    for label in _LABEL.finditer(reading.folded):
        if reading.moods_at(label.start()) & MOODS:
            continue
        said = _END.split(reading.folded[label.end() :], maxsplit=1)[0]
        row = Span(label.end() - 1, label.end() + len(said))
        named = [(q, where) for q in claims.free(row) if (where := _class_of(reading, row, q))]
        for quantity, where in named if len(named) >= _LEAST else ():
            claims.take(quantity)
            words = reading.source.text[slice(*where)]
            yield made(reading, quantity, words, "", (where[0], quantity.end), total=False)


def _class_of(reading: Reading, row: Span, quantity: Quantity) -> tuple[int, int] | None:
    """Return where the class a number counts is named, right before it."""
    if quantity.kind != "count" or quantity.unit not in PERSONS:
        return None
    found = _CLASS.search(reading.folded[row.start : quantity.start])
    if found is None or len(found["name"]) < _SHORTEST or _NO_CLASS.search(found["name"]):
        return None
    return row.start + found.start("name"), row.start + found.end("name")
