"""Numbers that count nothing: document numbers, telephones, project codes, addresses, clock times, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.reading import Quantity

_ISSUER_STOPS = re.compile(
    r"^.*(?:根据|按照|依据|依照|关于|通知|意见|办法|方案|规定|要求|印发|贯彻|落实|转发|文件|以及|[和及与的并按据])"
)
_DOCUMENT = re.compile(
    r"(?P<issuer>[一-龥A-Za-z]{0,14})[〔\[(【](?:19|20)[0-9]{2}年?[〕\])】]\s?(?:第\s?)?(?:[0-9]{1,5}|[Xx×*_]{1,5})\s?号"
)
_DIGITS_AFTER_CUE = re.compile(
    r"(?:电话|手机|传真|邮编|邮政编码|账号|帐号|账户|卡号|热线|编号|编码|身份证号?|证号|代码|号码|QQ|工号|行号)(?:号码)?"
    r"\s?(?:为|是)?\s?[::]?\s?(?P<digits>\+?[0-9][0-9Xx*\- ()]{1,30}[0-9Xx*])(?![0-9])"
)
_PATTERNS = (
    re.compile(r"(?:令|公告|通告|批复|函)\s?(?:\(?(?:19|20)[0-9]{2}年?\)?)?\s?第\s?[0-9]{1,5}\s?号"),
    re.compile(
        r"(?:https?://|www\.)[!-~]+|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
    ),
    re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]{2,5}|/[0-9]{1,2})?(?![0-9.])"),
    re.compile(
        r"(?<![0-9])(?:1[3-9][0-9*]{9}|0[0-9]{2,3}[- ]?[0-9]{7,8}(?:-[0-9]{1,5})?|400-?[0-9]{3}-?[0-9]{4})"
        r"(?![0-9])"
    ),
    re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|[0-9A-Z]{18})(?![0-9A-Za-z])"),
    re.compile(r"(?<![0-9.])[0-9]{1,2}(?:\.[0-9]{1,3}){2,}(?![0-9.]|年)"),
    re.compile(r"(?<![0-9:])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9])"),
    re.compile(r"(?<![0-9])(?:[01]?[0-9]|2[0-4])\s?[时点](?![间限])(?:\s?[0-5]?[0-9]\s?分(?:钟)?|整|半)?"),
    re.compile(r"(?<![0-9:])[0-9]{1,3}:[0-9]{1,3}(?![0-9:])"),
    re.compile(r"第\s?[0-9]{1,4}\s?页|共\s?[0-9]{1,4}\s?页|(?m:^\s*-\s*[0-9]{1,4}\s*-\s*$)"),
    re.compile(r"(?<![0-9,.])0[0-9]{2,}(?![0-9.])"),
)
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_])[A-Za-z](?:[A-Za-z0-9/._-]"
    r"|\s(?!(?:19|20)[0-9]{2}[-.][01]?[0-9][-.][0-3]?[0-9](?![0-9]))(?=[0-9]{2,}[-.][0-9])|[\[(〔](?:19|20)[0-9]{2}[\])〕])*(?:号(?![楼码]))?"
)
_BROKEN = re.compile("[OoIl0-9]+")
_LONG = re.compile(r"(?<![0-9,.])[0-9]{9,}(?![0-9]|\.[0-9]|,[0-9]{3}|\s?[万千亿]?[元圆])")


def find_codes(folded: str) -> Iterator[Quantity]:
    """Give every number whose digits are a name and not an amount."""
    for found in _DOCUMENT.finditer(folded):
        stop = _ISSUER_STOPS.match(found.group("issuer"))
        yield _number(found.start() + (stop.end() if stop else 0), found.end())
    for found in _DIGITS_AFTER_CUE.finditer(folded):
        yield _number(*found.span("digits"))
    for found in _TOKEN.finditer(folded):
        if any(letter.isdecimal() for letter in found.group()) and not _BROKEN.fullmatch(found.group()):
            yield _number(*found.span())
    for pattern in (*_PATTERNS, _LONG):
        for found in pattern.finditer(folded):
            yield _number(*found.span())


def _number(start: int, end: int) -> Quantity:
    return Quantity(start, end, "number")
