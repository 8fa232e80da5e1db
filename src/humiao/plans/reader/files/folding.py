"""Fold a text for matching: one form a sign, never a change of length.

What becomes what (the shown text keeps its own signs):

| Family | Folds to |
|---|---|
| full-width, half-width, small and vertical forms; no-break and wide spaces | the usual form |
| traditional characters, CJK compatibility characters, radicals | the simplified character |
| round brackets （ ﹙ | ( ) |
| square brackets [ ［ 【 〖 ﹝ | 〔 〕 |
| corner quotes 「 『 | “ ” |
| dashes and tildes – — ― － − ~ ～ 〜 | - |
| colons ： ﹕ ︰ ∶ | : |
| commas | ， but , inside a number grouped by thousands (390,000) |
| ; ? ! | ； ？ ！ |
| ≧ ⩾ ≮ | ≥ |
| ≦ ⩽ ≯ | ≤ |
| middle dots • ・ ‧ | · |
| slashes ／ ⁄ ∕ | / |
| a zero or circle between Chinese numerals (二0二五) | 〇 |
| square brackets around a numeral at the head of a line | a blank and 、 |
| square brackets around a label at the head of a line, with words behind | a blank and : |
| full stops ． . after a Chinese word | 。 but . after a numeral (一.) |
| ✕ ✖ ╳ | × |

Left alone: circled and parenthesised numbers, zeros of every shape, 《 》 〈 〉, 至.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

import opencc

_FORMS: Final = (
    range(0x2F00, 0x2FE0),  # Kangxi radicals
    range(0x2E80, 0x2F00),  # radicals supplement: few have a Unicode equivalent, see _RADICALS
    range(0x3000, 0x3001),
    range(0xF900, 0xFB00),  # CJK compatibility ideographs
    range(0xFE10, 0xFE70),  # vertical and small forms
    range(0xFF00, 0xFFF0),  # half- and full-width forms
    range(0x2F800, 0x2FA20),
)
_IDEOGRAPHS: Final = (range(0x3400, 0xA000), range(0x20000, 0x2A6E0))
_RADICALS: Final = dict(
    zip(
        "⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⻄⻑",
        "民见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟西长",
        strict=True,
    )
)
_FAMILIES: Final = {
    "(": "⁽❨⟮",
    ")": "⁾❩⟯",
    "〔": "[【〖〘⟦❲",
    "〕": "]】〗〙⟧❳",
    "“": "「『〝",
    "”": "」』〞〟",
    "-": "‐‑‒–—―−─~〜∼⁓˗﹘ー",
    ":": "∶ː",
    "，": ",",
    "；": ";",
    "？": "?",
    "！": "!",
    "≥": "≧⩾≮≽",
    "≤": "≦⩽≯≼",
    "·": "•‧・∙⋅●",
    "/": "⁄∕",
    "×": "✕✖╳⨯",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f",
}
_GROUPED: Final = re.compile(r"(?<![0-9，.])[0-9]{1,3}(?:，[0-9Xx*×]{3})+(?![0-9])")
_STOP: Final = re.compile(
    r"(?:(?<=[\u4e00-\u9fff”》%])(?<![一二三四五六七八九十百〇零条章节编])(?<!\s[壹贰叁肆伍陆柒捌玖拾])(?<!\A[壹贰叁肆伍陆柒捌玖拾])"
    r"|(?<=[\u4e00-\u9fff”》%]\))(?<![一二三四五六七八九十]\))|(?<=[\u4e00-\u9fff]\"))"
    r"\.(?![.A-Za-z])"
)  # after the other signs are folded
# A label in brackets at the head of its line: 【执行期】2025年5月至12月.
_LABEL: Final = re.compile(
    r"^(?P<blank>[ \t]*)〔(?P<label>[\u4e00-\u9fff]{2,12})〕(?=(?P<after>\S))", re.MULTILINE
)
# A numeral in brackets at the head of its line numbers a chapter: 【壹】基本情况.
_NUMERAL_HEAD: Final = re.compile(
    r"^(?P<blank>[ \t]*)〔(?P<numeral>[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3})〕(?=\S)", re.MULTILINE
)
_ZERO: Final = re.compile(r"(?<=[一二三四五六七八九〇])[0Oo○](?=[一二三四五六七八九〇])")  # 二0二五年


def fold(text: str) -> str:
    """Return the text with one form a sign; always as long as it was."""
    folded = _STOP.sub("。", text.translate(_table()))
    folded = _ZERO.sub("〇", folded)
    folded = _NUMERAL_HEAD.sub(lambda m: f"{m['blank']} {m['numeral']}、", folded)
    folded = _LABEL.sub(lambda m: f"{m['blank']} {m['label']}{' ' if m['after'] == ':' else ':'}", folded)
    return _GROUPED.sub(lambda number: number[0].replace("，", ","), folded)


@cache
def _table() -> dict[int, str]:
    families = {sign: kept for kept, signs in _FAMILIES.items() for sign in signs}
    forms = {chr(code): _usual_form(chr(code)) for block in _FORMS for code in block}
    forms.update(_RADICALS)
    simplified = _simplified({chr(code) for block in _IDEOGRAPHS for code in block})
    table = {**simplified, **families}
    for sign, usual in forms.items():
        table[sign] = table.get(usual, usual)
    return {ord(sign): kept for sign, kept in table.items() if sign != kept}


def _usual_form(sign: str) -> str:
    usual = unicodedata.normalize("NFKC", sign)
    return usual if len(usual) == 1 else sign


def _simplified(signs: set[str]) -> dict[str, str]:
    """Return the signs that have a simplified form; a line each, so that no phrase is seen."""
    before = sorted(signs)
    after = opencc.OpenCC("t2s").convert("\n".join(before)).split("\n")
    pairs = zip(before, after, strict=True)
    return {old: new for old, new in pairs if old != new and len(new) == 1}
