"""Invent Han and Hui names: surnames by how common they are in the county, given names by year of birth."""

from __future__ import annotations

from itertools import accumulate
from random import Random

_PINGHU = (
    "陆60 沈58 张56 王54 徐46 顾44 金42 朱40 陈38 俞34 曹30 钱28 冯26 姚26 马22 周22 潘22 倪20 "
    "戴20 吴20 胡18 何16 高16 李16 陶14 许14 施14 孙14 蒋12 黄12 杨12 屠10 毛10 庄10 葛9 钟9 方8 "
    "龚8 计8 褚7 干6 於6 郁6 费6 蔡6 邱5 丁5 翁5 莫4 全4 韩4 程3 单3 仇2 缪2 解1 欧阳1"
)
_YINING = (
    "王60 李58 张56 刘50 陈40 杨38 赵30 马26 黄24 周20 吴20 孙18 徐18 郭18 何16 高16 胡14 罗14 "
    "朱13 梁12 宋12 唐12 许11 韩11 冯10 邓10 曹10 彭9 曾9 田8 董8 袁8 潘8 于8 蒋7 蔡7 余7 杜7 叶6 "
    "程6 苏6 魏6 吕6 丁5 任5 沈5 姚5 卢5 姜5 崔5 谭4 廖4 范4 汪4 石4 贾4 白4 雷4 覃2 翟2 单1 仇1 "
    "查1 尉迟1 司马1"
)
_HUI = "马300 杨60 李50 王46 丁24 苏20 韩20 白18 张16 金14 哈10 沙10 撒8 冶12 虎6 海10 买12 刘10 禹5 妥6"
_XIBE = "关40 富24 佟30 吴24 安20 郭18 何12 韩10 顾10 孔8 图5 永6 赵8 葛5 胡6 苏6"
SURNAMES = {"pinghu": _PINGHU, "yining": _YINING, "hui": _HUI, "xibe": _XIBE}

# Up to which year of birth; then for men and for women: characters that stand first, last, and alone.
_ERAS: tuple[tuple[int, tuple[str, str, str], tuple[str, str, str]], ...] = (
    (1962, ("国建金文志德永正玉福庆兴阿宝", "民华荣生林根海明良才祥发泉珍", "荣林根生"),
     ("秀桂玉凤阿金月美彩水兰素", "英珍兰芳花珠宝妹娥莲凤琴", "英珍芳兰")),
    (1979, ("建国志卫永学文红海小明晓", "华平军明强伟良荣忠新林峰", "伟军勇强峰斌"),
     ("丽秀晓玉小红海春雪美亚建", "芳英华萍娟琴红燕霞珍芬梅", "丽敏静芳燕霞")),
    (1999, ("志晓俊海小文建明永佳春伟", "峰杰伟华强军超斌辉鹏龙飞", "伟磊杰超浩鹏"),
     ("晓丽婷小雪海佳春燕文玉亚", "燕婷娟丽芳敏洁萍琴霞莉倩", "静婷丹燕倩洁")),
    (2011, ("子浩宇俊嘉文家佳志思天明", "轩豪杰涛浩宇鑫阳博文航睿", "浩鑫杰宇涛航"),
     ("雨欣佳思梦诗嘉子怡雅静紫", "欣怡涵婷萱妍悦琪佳琳彤雯", "婷悦欣怡琪雯")),
    (2018, ("子梓浩宇俊一嘉奕皓睿泽铭", "轩涵睿宸辰泽豪博皓然熙晨", "睿轩宸皓晨"),
     ("梓子雨欣一诗可语思若佳依", "涵萱妍诺汐桐彤瑶琪萌馨怡", "妍萱彤瑶诺")),
    (9999, ("沐奕星景亦知屿宥昱书言牧", "辰泽宸言阳川舟然安一白衡", "宸昱屿牧"),
     ("若沐苡语一书念知芮桐安星", "初宁汐瑶桐禾溪诺冉芮妤晚", "芮妤宁溪")),
)  # fmt: skip
_HUI_BOY = ("尔萨", "伊布拉", "优素福", "哈桑", "穆萨", "伊德", "苏莱曼", "尤努斯")
_HUI_GIRL = ("法图麦", "阿伊莎", "索菲娅", "海迪彻", "麦尔彦", "赛丽麦", "再乃拜")


def _weighted(text: str) -> tuple[list[str], list[int]]:
    words = text.split()
    names = [word.rstrip("0123456789") for word in words]
    weights = [int(word[len(name) :]) for word, name in zip(words, names, strict=True)]
    return names, list(accumulate(weights))


_TABLES = {name: _weighted(text) for name, text in SURNAMES.items()}


def han_surname(rng: Random, table: str) -> str:
    """Draw a surname from `pinghu`, `yining`, `hui` or `xibe`."""
    names, cumulative = _TABLES[table]
    return rng.choices(names, cum_weights=cumulative)[0]


def han_given(rng: Random, year: int, *, is_male: bool) -> str:
    """Draw a given name that people gave in that year; about one in six is a single character."""
    era = next(era for era in _ERAS if year <= era[0])
    first, last, alone = era[1] if is_male else era[2]
    if rng.random() < 0.17:
        return _often_first(rng, alone)
    if rng.random() < 0.06:
        return _often_first(rng, last) * 2
    return _often_first(rng, first) + _often_first(rng, last)


def hui_given(rng: Random, year: int, *, is_male: bool) -> str:
    """Draw a Hui given name: most are like Han ones, some are religious names."""
    if rng.random() < 0.18:
        return rng.choice(_HUI_BOY if is_male else _HUI_GIRL)
    return han_given(rng, year, is_male=is_male)


def _often_first(rng: Random, characters: str) -> str:
    """Draw a character, those in front more often."""
    return characters[int(len(characters) * rng.random() ** 1.4)]
