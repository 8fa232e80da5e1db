"""Whether a number is money by its label, and whether the heading above is of a fee."""

from __future__ import annotations

import re
from decimal import Decimal

from humiao.plans.reader.facts.stretches import part_before, words_of
from humiao.plans.reader.facts.sum import UNIT, UNIT_AFTER, money_words, worth_above, worth_of
from humiao.plans.reader.reading import Quantity, Reading, Sentence
from humiao.plans.reader.words import load

LINK = re.compile(r"[\s:：()为共计合约是即大小写人民币￥¥额度设置定在达控制超过不总暂元含税价及（）“”\"的]*$")


def under_fees(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the heading above is of a fee or a bond, none of the project's money."""
    clause = reading.clause_at(sentence.start)
    if clause is None:
        return False
    found = load("money").find(reading.folded[clause.start : max(clause.heading_end, clause.start)][:40])
    return bool(found) and load("money").entry(found[0].key).text("side") == "other"


def heading_kind(reading: Reading, figure: Quantity) -> str:
    """Return what kind of sum the nearest heading of the project's money names; else its total."""
    for clause in reading.clauses_around(figure.start):
        for mention in reversed(load("money").find(reading.folded[clause.start : clause.heading_end][:40])):
            entry = load("money").entry(mention.key)
            if entry.text("side") == "budget":
                return entry.text("kind")
    return "total"


def is_sum(reading: Reading, quantity: Quantity, sentence: Sentence) -> bool:
    """Say whether a bare number is money by its label: 预算金额（元）：1500000."""
    if quantity.kind != "bare":
        return False
    left = part_before(reading, sentence.start, quantity.start)
    words = money_words(reading, left)
    if not words or not LINK.match(re.sub(UNIT, "", reading.folded[words[-1][0].end : quantity.start])):
        return False
    if UNIT_AFTER.match(reading.folded, quantity.end):
        return True
    large = quantity.value is not None and quantity.value >= Decimal(10_000)
    said = words_of(reading, left)
    if ":" in said and worth_above(reading, quantity.start) is not None:
        return True
    return worth_of(said) is not None or (large and ":" in said)
