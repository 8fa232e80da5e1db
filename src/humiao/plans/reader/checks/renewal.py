"""Renewal: a longest term that can be read two ways, a right to renew without a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Found, Span, folded, saying, sentence_of
from humiao.plans.reader.checks.registry import Asked, ask, check
from humiao.plans.reader.draft import Choice, Draft
from humiao.plans.reader.reading import Quantity, Reading

_RENEWED = re.compile(r"续签|续约|续聘|续订|延续")
_AT_MOST = re.compile(r"(?:最长|最多|至多|不超过|不得超过)")
_CLEAR = re.compile(
    r"总(?:期限|年限|时长|服务期|合同期|计)|累计|合计|共计?|含(?:首|第一)|连同|包括首|每次|续签(?:期|期限|时间)(?:最长|不)|\d\s*次|[一二两三四五六七八九十]次"
)


@check("renewal-ambiguous")
def longest_renewal(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether the longest term counts the first year."""
    if not is_programme(draft, reading):
        return
    for found in saying(reading, _RENEWED):
        sentence = sentence_of(reading, found.start)
        words = folded(reading, sentence.start, sentence.end)
        years = [
            q
            for q in reading.quantities_in(Span(found.start, sentence.end))
            if q.kind == "duration" and _AT_MOST.search(folded(reading, found.start, q.end + 2))
        ]
        if not years or _CLEAR.search(words):
            continue
        yield _which_years(draft, reading, years[-1], Span(sentence.start, sentence.end))
        return


def _which_years(draft: Draft, reading: Reading, most: Quantity, sentence: Span) -> Asked:
    value = int(most.value or 0)
    first = int(draft.period.duration.value) if draft.period.duration else 1
    return ask(
        reading,
        f"“最长不超过 {value} 年”是连首期共 {value} 年，还是续签部分 {value} 年（共 {value + first} 年）？",
        f"At most {value} years: {value} in all with the first "
        f"term, or {value} of renewal, {value + first} in all?",
        sentence,
        choices=(
            Choice(label=f"连首期共 {value} 年", value=str(value), start=most.start),
            Choice(label=f"续签最多 {value} 年，共 {value + first} 年", value=str(value + first)),
        ),
    )


_RIGHT = re.compile(
    r"(?:可以?|予以|给予|有权|能够|允许|考虑|自动)[^，。；\n]{0,6}(?:续签|续约|续聘|续订|续期)"
    r"|优先(?:予以)?(?:续签|续约|续聘|续订|续期)(?:资格|权)?"
)
_NOT_RENEWED = re.compile(r"(?:不|无|未|禁止|取消)[^，。；\n]{0,4}(?:自动)?(?:续|优先)")
_BOUNDED = re.compile(
    r"一年一签|逐年|下一?个?年度?|次年|第[二三]年|[一二两三四\d]\s*次|(?<!\d)(?:\d{1,2}|[一二两三四五])\s*(?:个月|年)(?!度)"
)
_BOUNDED_BEFORE = re.compile(r"一年一签|(?:总|累计|合计|最长|最多|不超过)[^。；\n]{0,10}年")


@check("renewal-ambiguous")
def renewal_without_limit(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask how long and how often, where a contract may be renewed and no limit is said anywhere."""
    if not is_programme(draft, reading):
        return
    rights = [f for f in saying(reading, _RIGHT) if not _is_refused(reading, f.start, f.end)]
    if rights and not any(_is_bounded(reading, f) for f in saying(reading, _RENEWED)):
        first = rights[0]
        yield ask(
            reading,
            f"“{first.words}”没有写续签几次、每次多久、总共最长几年。请写明；没有写明的，期满不续签。",
            f"“{first.words}” gives a right to renew without saying how often, for how long and up to what.",
            Span(first.sentence.start, first.sentence.end),
        )


def _is_bounded(reading: Reading, found: Found) -> bool:
    before = folded(reading, found.sentence.start, found.start)
    after = folded(reading, found.start, found.sentence.end + 40).split("\n\n")[0]
    return bool(_BOUNDED.search(after)) or bool(_BOUNDED_BEFORE.search(before))


def _is_refused(reading: Reading, start: int, end: int) -> bool:
    return bool(_NOT_RENEWED.search(folded(reading, start - 3, end)))
