"""Keys of names: who is found by what, how many keys that costs, and in which order names stand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.names import _read_part, query_keys, search_keys, sort_key, spellings
from humiao.foundation.surnames import ANYWHERE
from humiao.foundation.tests.spent import spent

LONG = "古丽巴哈尔·阿卜杜热合曼江"
HAN = st.text(alphabet="王李单曾解任欧阳司马小明梓涵一诺子轩婷婷国强吕绿女安西", min_size=2, max_size=4)
TRANSLITERATED = st.builds(
    "{}·{}".format,
    st.text(alphabet="阿卜杜热西提买明古丽巴哈尔克里木江", min_size=2, max_size=7),
    st.text(alphabet="阿卜杜热西提买明古丽巴哈尔克里木江", min_size=2, max_size=6),
)


def finds(query: str, name: str) -> bool:
    """Do what `keys @> ARRAY[…]` does."""
    asked = query_keys(query)
    return bool(asked) and set(asked) <= set(search_keys(name))


FOUND = {
    "王小明": [
        "王小明",
        "小明",
        "明",
        "wangxiaoming",
        "xiaoming",
        "ming",
        "wangxiao",
        "wangxia",
        "xiaom",
        "wxm",
        "xm",
        "w",
        "Wang",
        "Wang Xiao Ming",
        "xiaoming wang",
        "wang xm",
        "王 xiao",
        "ＷＸＭ",
        "wáng xiǎo",
        "王\u3000小明",
    ],
    "西安": ["xi'an"],
    "吕布": ["lv", "lü", "LYU BU"],
    "女娃": ["nvwa", "nyuwa"],
    "阿卜杜热西提·买买提明": [
        "买买提",
        "maimaiti",
        "amm",
        "ammtm",
        "abdrxt",
        "mmtm",
        "阿卜杜热西提·买买提明",
        "阿卜杜热西提．买买提明",
        "abudure",
    ],
    "阿卜杜热西提•买买提明": ["热西提买买"],
    "都来提": ["dulaiti"],
    "塔什买买提·艾山": ["tashi"],
    "单小明": ["shan", "dan"],
    "曾子墨": ["zeng"],
    "万俟明": ["moqi"],
    "欧阳娜娜": ["ouy"],
    "张John": ["john"],
    "张 John": ["zhang john"],
    "𠮷田": ["𠮷田", "吉田"],
    "張國榮": ["张国荣", "国荣", "zhang"],
    "张国荣": ["張國榮"],
    "萧喆": ["肖哲", "萧哲", "xiao"],
    "闫昇": ["阎升"],
    "付梅": ["傅梅"],
}


NOT_FOUND = {
    "王小明": ["小王", "ang", "wangming", "wm", "明小", "", "·", "  ", "330482", "wang2"],
    "马丽": ["ali"],
    "王小梅": ["xiaomin"],
    "丹单": ["shan"],
}


READ = {
    "单丹": "shan dan",
    "解晓": "xie xiao",
    "曾曾": "zeng ceng",
    "仇英": "qiu ying",
    "区明": "ou ming",
    "查理": "zha li",
    "朴宁": "piao ning",
    "覃兰": "qin lan",
    "缪文": "miao wen",
    "盖宁": "ge ning",
    "乐嘉": "yue jia",
    "华强": "hua qiang",
    "任远": "ren yuan",
    "冼星": "xian xing",
    "尉迟恭": "yu chi gong",
    "万俟卨": "mo qi xie",
    "万明": "wan ming",
    "欧阳修": "ou yang xiu",
    "司马光": "si ma guang",
    "阿卜杜·都来提": "a bu du du lai ti",
    "塔什·艾山": "ta shi ai shan",
}


@pytest.mark.parametrize(("name", "reading"), READ.items())
def test_is_read_rightly(name: str, reading: str) -> None:
    words = ["".join(c for c in word if c.isascii() and c.isalpha()) for word in sort_key(name).split()]
    assert " ".join(words) == reading


def test_order_keeps_one_surname_together() -> None:
    names = ["汪安", "王小明", "王安", "单一", "山娜", "王", "𠮷田", "安琪"]
    assert sorted(names, key=sort_key)[-1] == "𠮷田"
    assert [n for n in sorted(names, key=sort_key) if n[0] in "汪王"] == ["汪安", "王", "王安", "王小明"]


def test_keys_stay_few_and_quick() -> None:
    assert len(search_keys("王小明")) <= 35
    assert len(search_keys(LONG)) <= 120
    assert len(search_keys("布阿依谢姆古丽·阿卜杜克热木江")) <= 9 * 14
    names = [a + b + c for a in "王李单曾" for b in "梓子浩宇雨欣佳思" for c in "涵轩国建伟强军敏静丽"]
    assert spent(lambda: [search_keys(name) for name in names], tries=1) / len(names) < 0.005


def test_pypinyin_is_imported_only_when_needed() -> None:
    import subprocess
    import sys

    code = "import sys, humiao.foundation.names; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


@given(
    st.text(
        alphabet="王李单曾解任欧阳重庆银行长乐音乐都市明亮大夫佛和尚会计朝朝㐀𠮷〇", min_size=1, max_size=8
    )
)
def test_words_one_by_one_are_read_as_together(part: str) -> None:
    from pypinyin import Style, lazy_pinyin

    def each(text: str) -> Any:  # typed too narrowly there: what is given may be one for each character
        return ["" for _ in text]

    together = lazy_pinyin(part, style=Style.TONE3, neutral_tone_with_five=True, errors=each)
    assert [unit.text for unit in _read_part(part)] == list(part)
    read = [f"{u.letters}{u.tone}" for u in _read_part(part)]
    assert read == [ANYWHERE.get(c, r) for c, r in zip(part, together, strict=True)]


def test_a_name_is_spelled_in_each_of_its_readings() -> None:
    assert spellings("曾小敏") == ["zengxiaomin", "cengxiaomin"]
    assert spellings("阿依古丽·买买提") == ["ayigulimaimaiti"]
    assert spellings("") == [""]
