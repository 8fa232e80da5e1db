"""Whether a sum is the price of one place, person or event, by the words before it or what it is per."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.stretches import part_before, words_of
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_PER_WORDS = re.compile(
    r"每(?:一?个|所|家|名|位)?[^，。；每]{0,4}(?:处|港湾|之家|驿站|站点?|服务点|人|名|儿童|户|项目|机构|村|镇|街道|社区|校)"
)
_EACH = re.compile(
    r"每(?:一?个|名|位)?(?:人|名|位|场|次|户|节|天|志愿者|社工|儿童|教师|老师)|人均|单价|标准为?\s*$"
)
_PRICE_PER = frozenset({
    "站", "处", "所", "项目", "机构", "校", "标项", "人", "户", "次",
    "场", "村", "镇", "乡镇", "街道", "社区", "年", "月", "节", "个案", "组", "名", "儿童",
})  # fmt: skip


_AFTER_A_SUM = re.compile(r"元\s*\)\s*、")  # 补贴8万元（每人每年400元）、课程9万元


def is_each(reading: Reading, sentence: Sentence, figure: Quantity) -> bool:
    """Say whether a sum is told of each of several: 每站6万元, 300元/场."""
    per = (figure.per or "").split("/")
    if any(p in _PRICE_PER for p in per) and per != ["年"]:
        return True
    words = words_of(reading, part_before(reading, sentence.start, figure.start))
    return bool(_PER_WORDS.search(_AFTER_A_SUM.split(words)[-1]))


def is_per_head(reading: Reading, sentence: Sentence, figure: Quantity) -> bool:
    """Say whether a sum is told of each person or event, or as a rate: 每人20元, 300元/场."""
    per = (figure.per or "").split("/")
    before = words_of(reading, part_before(reading, sentence.start, figure.start))
    before = _AFTER_A_SUM.split(before)[-1]
    return any(p in _PRICE_PER - {"年", "月"} for p in per) or bool(_EACH.search(before))


def is_per_person(figure: Quantity) -> bool:
    """Say whether a sum is told of each person or home: 帮扶资金每人每年1200元."""
    return (figure.per or "").split("/")[0] in ("人", "名", "户", "儿童")


# What one of many may cost: 每个金额控制在200元以内.
_OF_ONE = re.compile(
    r"^\s*(?:[每单]个?(?:个|名|份|人|户|件|次|笔|项)|单[个笔件价])(?:[\u4e00-\u9fff]{2,4}?)?(?:的)?(?:最高)?(?:金额|价值|费用|标准|限额)"
)


def is_of_one(words: str) -> bool:
    """Say whether the words before a sum are of what one of many may cost."""
    return bool(_OF_ONE.search(words))


_PAY = re.compile(r"补贴|津贴|工资|薪[酬资]|报酬|劳务费|误餐|餐补")


def is_pay(words: str) -> bool:
    """Say whether the words before a sum are of what people are paid: 交通补贴标准为每人每月300元."""
    return bool(_PAY.search(words))
