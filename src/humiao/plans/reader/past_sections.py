"""Stretches that tell of the past by what opens them: a story of one child, a section headed 去年怎么样."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A child under another name opens a story, to the words that turn to what is to come.
_STORY = re.compile(
    r"[(（](?:均为|系|为)?化名[)）](?P<story>[^\n]*?)(?=下一步|接下来|按照计划|计划|力争|将|$)", re.MULTILINE
)


def stories(folded: str) -> Iterator[tuple[int, int, str]]:
    """Take what is told of one child for no promise: 小敏（化名）… 社工连续上门14次."""
    return ((*found.span("story"), "history") for found in _STORY.finditer(folded))


# Headings in brackets of a report, each on a line of its own: 【去年怎么样】, 【今年干什么】.
_SECTION = re.compile(
    r"^\s*(?:[\[【〖〔](?P<heading>[^\[\]【】〖〗〔〕\n]{2,20})[\]】〗〕])\s*$", re.MULTILINE
)
_OF_THE_PAST = re.compile(
    r"去年|上一?年度?|往年|过去(?:一年)?|回顾|成绩单|(?:主要|工作|项目|取得的?)(?:成效|成绩)|开局|进展|截至"
)
_OF_NOW = re.compile(r"今年|本年|计划|打算|安排|下一步|目标|任务")


def past_sections(folded: str) -> Iterator[tuple[int, int, str]]:
    """Take the sections of a report that are headed as of the past for what was done."""
    headings = list(_SECTION.finditer(folded))
    for at, found in enumerate(headings):
        if _OF_THE_PAST.search(found["heading"]) and not _OF_NOW.search(found["heading"]):
            end = headings[at + 1].start() if at + 1 < len(headings) else len(folded)
            yield found.end(), end, "history"
