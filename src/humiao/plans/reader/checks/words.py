"""Single words: misspelt ones, and labels that no record should carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.checks.look import Span, saying
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.reading import Mention, Reading
from humiao.plans.reader.words import load

_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,}(?:公司|中心|协会|书院|学校)")


@check("typo")
def misspelt(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell words that are entered as they must be meant; the original stays in the evidence."""
    found = [m for m in load("typo").find(reading.folded) if not _in_a_name(reading, m)]
    if not found:
        return
    pairs = dict.fromkeys((m.text, load("typo").entry(m.key).text("right")) for m in found)
    zh = "；".join(f"“{wrong}”应为“{right}”" for wrong, right in pairs)
    yield ask(
        reading,
        f"错别字：{zh}。已按后者录入，原文保留。",
        f"{len(pairs)} misspelt words ({zh}); entered as meant, the text stays as it is.",
        *found,
    )


def _in_a_name(reading: Reading, mention: Mention) -> bool:
    """Say whether a word stands in the name of a body or in a title, which nobody may correct."""
    for name in _NAME_BEFORE.finditer(reading.folded, max(0, mention.start - 12), mention.end + 12):
        if (
            name.start() < mention.start
            and mention.end < name.end()
            and reading.folded[mention.end] in "有公中协"
        ):
            return True
    opened = reading.folded.rfind("《", max(0, mention.start - 60), mention.start)
    return opened >= 0 and "》" not in reading.folded[opened : mention.start]


_LABEL = re.compile(
    r"涉?[A-Z]{2,3}人员(?:的)?(?:未成年)?(?:子女|家庭|儿童)?|重点人员(?:的)?(?:未成年)?子女|(?:服刑|吸毒|戒毒|涉毒|刑满释放|刑释|在押|涉案)人员(?:的)?(?:未成年)?(?:子女|儿童|孩子)|问题(?:儿童|少年|青少年|孩子|学生|娃)|不良少年|劣迹[\u4e00-\u9fff]{0,2}(?:少年|儿童)|差生|双差生"
)


@check("sensitive-label")
def sensitive_label(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a group of people carries a label that is neither stored nor shown."""
    found = list(saying(reading, _LABEL))
    if found:
        place = at(reading, Span(found[0].start, found[0].end))
        yield ask(
            reading,
            f"{place[0]}给一群人贴了敏感标签，系统不存、不显示；请改用法定类别。",
            f"{place[1]} labels a group of people; the label "
            "is neither stored nor shown. Use a class of law.",
            *(Span(f.start, f.end) for f in found),
        )
