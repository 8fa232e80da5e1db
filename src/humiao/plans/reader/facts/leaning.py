"""Numbers promised because of what stands before them: how long it lasts, who comes, what it adds up to."""

from __future__ import annotations

import re
from collections.abc import Callable

from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Quantity, Reading, Sentence

EVENTS = frozenset(
    {
        "场",
        "场次",
        "期",
        "节",
        "节次",
        "讲",
        "堂",
        "课",
        "课时",
        "学时",
        "人次",
        "户次",
        "校次",
        "篇",
        "回",
        "趟",
    }
)
PERSONS = frozenset({"人", "名", "位", "户", "个家庭"})
SERVICE_LABEL = re.compile(
    r"(?:活动|服务|小组|课|课堂|营|会|培训|班|宣传|率|个案|走访|探访|家访|讲座|立卡|建档|陪伴|辅导|训练)$"
)


def leans_on(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    is_promised: Callable[[Reading, Sentence, Quantity], bool],
) -> bool:
    """Say whether a number goes on about one promised before it, or about what was just said to be done."""
    return (
        _lasts_so_long(reading, sentence, quantity)
        or _take_part(reading, sentence, quantity)
        or _is_also_of_each(reading, sentence, quantity, is_promised)
        or _is_portion(reading, sentence, quantity)
        or _adds_up_label(reading, sentence, quantity)
        or _adds_up_places(reading, sentence, quantity, is_promised)
        or _was_said_to_be_done(reading, sentence, quantity)
        or _is_done_for(reading, sentence, quantity)
        or _each_has_more(reading, sentence, quantity)
        or _is_raised(reading, sentence, quantity)
        or _is_built(reading, sentence, quantity)
        or _replaces(reading, sentence, quantity)
        or _goes_on_each(reading, sentence, quantity, is_promised)
        or _is_times(reading, sentence, quantity, is_promised)
    )


