"""The laws and documents a plan stands on: titles in 《》 or written out, with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import LegalBasis
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.stretches import label_cells, words_of
from humiao.plans.reader.facts.topics import topics
from humiao.plans.reader.reading import Reading, Sentence

# What makes a cited title a ground for the plan, rather than the subject of a lecture.
_GROUNDS = re.compile(
    r"根据|依据|依照|按照|遵照|贯彻|落实|参照|遵守|按《|按照《|符合《|满足《|违反《|依《|》[^。；]{0,24}(?:规定|要求|精神|文件)"
)
_OF_FEES = re.compile(r"(?:代理|服务|评审)(?:服务)?费|计取|收取|收费标准")
_HANDED_ON = re.compile(r"现将《|印发给你们|印发如下|关于印发《")
_TAUGHT = re.compile(r"(?:学习|宣传|普及|了解|培训|讲解|宣讲|解读)[^，,。；《]{0,30}《")
_NUMBER = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,12}?)[〔(]\s*(?P<year>\d{4})\s*[〕)]\s*(?P<serial>第?\s*\d+)\s*号"
)
_DECREE = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,16}令)(?P<serial>第?\s*[\d一二三四五六七八九十百零〇]+)\s*号"
)
# What a standard is numbered by: MZ/T 059-2014, GB/T 28222-2011.
_STANDARD = re.compile(
    r"(?P<standard>(?:GB|MZ|DB\d{0,4}|JY|WS|GA|LD|T)(?:/[A-Z]{1,6})?\s*\d{1,6}(?:\.\d{1,3})?\s*[-—–]{1,2}\s*\d{4})"
)
_BRACKETED = re.compile(r"《(?P<title>[^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,30})?)》")
_DOCUMENT = r"(?:实施意见|指导意见|意见|通知|办法|条例|规定|决定|规划|纲要|方案|细则|措施|行动计划)"
_WRITTEN_OUT = re.compile(
    rf"(?:^|[、，,和及与]|根据|依据|按照|转发|落实|贯彻)(?P<title>[^、，。；《》]{{0,30}}关于[^、，。；《》〔〕]{{4,60}}?{_DOCUMENT}(?:的通知)?)"
    rf"(?=[、，。；(]|[\u4e00-\u9fff]{{2,12}}〔|$|文件|要求|精神)"
)
_CITING = re.compile(
    r"(?:为|了|进一步|深入|认真|全面|根据|依据|依照|按照|遵照|贯彻|落实|参照|结合|和|及|与)+"
)
_ARTICLE = re.compile(r"(?:[^第。；，]{0,8})(?P<article>第[一二三四五六七八九十百零〇\d]+条)")
_LEGAL = re.compile(
    rf"(?<!评分)(?<!评审)(?<!评标)(?:法|法典|通则|总则|条例|{_DOCUMENT}|规则|标准|指南|指引|规范|规程|公约|指导性目录)(?:\([^()]*\))?$"
)


_BASIS_LABEL = re.compile(r"(?:立项|政策|法律|实施|项目)?依据")


def read_basis(reading: Reading, claims: Claims) -> list[LegalBasis]:
    """Return what the document cites as its grounds, each title or number once."""
    found: dict[tuple[str, str], LegalBasis] = {}
    for sentence in reading.sentences:
        text = reading.folded[sentence.start : sentence.end]
        listed = topics(reading, sentence.start)[:1] == ("basis",)
        listed = listed or any(
            _BASIS_LABEL.search(words_of(reading, c)) for c in label_cells(reading, sentence)
        )
        if not (listed or _stands_on(text)) or reading.mood_at(sentence.start) in ("withdrawn", "example"):
            continue
        for basis in sorted(_cited(reading, sentence, text), key=lambda b: b.start):
            if not any(_same(basis, other) for other in found.values()):
                found[(basis.title, basis.number)] = basis
            claims.take_all(basis)
    return list(found.values())


def _stands_on(text: str) -> bool:
    other = (_TAUGHT, _HANDED_ON, _OF_FEES)
    return bool(_GROUNDS.search(text)) and not any(words.search(text) for words in other)


def _same(one: LegalBasis, other: LegalBasis) -> bool:
    if one.number and other.number:
        return one.number == other.number
    return bool(one.title) and bool(other.title) and (one.title in other.title or other.title in one.title)


def _cited(reading: Reading, sentence: Sentence, text: str) -> Iterator[LegalBasis]:
    taken: list[tuple[int, int]] = []
    for match in _BRACKETED.finditer(text):
        if not _LEGAL.search(match["title"]):
            continue
        number, end = _number_after(text, match.end())
        if _NOT_A_GROUND.match(text, match.end()):
            taken.append((match.start(), end))
            continue
        article = _ARTICLE.match(text, match.end()) if not number else None
        taken.append((match.start(), end))
        yield _basis(reading, sentence, match.span("title"), (match.start(), end), number, article)
    for match in _WRITTEN_OUT.finditer(text):
        if _overlaps(match.span("title"), taken):
            continue
        number, end = _number_after(text, match.end("title"))
        opening = _CITING.match(match["title"])
        start = match.start("title") + (opening.end() if opening else 0)
        taken.append((start, end))
        yield _basis(reading, sentence, (start, match.end("title")), (start, end), number, None)
    for match in _NUMBER.finditer(text):
        if not _overlaps(match.span(), taken):
            start = match.end("body") - len(_body(match["body"]))
            yield _basis(reading, sentence, (start, start), (start, match.end()), match, None)


# A title that is named to say that the plan does not stand on it.
_NOT_A_GROUND = re.compile(
    r"(?:\([^()]*\))?[^，。；《]{0,4}(?:不再?作为|不再?适用|不再执行|同时废止|即行废止|已废止)"
)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _number_after(text: str, offset: int) -> tuple[re.Match[str] | None, int]:
    """Find the document number that follows a title, bare or in brackets."""
    opening = re.compile(r"[\s(〔]*").match(text, offset)
    start = opening.end() if opening else offset
    number = _NUMBER.match(text, start) or _DECREE.match(text, start) or _STANDARD.match(text, start)
    if number is None:
        hidden = _HIDDEN_NUMBER.match(text, start)
        return None, hidden.end() if hidden else offset
    end = number.end()
    return number, end + 1 if text[end : end + 1] in (")", "〕") else end


# A number whose issuer is hidden is no number: (×民发〔2023〕12号).
_HIDDEN_NUMBER = re.compile(r"[×*xX_○〇□]{1,4}[\u4e00-\u9fff]{1,10}〔[^〕]{0,8}〕[^,，。；)]{0,10}号?\)?")


def _body(body: str) -> str:
    """Cut what is no part of the issuer's short name: the words of the sentence before it."""
    return re.split(r"[、，和及与按据照实]|(?<!财)行", body)[-1]


def _printed_number(number: re.Match[str]) -> str:
    if "standard" in number.groupdict():
        return number["standard"]
    serial = re.sub(r"\s", "", number["serial"])
    if "year" not in number.groupdict():
        return f"{number['body']}{serial}号"
    return f"{_body(number['body'])}〔{number['year']}〕{serial}号"


def _basis(
    reading: Reading,
    sentence: Sentence,
    title: tuple[int, int],
    whole: tuple[int, int],
    number: re.Match[str] | None,
    article: re.Match[str] | None,
) -> LegalBasis:
    words = reading.source.text[sentence.start + title[0] : sentence.start + title[1]].strip()
    printed = _printed_number(number) if number else ""
    return LegalBasis(
        value=words or printed,
        title=words,
        number=printed,
        article=article["article"] if article else "",
        **span_of(reading, sentence.start + whole[0], sentence.start + whole[1]),
    )
