"""Fold the ways one character of a name is written to one: traditional forms, old forms, lent surnames.

Only keys to search by are folded; a name is kept and shown as it was written.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

# Written either way in registers of persons. The first list is of forms the table of variants (第一批异体字
# 整理表, 1955) or the table of standard characters (通用规范汉字表, 2013) set apart or restored; the second
# of surnames for which the second simplification (1977, withdrawn) left two spellings in use.
_FORMS = {
    "昇": "升", "陞": "升", "峯": "峰", "喆": "哲", "堃": "坤", "珮": "佩", "甯": "宁",
    "邨": "村", "龢": "和", "湧": "涌", "濬": "浚", "澂": "澄", "祕": "秘", "锺": "钟",
    "於": "于", "皙": "晳", "仝": "同", "麴": "曲", "栢": "柏", "迺": "乃", "髙": "高",
    "𠮷": "吉", "菓": "果", "烱": "炯", "飏": "扬", "乾": "干", "缐": "线",
}  # fmt: skip
_SURNAMES = {
    "萧": "肖", "闫": "阎", "傅": "付", "戴": "代", "蓝": "兰", "邱": "丘", "凃": "涂", "贠": "员",
}  # fmt: skip


def fold_variants(text: str) -> str:
    """Return the text with every character in the one form all its variants share."""
    return "".join(map(_fold, text))


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    simplified = character if _is_common(character) else _simplified(character)
    folded = _FORMS.get(simplified, simplified)
    return _SURNAMES.get(folded, folded)


def _is_common(character: str) -> bool:
    """Say whether the character is in GB 2312, which holds simplified forms only."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _simplified(character: str) -> str:
    return str(_converter().convert(character))


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC  # loads its dictionaries; most names never need them

    return OpenCC("t2s")
