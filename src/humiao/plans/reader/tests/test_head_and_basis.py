"""What stands at the head and foot of a document, and what it is grounded on."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

BODY = "一、服务对象\n在册困境儿童。"


@pytest.mark.parametrize(
    ("head", "title", "place", "year"),
    [
        (
            "2026年清泉县困境儿童关爱服务项目实施方案",
            "2026年清泉县困境儿童关爱服务项目实施方案",
            "清泉县",
            2026,
        ),
        ("安澜市云溪区未成年人\n保护服务购买方案", "安澜市云溪区未成年人保护服务购买方案", "云溪区", None),
        (
            "青禾自治县儿童关爱项目采购公告（二〇二五年度）",
            "青禾自治县儿童关爱项目采购公告（二〇二五年度）",
            "青禾自治县",
            2025,
        ),
        (
            "关于印发《乌兰旗困境儿童服务方案》的通知",
            "关于印发《乌兰旗困境儿童服务方案》的通知",
            "乌兰旗",
            None,
        ),
        ("**县儿童关爱服务方案", "**县儿童关爱服务方案", None, None),
        ("政府购买服务合同\n（2025年度）", "政府购买服务合同", None, 2025),
    ],
)
def test_title_place_and_year(head, title, place, year):
    draft = read_pasted(f"{head}\n\n{BODY}")
    assert (draft.title.value, draft.place.value, draft.year.value) == (title, place, year)


@pytest.mark.parametrize(
    ("words", "purchaser"),
    [
        ("采购人：清泉县民政局", "清泉县民政局"),
        ("采 购 人：清泉县民政局", "清泉县民政局"),
        ("甲方（购买主体）：清泉县民政局\n乙方：春晖社工中心", "清泉县民政局"),
        ("购买主体为清泉县妇女联合会。", "清泉县妇女联合会"),
        ("采购人：**县民政局", None),
        ("本方案报市民政局审定。", None),
    ],
)
def test_who_buys(words, purchaser):
    assert read_pasted(f"服务方案\n{words}\n{BODY}").purchaser.value == purchaser


def test_the_signature_tells_who_and_when():
    draft = read_pasted(f"服务方案\n{BODY}\n\n清泉县民政局\n2025年3月8日")
    assert (draft.purchaser.value, draft.signed.value) == ("清泉县民政局", "2025-03-08")


@pytest.mark.parametrize(
    ("words", "kind"),
    [("项目性质：延续项目", "continuing"), ("项目类型：新增项目", "new"), ("延续好的做法。", None)],
)
def test_new_or_continuing(words, kind):
    assert read_pasted(f"服务方案\n{words}").kind.value == kind


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("根据《未成年人保护法》第四十三条和《关于做好儿童工作的意见》（清民发〔2024〕3号），制定本方案。",
         [("未成年人保护法", "", "第四十三条"), ("关于做好儿童工作的意见", "清民发〔2024〕3号", "")]),
        ("依据清民函[2023]12号文件要求，制定本方案。", [("", "清民函〔2023〕12号", "")]),
        ("按照省民政厅关于加强儿童关爱通知精神，制定本方案。", [("省民政厅关于加强儿童关爱通知", "", "")]),
        ("组织儿童学习《未成年人保护法》。", []),
        ("开展《小王子》共读活动。", []),
    ],
)  # fmt: skip
def test_what_it_stands_on(words, expected):
    found = read_pasted(f"服务方案\n{words}").legal_basis
    assert [(b.title, b.number, b.article) for b in found] == expected


def test_a_law_cited_twice_is_one_ground():
    text = "服务方案\n根据《未成年人保护法》制定。\n二、要求\n遵守《中华人民共和国未成年人保护法》的规定。"
    assert len(read_pasted(text).legal_basis) == 1
