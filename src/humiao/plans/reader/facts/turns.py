"""Numbers that are turns of phrase, or belong to the number beside them: 发现一例、介入一例, 一期七天."""

from __future__ import annotations

import re

from humiao.plans.reader.reading import Quantity, Reading, Sentence

_REACH = 12
_EACH_ONE = re.compile(
    r"(?<!每)[一1]次(?:走访|探访|家访|活动|课程|辅导|面谈|服务)(?=不少于|至少|不低于)|"
    r"[\u4e00-\u9fff]{2}一(?P<unit>[例个名户件起桩宗])[、，,]?[\u4e00-\u9fff]{2,4}一(?P=unit)"
)
_A_TEAM = re.compile(r"(?:不少于|不低于|至少|约)?\d+[名人](?:左右|以上)?的")  # 一支150人的队伍
_ONE_OF_THEM = re.compile(r"(?:^|[，,])\s*[一1][期场次节]$")
_SO_LONG = re.compile(r"\s*(?:[一二两三四五六七八九十]+|\d+)\s*(?:天|小时|分钟|节|课时|人|名)")
_MARKED = re.compile(r"的?[，,]?得(?:满分|[\d一二三四五六七八九十]+[分折])")
_OF_MARKS = re.compile(r"(?:完成|执行|支出|使用)率在?\s*$")  # 预算执行率在95%以上得10分
# The second of a row of programmes, which two of them would not be called: 护苗同行二期, “童伴”三期项目.
_SECOND = re.compile(r"二期$")
_AGAIN = re.compile(r"\s*[)）]")  # a purchase put out again: 某项目（二次）
_OF_A_ROW = re.compile(r"[”\"][三四五六]期$")
# A row of such phrases: （一人一档、一月一联系、一季一走访）.
_ONE_A_TIME = re.compile(r"一[\u4e00-\u9fff]一[\u4e00-\u9fff]{1,3}[、，]一[\u4e00-\u9fff]一")
_TARIFF = re.compile(r"\s*[\d.,]+\s*元")  # what so long costs: 每次30分钟150元
_LAST_TIME = re.compile(r"以?上[一1]次$")  # 走访间隔以上一次入户之日起算
# What each of a share of children is to do: 90%以上的儿童能说出3名新朋友.
_IN_OUTCOME = re.compile(r"%(?:以上)?的[^，。；]{2,20}?(?:能|会|可以?|学会|掌握|说出|认识)[^，。；]{0,8}$")


def is_turn_of_phrase(reading: Reading, sentence: Sentence, quantity: Quantity, start: int) -> bool:
    """Say whether a number counts nothing itself; `start` is where its part of the sentence begins."""
    folded = reading.folded
    first, last = max(sentence.start, quantity.start - _REACH), quantity.end + _REACH
    phrases = _EACH_ONE.finditer(folded, first, last)
    if any(m.start() < quantity.end and quantity.start < m.end() for m in phrases):
        return True
    if _IN_OUTCOME.search(folded, start, quantity.start) or _LAST_TIME.search(folded, start, quantity.end):
        return True
    if _MARKED.match(folded, quantity.end) and _OF_MARKS.search(folded, start, quantity.start):
        return True
    row = _ONE_A_TIME.finditer(folded, first, last)
    if quantity.kind == "interval" and any(m.start() <= quantity.start < m.end() + 2 for m in row):
        return True
    printed = folded[max(0, quantity.start - 1) : quantity.end]
    if printed[-2:] in ("二次", "三次") and printed[0] in "(（" and _AGAIN.match(folded, quantity.end):
        return True
    if _SECOND.search(printed) or _OF_A_ROW.fullmatch(printed):
        return True
    if quantity.kind in ("measure", "duration") and _TARIFF.match(folded, quantity.end):
        return True
    if quantity.unit == "支" and _A_TEAM.match(folded, quantity.end):
        return True
    of_each = _ONE_OF_THEM.search(folded[max(0, start - 1) : quantity.end])
    return bool(of_each and _SO_LONG.match(folded, quantity.end))  # 夏令营两期，一期七天
