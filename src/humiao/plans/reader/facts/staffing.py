"""People the provider must have: a role beside a number of persons, in words or in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import Staffing
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.phrases import beside, name_in, part_of
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.topics import topics
from humiao.plans.reader.reading import Mention, Quantity, Reading, Sentence

_PERSONS = frozenset({"人", "名", "位", "个", ""})
_OFFICIAL = re.compile(
    r"分管|联络|牵头|主要负责人|镇长|局长|主任委员|责任人|(?:明确|指定|确定)[^，。；]{0,6}\d*$"
)
_ORGANISATION = re.compile(r"(?:中心|公司|协会|机构|组织|基金会|工作站|服务社|发展所)$")
_NOT_STAFF = frozenset({"volunteer", "child-director", "supervisor-official"})
_CERTIFIED = re.compile(
    r"(?:持有?|具有|具备|取得)[^，。；]{0,24}(?:证书?|资格|职称|学历)[^，。；]{0,6}的?[^，。；]{0,6}$"
)
_SERVED = re.compile(
    r"(?:培训|督导(?!人)|服务(?!机构|方|团队|人员|单位|期|站|点)|覆盖|走访|探访|受益|参训|考核)[^，。；]{0,10}$"
)
_ELSEWHERE = frozenset({"scoring", "payment", "money", "basis", "history", "levels"})
_SUPPLIED = re.compile(
    r"^.*(?:配备|配置|安排|派驻|选派|派|聘请|聘用|聘任|聘|设立|设置|设|不少于|不得少于|至少|应有|须有|其中|每站|每个?[\u4e00-\u9fff]{0,6}站)(?=..)"
)
_PER = re.compile(r"每(?:个|所)?(?P<per>[\u4e00-\u9fff]{0,8}?(?:站|点)|镇|乡镇|街道|村|社区|标项|包)")


def read_staffing(reading: Reading, claims: Claims) -> list[Staffing]:
    """Return the demands on the provider's people, each with its own words."""
    return [found for sentence in reading.sentences for found in _in(reading, claims, sentence)]


def _in(reading: Reading, claims: Claims, sentence: Sentence) -> Iterator[Staffing]:
    around = topics(reading, sentence.start)
    if around and around[0] in _ELSEWHERE:
        return
    last: tuple[int, int] | None = None
    for quantity in claims.free(sentence):
        if quantity.kind not in ("count", "bare") or quantity.unit not in _PERSONS:
            continue
        if reading.mood_at(quantity.start):
            continue
        role = _role(reading, sentence, quantity, around) or _same_role(reading, sentence, quantity, last)
        if (
            role
            and not _OFFICIAL.search(reading.folded[role[0] : role[1]])
            and (quantity.kind == "count" or sentence.table is not None or "staffing" in around)
        ):
            claims.take(quantity)
            last = role
            yield _staffing(reading, sentence, quantity, role)


def _same_role(
    reading: Reading, sentence: Sentence, quantity: Quantity, last: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the role said before, where only a lot or place stands beside the number: 02包不少于3人."""
    left = beside(reading, sentence, quantity).left
    words = reading.folded[left[0] : left[1]].strip(" ，,、;；")
    return last if last and quantity.comparator and (not words or _LOT.fullmatch(words)) else None


_LOT = re.compile(r"(?:第?[\d一二三四五六七八九十A-F]{0,2}(?:包|标项|标段|标|分包))")


def _role(
    reading: Reading, sentence: Sentence, quantity: Quantity, around: tuple[str, ...]
) -> tuple[int, int] | None:
    """Return the words of the role a number of persons belongs to."""
    near = beside(reading, sentence, quantity)
    left = reading.folded[near.left[0] : near.left[1]]
    roles = _roles(reading, near.left)
    if (
        roles
        and near.left[1] - roles[-1].end <= 8
        and not _SERVED.search(left[: -len(roles[-1].text)] or "-")
    ):
        return near.left
    if _CERTIFIED.search(left):
        return near.left
    after = _roles(reading, near.right, volunteers="staffing" in around[:1])
    if after and after[0].start - near.right[0] <= 6 and quantity.unit not in ("", "个"):
        return near.right[0], after[0].end
    if sentence.table is not None:
        return _row_role(reading, sentence)
    return None


def _roles(reading: Reading, span: tuple[int, int], *, volunteers: bool = False) -> list[Mention]:
    found = reading.mentions_in(_Span(*span), "role")
    left_out = _NOT_STAFF - {"volunteer"} if volunteers else _NOT_STAFF
    return [m for m in found if m.key not in left_out and m.end <= span[1]]


def _row_role(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """Return the role that the first words of a table's row name: 专职社工人数 | ≧3人."""
    if sentence.table is None or sentence.row is None or sentence.column is None:
        return None
    for cell in reversed(reading.tables[sentence.table].rows[sentence.row][: sentence.column]):
        roles = _roles(reading, (cell.start, cell.end))
        words = reading.folded[cell.start : cell.end].strip()
        if (
            roles
            and re.search(r"(?:数|数量|要求|配备)?$", words[roles[-1].end - cell.start :])
            and len(words) <= 20
        ):
            return cell.start, cell.end
        if words:
            return None
    return None


class _Span:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def _staffing(reading: Reading, sentence: Sentence, quantity: Quantity, role: tuple[int, int]) -> Staffing:
    named = name_in(reading, role) or reading.source.text[slice(*role)].strip()
    name = _SUPPLIED.sub("", re.sub(r"(?:的?人数|数量|的)$", "", named))
    part = part_of(reading, sentence, quantity.start)
    per = _PER.search(reading.folded, part[0], quantity.start)
    start, end = min(role[0], quantity.start), max(role[1], quantity.end)
    if sentence.table is not None:
        start, end = quantity.start, quantity.end
    value = None if quantity.masked or quantity.value is None else int(quantity.value)
    return Staffing(
        role=name,
        comparator=quantity.comparator,
        value=value,
        unit=quantity.unit or "人",
        per=(per["per"] if per else None) or quantity.per,
        **span_of(reading, start, end),
    )
