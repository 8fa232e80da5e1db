"""Find homes by their address without storing it in the clear: keyed hashes of its parts.

An address is cut into parts that end where one writes road, estate, building or number: `人民路12号3幢201室`
gives 人民路, 12号, 3幢, 201室. Every part is kept as a keyed hash, whole and without its last word, so that
`人民路12号` and `人民 3幢` find it. Provinces, cities, counties are left out: all the county's homes share
them. Towns and villages are found by their codes instead (`search`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from cn2an import cn2an

from humiao.foundation.context import current_county
from humiao.foundation.crypto import keyed_hasher, keyed_hashes
from humiao.foundation.variants import fold_variants

_KEY_BYTES = 8
_MOST_PARTS = 24
_ABOVE = ("省", "自治区", "市", "自治州", "自治县", "县")
_NUMBERED = "号院 号楼 单元 号 幢 栋 座 室 组 队 户 层 楼 弄 巷 排 号房"
_NAMED = (
    "自治区 自治州 自治县 省 市 县 区 街道 镇 乡 社区 村委会 居委会 行政村 自然村 新村 村 居 路 街 大道 道 "
    "巷 弄 胡同 里 小区 公寓 花园 家园 苑 园 庄 屯 寨 组 队 大厦 广场 桥 圩 浜 湾"
)
_CHINESE_NUMBER = re.compile("[〇零一二两三四五六七八九十百]+")
_BEFORE_A_UNIT = "|".join(sorted(_NUMBERED.split(), key=len, reverse=True))
_KIND = "|".join(sorted(_NAMED.split(), key=len, reverse=True))
_PART = re.compile(
    rf"(?P<number>\d+[a-z]?)(?P<unit>{_BEFORE_A_UNIT})?"
    rf"|(?P<name>[^\d\W]+?)(?P<kind>{_KIND})(?!{_KIND})"  # 花园社区 ends with its last word
    r"|(?P<rest>[^\d\W]+)"
)


def address_parts(text: str) -> tuple[str, ...]:
    """Cut an address into its parts, in order, as they are compared: `人民路`, `12号`, `#12`, `人民`."""
    found = [form for part in _PART.finditer(_plain(text)) for form in _forms(part)]
    return tuple(dict.fromkeys(found))[:_MOST_PARTS]


def asked_parts(text: str) -> tuple[str, ...]:
    """Cut what a person typed into the parts a home's address must all have; empty when it names none.

    Only text with a number or a word such as road or village is taken for an address, lest every name is.
    """
    parts = [part for part in _PART.finditer(_plain(text)) if part["kind"] not in _ABOVE]
    if not any(part["number"] or part["kind"] for part in parts):
        return ()
    return tuple(dict.fromkeys(_asked(part) for part in parts))


def address_keys(text: str) -> list[bytes]:
    """Return the keyed hashes to store for an address of the open county."""
    return address_indexer()(text)


def address_indexer() -> Callable[[str], list[bytes]]:
    """Return `address_keys` of the open county, for many addresses: what they share is hashed once."""
    key_of = cache(keyed_hasher(_purpose(), length=_KEY_BYTES))
    return lambda text: [key_of(part) for part in address_parts(text)]


def part_keys(part: str) -> list[bytes]:
    """Return what a home with this part may be found by: its shortened hash under each version of the key.

    A few homes in a billion share one by chance.
    """
    return keyed_hashes(part, _purpose(), length=_KEY_BYTES)


def _purpose() -> str:
    return f"address:{current_county()}"


def _plain(text: str) -> str:
    folded = fold_variants(unicodedata.normalize("NFKC", text).casefold())
    return _CHINESE_NUMBER.sub(_in_figures, folded)


def _in_figures(found: re.Match[str]) -> str:
    """Write 十二 as 12 where a unit such as 组 follows; a road may be called 三元路."""
    if not re.match(_BEFORE_A_UNIT, found.string[found.end() :]):
        return found[0]
    try:
        return str(cn2an(found[0], "normal"))
    except ValueError:  # no number, such as 百一
        return found[0]


def _forms(part: re.Match[str]) -> tuple[str, ...]:
    """Return how a part may be asked for: whole and without its last word; nothing above a town."""
    number, unit, name, kind = part.group("number", "unit", "name", "kind")
    if number:
        return (f"#{number}", part[0]) if unit else (f"#{number}",)
    if kind in _ABOVE:
        return ()
    return (part[0], name) if kind and len(name) > 1 else (part[0],)


def _asked(part: re.Match[str]) -> str:
    if part["number"] and not part["unit"]:
        return f"#{part['number']}"
    return part[0]
