"""Duties of other offices: what police, courts and the like are to do is not the provider's promise."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OFFICES = (
    r"(?:[县市区州旗]|各级|辖区)?(?:教育(?:和?体育|科技)?|教体|公安|卫生健康|卫健|司法(?:行政)?|人力资源和?社会保障|人社|"
    r"文化(?:和?旅游|广电)?|文旅|文体|网信|住(?:房)?建(?:设)?|交通运输|市场监管|农业农村|医(?:疗)?保(?:障)?|应急管理|宣传)"
    r"(?:行政)?(?:局|委(?!托)|办公室|办|部门|部|派出所)|(?:人民)?检察院|(?:人民)?法院|派出所|消防(?:救援)?(?:大队|支队|部门)"
)
_BODIES = r"妇联|团(?:[县市区州旗])?委|残联|关工委|总?工会|红十字会"
_ACTS = (
    r"(?:[、及和与](?:[^，。；\n:、]{2,12}[、及和与]?){1,5})?(?:等部门)?(?:[(（][^()（）\n]{1,12}[)）])?[:：]?"
    r"(?:要|应当?|须|负责|牵头|组织|开展|每|将|对|指导|依托|招募|落实|把|定期|利用|安排|完成|选派)"
)
_OPENS = (
    r"(?:^|(?<=[。；;\n:：)）]))[ \t]*(?:\d{1,2}[.、．])?(?:[一二三四五六七八九十]是)?"
    r"(?!联合|会同|协同|配合|协调)(?:[\u4e00-\u9fff]{2,4}(?:县|市|区|旗|州))?[县市区州旗]?(?:级)?"
)
_DUTY = re.compile(rf"{_OPENS}(?P<who>{_OFFICES}|(?P<body>{_BODIES})){_ACTS}[^。；;\n]*", re.MULTILINE)
# The provider or the purchase is spoken of after all.
_OURS = re.compile(
    r"承接|供应商|乙方|服务方|(?:服务|社工|专业|社会工作)机构|社会组织|购买|采购|委托|项目|社工"
)
_OPENING = 200  # characters in which a body that buys or issues is named


def duties_of_others(folded: str) -> Iterator[tuple[int, int, str]]:
    """Take what another office is to do out of the promise, but where the provider is spoken of."""
    for found in _DUTY.finditer(folded):
        if found["body"] and found["body"] in folded[: min(_OPENING, found.start())]:
            continue
        if not _OURS.search(folded, *found.span()):
            yield *found.span(), "elsewhere"