def _lasts_so_long(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number of days is how long what is counted before it lasts: 夏令营1期，不少于10天."""
    if quantity.kind != "duration" or quantity.time_unit != "day" or quantity.comparator != ">=":
        return False
    if _HELD.search(reading.folded, sentence.start, quantity.start):
        return True
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    between = reading.folded[before[-1].end : quantity.start] if before else "-"
    return bool(before) and before[-1].unit in _GATHERINGS and between.strip() in ("，", ",", "、")


# 暑假开设“清凉课堂”，不少于20天
_HELD = re.compile(
    r"(?:开设|举办|开办|组织)[^，。；\d]{2,24}(?:课堂|营|班|托管|学堂)[”\"]?(?:活动|服务)?[，,](?:时间|时长|每期|为期|持续)?$"
)
_GATHERINGS = frozenset({"期", "班", "场", "讲", "课", "节", "组"})
_EVENT_BEFORE = re.compile(
    r"[，、,]\s*(?:预计|累计|合计)?(?:招收|招募|名额|参加|参与|受益|惠及|到场|参训|覆盖|服务|每期|每班)?(?:儿童|孩子|学生|家长|少年|青少年|学员|营员|困境儿童|留守儿童)*(?:约|共)?$"
)


def _take_part(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number of persons takes part in the events counted before it: 夏令营1期，40名营员."""
    if quantity.unit not in PERSONS or quantity.kind != "count":
        return False
    if (quantity.per or "").split("/")[-1] in _GATHERINGS:
        return True
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    if not before or before[-1].unit not in _GATHERINGS:
        return False
    return bool(_EVENT_BEFORE.fullmatch(reading.folded[before[-1].end : quantity.start]))


_EACH_EVENT = re.compile(r"每(?:[期场班营次组])[\u4e00-\u9fff]{0,4}$")
_THEN_EACH = re.compile(r"[、，,和]\s*每[天日周次场期]")


def _is_also_of_each(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    is_promised: Callable[[Reading, Sentence, Quantity], bool],
) -> bool:
    """Say whether a number tells more of each: 每期不少于5天、40名儿童; 不少于每周5天、每天6小时."""
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    if not before or before[-1].kind not in ("duration", "measure"):
        return False
    between = reading.folded[before[-1].end : quantity.start].strip()
    left = reading.folded[sentence.start : before[-1].start]
    persons = quantity.unit in PERSONS and between in ("、", "，", ",") and bool(_EACH_EVENT.search(left))
    hours = quantity.kind in ("duration", "measure") and bool(_THEN_EACH.fullmatch(between))
    return (persons or hours) and is_promised(reading, sentence, before[-1])


def _is_portion(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number is part of the one before it: 宣传18场次，其中进校6场次."""
    start, _ = part_of(reading, sentence, quantity.start)
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    same = bool(before) and before[-1].unit == quantity.unit and quantity.unit in EVENTS
    return same and reading.folded.startswith("其中", start)


_ADDED_UP = re.compile(r"\s*(?:全年度?|合计|总计|共计?|累计)(?:共|共计|合计|累计|开展)?\s*")
_LABELLED = re.compile(
    r"[\s(（]*[\d.、()（）一二三四五六七八九十]*\s*[“\"]?(?P<label>[^:，。；“”\"]{2,16})[”\"]?:"
)


def _adds_up_label(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number adds up in a year what the label names: 阅读课堂:每点每月1次，全年90次."""
    start, _ = part_of(reading, sentence, quantity.start)
    label = _LABELLED.match(reading.folded, sentence.start, start)
    events = quantity.kind == "count" and (quantity.unit in EVENTS or quantity.unit == "次")
    added = events and _ADDED_UP.fullmatch(reading.folded, start, quantity.start)
    return bool(label and added) and bool(SERVICE_LABEL.search(label["label"] if label else ""))


def _adds_up_places(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    is_promised: Callable[[Reading, Sentence, Quantity], bool],
) -> bool:
    """Say whether a number adds up what was said of each place: 在三个乡镇各举办四次，共十二次."""
    start, _ = part_of(reading, sentence, quantity.start)
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    if not before or before[-1].unit != quantity.unit or quantity.kind != "count" or quantity.comparator:
        return False
    each = re.search(
        r"[每各]", reading.folded[part_of(reading, sentence, before[-1].start)[0] : before[-1].end]
    )
    added = _ADDED_UP.fullmatch(reading.folded, start, quantity.start)
    more = (quantity.value or 0) > (before[-1].value or 0)
    return bool(added and each and more) and is_promised(reading, sentence, before[-1])


_ONLY_WHEN = re.compile(r"\s*(?:计划|预计|全年度?|每年|年度?内?|期内|服务期内)(?:共|共计|合计|累计)?\s*")
_TO_DO = re.compile(r"(?:提供|开展|举办|组织|实施)[^，。；:\d]{2,20}[，,]\s*$")
# “星空夜话”线上倾听每周二、周四晚，全年96次
_NAMED_AND_WHEN = re.compile(
    r"[\s()\d.、一二三四五六七八九十]*“[^“”]{2,14}”[^，。；\d]{0,10}每(?:周|月|逢)[^，。；\d]{0,12}[，,]\s*全年(?:共|计)?\s*"
)
_TO_HAND_IN = re.compile(
    r"(?:报送|上报|提交|编[制写印]|撰写|制作|形成)[^，。；:\d]{0,8}(?:[月季年]报|简报|报告|信息)[，,]\s*$"
)


def _was_said_to_be_done(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number only says how often what was just said is to be done: 提供职业辅导，全年4场."""
    start, _ = part_of(reading, sentence, quantity.start)
    papers = quantity.kind == "count" and quantity.unit in ("份", "期", "篇")
    if papers and _ONLY_WHEN.fullmatch(reading.folded, start, quantity.start):
        return bool(_TO_HAND_IN.search(reading.folded, sentence.start, start))
    events = quantity.kind == "count" and (quantity.unit in EVENTS or quantity.unit == "次")
    if events and quantity.unit and _NAMED_AND_WHEN.fullmatch(reading.folded, sentence.start, quantity.start):
        return True
    when = events and _ONLY_WHEN.fullmatch(reading.folded, start, quantity.start)
    said = _TO_DO.search(reading.folded, sentence.start, start) if when else None
    named = quantity.unit in EVENTS or bool(
        reading.mentions_in(Span(said.start(), start), "service") if said else ()
    )
    return said is not None and named


_THEN_EACH_ONE = re.compile(r"\s*[，,(]\s*每[户名人位](?:儿童|家庭)?[^，。；\d]{0,8}(?:不少于|不低于|至少|≥)")


def _each_has_more(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether it is said at once how often each of so many is served: 支持计划45户，每户不少于3次."""
    if quantity.unit not in PERSONS or quantity.kind != "count" or quantity.comparator:
        return False
    return bool(_THEN_EACH_ONE.match(reading.folded, quantity.end, sentence.end))


_DONE_FOR = re.compile(r"(?:完成|开展)\s*$")
_WHAT_IS_DONE = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:儿童|孩子|对象)的?(?:需求评估|评估|建档|体检|心理测评|筛查)"
)


def _is_done_for(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether so many are to have something done for them: 完成645名儿童的需求评估."""
    if quantity.unit not in PERSONS or quantity.kind != "count":
        return False
    before = _DONE_FOR.search(reading.folded, sentence.start, quantity.start)
    return bool(before and _WHAT_IS_DONE.match(reading.folded, quantity.end, sentence.end))


_TO = re.compile(r"(?:提高|提升|增加|扩大|调整|调|减少|压减|压缩|核减|降低|增|减|改)[到至为]\s*$")


def _is_raised(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number is what another of the same is raised or cut to: 活动由41场压减为30场."""
    start, _ = part_of(reading, sentence, quantity.start)
    before = [q for q in reading.quantities_in(Span(start, quantity.start)) if q.end <= quantity.start]
    same = bool(before) and before[-1].unit == quantity.unit and quantity.unit not in PERSONS
    return (
        same and quantity.kind == "count" and bool(_TO.search(reading.folded, before[-1].end, quantity.start))
    )


_BUILT = re.compile(
    r"(?:打造|建成|建设|新建|设立|设置|布设|建)[^，。；\d]{0,3}[“\"][^”\"]{2,12}[”\"][\u4e00-\u9fff]{0,4}$"
)


def _is_built(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether things with a name of their own are to be set up: 打造“萤火小屋”6间, 设立“星星信箱”14个."""
    if quantity.kind != "count" or quantity.unit not in ("间", "处", "个", "座", "所"):
        return False
    start, _ = part_of(reading, sentence, quantity.start)
    return bool(_BUILT.search(reading.folded, start, quantity.start))


_RHYTHM = re.compile(
    r"每(?:个)?[月周季][度]?(?!.*(?:更新|报送|上报|公布|通报|检查|考核|评估))[\u4e00-\u9fff]{2,4}"
)


def _goes_on_each(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    is_promised: Callable[[Reading, Sentence, Quantity], bool],
) -> bool:
    """Say whether how often something is done belongs to what was just counted: 信箱14个，每月开箱2次."""
    if quantity.kind != "interval" or not _RHYTHM.match(reading.folded, quantity.start, quantity.end):
        return False
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    near = bool(before) and reading.folded[before[-1].end : quantity.start].strip() in ("，", ",")
    return near and is_promised(reading, sentence, before[-1])


def _is_times(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    is_promised: Callable[[Reading, Sentence, Quantity], bool],
) -> bool:
    """Say whether a number tells how many parts each of those has that were just counted: 10组×6次."""
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    times = before and reading.folded[before[-1].end : quantity.start].strip() in ("×", "x", "X", "*")
    return bool(times) and quantity.kind == "count" and is_promised(reading, sentence, before[-1])


_NEW_WORDS = re.compile(r"“[^“”]{4,120}”[，,]?(?:现|统一)?(?:调整|更正|修改|变更|改)[为成]“[^“”]*$")


def _replaces(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number of events stands in words put in another's place: “宣讲45场”调整为“36场”."""
    if quantity.kind != "count" or quantity.unit not in EVENTS:
        return False
    new = _NEW_WORDS.search(reading.folded, sentence.start, quantity.start)
    old = reading.folded[new.start() : quantity.start].partition("”")[0] if new else ""
    return quantity.unit in old
