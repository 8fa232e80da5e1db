"""Whether words name what a figure counts; a figure nothing names is told among the numbers left over.

What stands beside a number is its name only where it says what is counted. Words that only say when, where,
of each what or for whom, and stretches cut out of a sentence, name nothing: then the label or the heading
above does, or the number is left to a person. The words are data in `words/unsound.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from humiao.plans.reader.facts.figures import COUNTED
from humiao.plans.reader.facts.leaning import EVENTS
from humiao.plans.reader.facts.measures import service_of
from humiao.plans.reader.facts.naming import heading_of, just_said, label_of
from humiao.plans.reader.facts.phrases import name_in, part_of
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_SHORTEST, _NEAR = 2, 16
_FILLING = ("of_each", "when", "where", "verbs", "general")
_SAYS_WHAT = frozenset({"课时", "学时", "课", "讲", "堂"})  # units that tell what is given: 每校不少于7课时
_PERSONS = frozenset({"人", "名", "位", "户"})


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Read the lists; `empty` is a name made of nothing but words that name nothing."""
    text = files("humiao.plans.reader").joinpath("words/unsound.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    found = {key: re.compile("|".join(lists[key])) for key in ("itself", "within")}
    found["begins"] = re.compile("(?:" + "|".join(lists["begins"]) + ")")
    found["ends"] = re.compile("(?:" + "|".join(lists["ends"]) + ")$")
    filling = "|".join(one for key in _FILLING for one in lists[key])
    whom = "|".join(lists["whom"])
    found["each"] = re.compile("(?:" + "|".join(lists["of_each"]) + ")+")
    found["empty"] = re.compile(rf"(?:{filling}|[\s、/\d“”\"()])*")
    found["place"] = re.compile(lists["of_each"][0])
    found["part"] = re.compile(rf"(?:{lists['part'][0]})(?:{whom}|人员|人数|家庭|群众|[、和及])*")
    found["empty_of_things"] = re.compile(rf"(?:{whom}|{filling}|[\s、/\d“”\"()])*")
    return found


# The rest of a sentence, whatever it says: 90%的儿童出勤率在八成以上.
_CUT_OUT = re.compile(r"的(?![“\"《]).*在$")


@lru_cache(maxsize=4096)
def is_sound(name: str, unit: str = "") -> bool:
    """Say whether words name what a figure counts; those served name a number of persons only."""
    words, test = fold(name).strip(), _patterns()
    if len(words) < _SHORTEST or test["within"].search(words) or _CUT_OUT.match(words):
        return False
    if service_of(test["place"].sub("", words)) or test["itself"].search(words):
        return True
    if unit in _SAYS_WHAT and not (test["begins"].match(words) or test["ends"].search(words)):
        return True
    if (unit in _PERSONS or unit == "人次") and test["part"].search(words):
        return True
    if test["empty" if unit in _PERSONS else "empty_of_things"].fullmatch(words):
        return False
    return not (test["begins"].match(words) or test["ends"].search(words))


def titled(reading: Reading, sentence: Sentence, quantity: Quantity, name: str) -> str:
    """Return what names a figure where the words beside it do not: their first part, a label, a heading.

    Empty where nothing does, or where no bound says that the number is a figure of what stands above.
    """
    first = re.split("[，,。；]", name)[0]
    if first != name and is_sound(first):
        return first
    if _takes_part(reading, sentence, quantity):
        return name
    whole = _OF_WHICH.match(reading.folded, quantity.end, sentence.end)
    if whole and is_sound(whole["what"]):
        return name_in(reading, whole.span("what"))
    said = just_said(reading, sentence, part_of(reading, sentence, quantity.start)[0])
    if said and is_sound(said):
        season = bool(_SEASON.fullmatch(fold(name)))
        return said + (
            f"{name}天数" if season and quantity.kind == "duration" else name if _is_of_each(name) else ""
        )
    if not (quantity.comparator or quantity.per or quantity.unit in EVENTS):
        return ""
    titles = (
        label_of(reading, sentence),
        heading_of(reading, sentence),
        heading_of(reading, sentence, of_service=True),
    )
    title = next(
        (t for t in titles if is_sound(t) and (service_of(t) or (quantity.comparator and _is_title(t)))), ""
    )
    if not title or _is_of_each(name) or _SEASON.fullmatch(fold(name)):
        counted = "天数" if quantity.kind == "duration" and title else ""
        return title + (name + counted if title else "")
    return title + (COUNTED["人"] if quantity.unit in _PERSONS else "")


# A number that tells how large the thing behind it is: 不少于10人的志愿者队伍.
_OF_WHICH = re.compile(r"(?:以上)?的(?P<what>[\u4e00-\u9fff“”\"]{2,14})")


# What clauses of a list of services are called, where the vocabulary has no such word: 节日关怀.
_TITLE = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:服务|活动|帮扶|辅导|教育|陪伴|宣传|关爱|关怀|指导|干预|倡导|成长|融合|融入|课堂|小组)"
)
_NO_TITLE = re.compile(r"购买|项目|服务(?:内容|要求|标准|对象)|合同|采购|人员|经费|资金|安全")
_SEASON = re.compile(r"[寒暑]假|寒暑假|学期[内中]|周末")


def _is_title(words: str) -> bool:
    """Say whether words are a short title like those of a list of services."""
    return bool(_TITLE.fullmatch(fold(words))) and not _NO_TITLE.search(fold(words))


def _takes_part(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether those who take part are counted, the verb being no part of the name: 参与儿童200人次."""
    before = reading.folded[max(sentence.start, quantity.start - _NEAR) : quantity.start]
    return bool(quantity.unit == "人次" and re.search(rf"{_patterns()['part'].pattern}\s*$", before))


def _is_of_each(name: str) -> bool:
    """Say whether words say of each what, and may follow what is counted: 兴趣课程每个服务点."""
    return bool(_patterns()["each"].fullmatch(fold(name)))
