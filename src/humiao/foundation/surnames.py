"""Hold how surnames are read when the surname's reading is not the character's usual one.

Readings are pinyin with a tone digit, `v` for ü. Only the first character (or the first two, for a compound
surname) of a Han-style name is looked up here; inside a given name the same character keeps its usual one.
"""

from __future__ import annotations

SINGLE: dict[str, str] = {
    "单": "shan4", "解": "xie4", "曾": "zeng1", "仇": "qiu2", "区": "ou1", "查": "zha1", "朴": "piao2",
    "覃": "qin2", "缪": "miao4", "盖": "ge3", "乐": "yue4", "华": "hua4", "任": "ren2", "冼": "xian3",
    "洗": "xian3", "员": "yun4", "贠": "yun4", "尹": "yin3", "祭": "zhai4", "翟": "zhai2", "瞿": "qu2",
    "臧": "zang1", "逄": "pang2", "隗": "wei3", "牟": "mu4", "宓": "mi4", "殷": "yin1", "能": "nai4",
    "繁": "po2", "种": "chong2", "重": "chong2", "秘": "bi4", "谌": "chen2", "阚": "kan4", "晁": "chao2",
    "璩": "qu2", "郇": "xun2", "郗": "xi1", "佴": "nai4", "召": "shao4", "折": "she2", "黑": "he4",
    "哈": "ha3", "尉": "wei4", "葛": "ge3", "纪": "ji3", "宁": "ning4", "燕": "yan1", "应": "ying1",
    "过": "guo1", "曲": "qu1", "那": "na1", "訾": "zi1", "钭": "tou3", "厍": "she4", "乜": "nie4",
    "丌": "ji1", "俱": "ju1", "车": "che1", "万": "wan4",
    "行": "xing2", "褚": "chu3", "柏": "bai3", "鲍": "bao4", "卜": "bu3",
    "都": "du1", "撒": "sa3", "句": "gou1",
}  # fmt: skip

COMPOUND: dict[str, tuple[str, str]] = {
    "欧阳": ("ou1", "yang2"), "诸葛": ("zhu1", "ge3"), "司马": ("si1", "ma3"), "司徒": ("si1", "tu2"),
    "司空": ("si1", "kong1"), "上官": ("shang4", "guan1"), "尉迟": ("yu4", "chi2"), "万俟": ("mo4", "qi2"),
    "皇甫": ("huang2", "fu3"), "夏侯": ("xia4", "hou2"), "东方": ("dong1", "fang1"), "端木": ("duan1", "mu4"),
    "公孙": ("gong1", "sun1"), "令狐": ("ling2", "hu2"), "长孙": ("zhang3", "sun1"), "宇文": ("yu3", "wen2"),
    "慕容": ("mu4", "rong2"), "单于": ("chan2", "yu2"), "澹台": ("tan2", "tai2"), "呼延": ("hu1", "yan2"),
    "淳于": ("chun2", "yu2"), "濮阳": ("pu2", "yang2"), "赫连": ("he4", "lian2"), "拓跋": ("tuo4", "ba2"),
    "独孤": ("du2", "gu1"), "南宫": ("nan2", "gong1"), "西门": ("xi1", "men2"), "轩辕": ("xuan1", "yuan2"),
    "申屠": ("shen1", "tu2"), "闻人": ("wen2", "ren2"), "钟离": ("zhong1", "li2"), "鲜于": ("xian1", "yu2"),
    "百里": ("bai3", "li3"), "太史": ("tai4", "shi3"), "公冶": ("gong1", "ye3"), "宗政": ("zong1", "zheng4"),
    "第五": ("di4", "wu3"), "亓官": ("qi2", "guan1"), "乐正": ("yue4", "zheng4"), "子车": ("zi3", "ju1"),
}  # fmt: skip

# Characters whose reading in names, wherever they stand, is not the dictionary's first one. The last three
# come from transliterated Uyghur and Kazakh names (阿卜杜, 塔什, 都来提).
ANYWHERE: dict[str, str] = {"卜": "bu3", "什": "shi2", "都": "du1"}
IN_TRANSLITERATION: dict[str, str] = {"茜": "xi1", "色": "se4", "塞": "sai4", "夏": "xia4", "那": "na4"}
