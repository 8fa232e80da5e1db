"""Who may bid and how the service is bought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import Eligibility, Fact
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.offices import is_office
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.stretches import Stretch, about, line_heading, words_of
from humiao.plans.reader.facts.topics import sections_of_heading
from humiao.plans.reader.reading import Mention, Reading, Sentence
from humiao.plans.reader.words import load

_BIDDER = (
    r"(?:承接(?:主体|机构|方|单位|者|组织)?|供应商|投标人|申请(?:人|机构|单位|组织)|服务机构|参选(?:人|单位|机构)"
    r"|申报(?:单位|机构|主体)|社会组织|报名(?:单位|机构|者)|承办(?:单位|机构|方)|响应人|受托方|竞选人)"
)
_DEMANDS = re.compile(
    rf"{_BIDDER}[^，。；]{{0,12}}(?:应当?|须|必须|需)(?:同时)?(?:是|为|具备|具有|满足|符合|依法|在|取得|持有|成立"
    r"|近[一二三五\d]年|未被|未有|无重大|没有|经?[^，。；]{0,8}登记)"
    r"|(?:具有|具备|符合|满足)[^。；]{0,30}的(?:[^，。；]{0,12})?(?:社会组织|机构|企业|单位|供应商)"
    r"[^，。；]{0,6}(?:公开遴选|公开比选|遴选|比选|应标|承接|参与|报名|投标|均可|承担)"
)
_LABEL = re.compile(
    r"^\s*(?![^:]{0,8}(?:付款|支付|续|服务条|验收|结算|合同|场地|解除))[^，。；:]{0,16}?(?P<label>(?:供应商|投标人|申请人|承接(?:主体|机构|方|单位)?|报名|参选|申报|机构|承办单位)?的?(?:资格|资质|条件)(?:要求|条件)?|承接主体|报名要求|参选要求)\s*(?:\([^()]*\))?\s*:"
)
_PREFERRED = re.compile(r"优先|加分|鼓励|为宜|宜[具有为]|优选|择优|同等条件")
_DEMAND_START = re.compile(
    r"[，,](?=\s*(?:且|并|同时|应|须|需|必须|不得)?(?:具有|具备|近[一二三五\d]年|未被|没有|无(?:重大|不良|违法)|不得|持有|取得|获得?|成立|注册|登记|符合|满足|社会组织|有[^，]{0,6}(?:优先|场所|经验|能力)|信用|依法|遵守|熟悉|拥有|配备|承接主体|专职|参加|年检|年报|评估等级|法人|单位负责人|在[^，]{2,12}(?:注册|登记)|本项目))"
)
_SEMICOLON = re.compile(r"[；;。]")
_NUMBERED = re.compile(r"^\s*[(（]?[\d一二三四五六七八九十①-⑳]{1,3}[)）.、．]?\d?[)）.、．]?\s*")
_NO_DEMAND = re.compile(r"^(?:无|/|不适用|否|见|详见|如下|同上|没有)[。;；]?$|:\s*(?:无|/)?[。；]?$")
_NONE = re.compile(r":\s*(?:无|/|不适用|没有)[。；]?$")
# A line with a label of its own, which ends the list of demands: 磋商保证金：5000元.
_OTHER_LABEL = re.compile(r"^(?![^:]{0,12}(?:资格|资质|条件|要求|政策))[\u4e00-\u9fff]{2,10}:")
_HANDING_IN = re.compile(
    r"(?:获取|领取|购买|下载|递交|提交|送达)[^，。；]{0,6}(?:采购|招标|磋商|谈判|响应|投标|比选|报名)?(?:文件|材料|资料)"
)
_SHORTEST = 4
_PERSONS = frozenset({"人", "名", "位"})


def read_eligibility(reading: Reading, claims: Claims) -> tuple[Eligibility, ...]:
    """Return the demands on who may bid, one each: what is required and what is preferred."""
    found: list[Eligibility] = []
    for sentence in reading.sentences:
        if not _is_about_bidders(reading, sentence):
            continue
        for where in _demands(reading, sentence):
            rule = reading.source.text[where.start : where.end].strip()
            if any(rule == other.rule for other in found):
                continue
            _claim(reading, claims, where)
            must = not _PREFERRED.search(words_of(reading, where))
            found.append(Eligibility(rule=rule, must=must, **span_of(reading, where.start, where.end)))
    return tuple(found)


def _claim(reading: Reading, claims: Claims, where: Stretch) -> None:
    """Take the numbers of a demand, but for persons: those are a demand on the provider's people as well."""
    numbers = reading.quantities_in(where)
    claims.take(*(q for q in numbers if not (q.kind == "count" and q.unit in _PERSONS)))


def _is_about_bidders(reading: Reading, sentence: Sentence) -> bool:
    if reading.mood_at(sentence.start) in ("withdrawn", "example", "history") or sentence.table is not None:
        return False
    text = words_of(reading, sentence)
    if _HANDING_IN.search(text) and not re.search("资格|资质|登记|不得|信用", text):
        return False
    if _LABEL.search(_NUMBERED.sub("", text)) or _DEMANDS.search(text):
        return about(reading, sentence.start)[:1] != ("scoring",)
    if _goes_on(reading, sentence):
        return True
    if _OTHER_LABEL.match(text) or reading.mood_at(sentence.start) == "procedure":
        return False
    around = about(reading, sentence.start)
    return "eligibility" in around[:3] and not {"scoring", "contact", "payment"} & set(around[:1])


_LINE_BACK = 600  # characters; a label further back in an endless line rules no longer


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence goes on in the line that a label of eligibility opened."""
    start = max(reading.folded.rfind("\n", 0, sentence.start) + 1, sentence.start - _LINE_BACK)
    line = _NUMBERED.sub("", reading.folded[start : sentence.start])
    if _PREFERRED.search(words_of(reading, sentence)) and _DEMANDS.search(line):
        return True
    labels = [m.end() for m in re.finditer(r"(?:^|[。；])[^，。；:]{2,14}:", line)]
    opened = [
        m
        for m in re.finditer(r"(?:^|[。；])\s*[^，。；:]{2,14}:", line)
        if _LABEL.search(m[0].lstrip("。；"))
    ]
    own = re.match(r"[^，。；:]{2,14}:", words_of(reading, sentence))
    return bool(opened) and opened[-1].end() == labels[-1] and own is None


def _demands(reading: Reading, sentence: Sentence) -> Iterator[Stretch]:
    """Give each demand of a sentence, without its number, its label and the mark at its end."""
    folded, start = reading.folded, sentence.start
    number = _NUMBERED.match(folded[start : sentence.end])
    start += number.end() if number else 0
    if _NONE.search(folded[start : sentence.end]):
        return
    label = re.compile(r"[^，。；:《》]{0,24}:").match(folded, start, sentence.end)
    if label and (_LABEL.search(label[0]) or sections_of_heading(label[0]) or "要求" in label[0]):
        start = label.end()
    cuts = [m.end() for m in _DEMAND_START.finditer(folded, start, sentence.end)]
    for left, right in zip([start, *cuts], [*cuts, sentence.end], strict=True):
        while right > left and folded[right - 1] in "，,；;。 \n":
            right -= 1
        words = folded[left:right].strip()
        if is_office(words) and right == sentence.end:
            return  # who signs the notice, right below the last demand
        if len(words) >= _SHORTEST and not _NO_DEMAND.search(words) and not _is_heading(reading, left, words):
            yield Stretch(left, right)


def _is_heading(reading: Reading, offset: int, words: str) -> bool:
    clause = reading.clause_at(offset)
    in_heading = (
        clause is not None and offset < clause.heading_end and clause.heading_end >= offset + len(words)
    )
    titles = bool(sections_of_heading(words)) and len(words) <= 24 and not _DEMANDS.search(words)
    return (in_heading and titles) or words.endswith((":", "要求"))


_WAY = re.compile(
    r"(?:采购|购买|招标|选定|遴选|实施|组织|比选|磋商)(?:方式|形式|方法)(?:及[^:。]{0,6})?\s*[:为是|\t]*\s*$"
)
_BY_WAY = re.compile(r"(?:采用|采取|通过|经过?|以|按照?|实行|拟)[^，。；]{0,12}$")
_WAY_AFTER = re.compile(r"(?:的)?(?:方式|形式|程序|方法|等方式)")
_NOT_CHOSEN = re.compile(
    r"(?:不[得再]?(?:采用|适用|属于)|未达到?|限额|标准以[上下]|未采用)[^，。；]{0,12}$|[□○☐]\s*$"
)
# 从中遴选重点留守儿童400名
_CHOOSES_CHILDREN = re.compile(r"[^，。；\n机构组织]{0,8}(?:儿童|家庭|孩子|学生|未成年人|案例|对象)")
_CHOSEN = re.compile(r"[☑■√☒●✓✔]\s*$")


def read_procurement_method(reading: Reading, claims: Claims) -> Fact[str]:
    """Return how the service is bought: as labelled, else as said, else as the title has it."""
    del claims  # a method is no number
    best = max(
        (m for m in reading.mentions if m.kind == "method" and _weight(reading, m) > 0),
        key=lambda m: (_weight(reading, m), -m.start),
        default=None,
    )
    if best is None:
        return Fact[str]()
    method = load("method").entry(best.key).text("method")
    words = reading.source.text[best.start : best.end]
    return Fact[str](value=words if method == "其他" else method, **span_of(reading, best.start, best.end))


def _weight(reading: Reading, mention: Mention) -> int:
    folded = reading.folded
    line = folded.rfind("\n", 0, mention.start) + 1
    before, after = folded[line : mention.start], folded[mention.end : mention.end + 8]
    in_title = before.rfind("《") > before.rfind("》")
    if (
        in_title
        or _CHOOSES_CHILDREN.match(folded, mention.end)
        or _NOT_CHOSEN.search(before)
        or reading.mood_at(mention.start) in ("withdrawn", "example", "history")
    ):
        return 0
    if _CHOSEN.search(before):
        return 6
    if _WAY.search(before.split("。")[-1]):
        return 5
    if any(
        m.key == "manner"
        for m in load("section").find(line_heading(reading, mention.start) or _heading(reading, mention))
    ):
        return 4
    by_way, way = bool(_BY_WAY.search(before)), bool(_WAY_AFTER.match(after))
    if by_way or way:
        return 4 if by_way and way else 3  # 以邀请招标方式遴选: not 遴选
    if re.match(r"公告|文件|邀请|项目", after):
        return 2
    return 1


def _heading(reading: Reading, mention: Mention) -> str:
    clause = reading.clause_at(mention.start)
    return reading.folded[clause.start : clause.heading_end] if clause is not None else ""
