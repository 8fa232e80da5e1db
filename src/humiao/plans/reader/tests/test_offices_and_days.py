"""Who buys, and when a document was published and signed."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

BODY = "一、服务对象\n在册困境儿童。\n二、服务内容\n上门走访，建立档案。"


@pytest.mark.parametrize(
    ("words", "purchaser"),
    [
        ("1.采购人信息\n名    称：清泉县民政局\n地址：东街3号", "清泉县民政局"),
        ("（三）购买主体\n清泉县民政局。\n（四）其他", "清泉县民政局"),
        ("| 采购单位 | 清泉县教育局 |\n| 项目名称 | 陪伴 |", "清泉县教育局"),
        ("清泉县残联（以下简称“甲方”）与春晖社工中心订立本合同。", "清泉县残联"),
        ("本项目由清泉县民政局作为购买主体。", "清泉县民政局"),
        ("为清泉县民政局的儿童关爱项目提供服务。", "清泉县民政局"),
        ("询价人：柳桥镇人民政府", "柳桥镇人民政府"),
        ("乙方：清泉县春晖社工服务中心", None),
        ("以清泉县民政局在册名单为准，由东山县民政局协助。", None),
        ("采购人：**县民政局\n联系清泉县民政局。", None),
    ],
)
def test_who_buys(words, purchaser):
    assert read_pasted(f"服务方案\n{words}\n{BODY}").purchaser.value == purchaser


@pytest.mark.parametrize(
    ("title", "purchaser"),
    [
        ("共青团清泉区委员会“伴飞”青少年服务项目采购需求", "共青团清泉区委员会"),
        ("清泉县妇女联合会2025年家教服务采购公告", "清泉县妇女联合会"),
        ("清泉县2025年家教服务采购公告", None),
    ],
)
def test_a_title_begins_with_who_buys(title, purchaser):
    assert read_pasted(f"{title}\n{BODY}").purchaser.value == purchaser


@pytest.mark.parametrize(
    ("foot", "purchaser", "signed"),
    [
        ("清泉县妇女联合会\n2025年6月9日", "清泉县妇女联合会", "2025-06-09"),
        ("清泉县民政局　　2025年6月9日", "清泉县民政局", "2025-06-09"),
        ("春苗慈善基金会\n二〇二五年六月九日", "春苗慈善基金会", "2025-06-09"),
        ("清泉县民政局　　清泉县教育局\n2025年6月9日", "清泉县民政局", "2025-06-09"),
        ("甲方（盖章）       乙方（盖章）\n2025年6月9日       2025年6月9日", None, "2025-06-09"),
        ("签章处：（略）    签订日：2025年6月9日", None, "2025-06-09"),
        ("服务到2026年5月31日为止。", None, None),
        ("甲方开户行：清泉支行\n2025年6月9日前付清。", None, None),
    ],
)
def test_the_foot_tells_who_and_when(foot, purchaser, signed):
    draft = read_pasted(f"服务方案\n{BODY}\n\n{foot}")
    assert (draft.purchaser.value, draft.signed.value) == (purchaser, signed)


def test_a_notice_is_signed_before_what_it_hands_on():
    covering = (
        "关于印发《清泉县护苗方案》的通知\n各镇：\n现将方案印发给你们。\n清泉县民政局等7部门\n2025年3月4日\n"
    )
    draft = read_pasted(f"{covering}\n清泉县护苗方案\n{BODY}\n服务期自2025年5月1日起。")
    assert (draft.purchaser.value, draft.signed.value) == ("清泉县民政局", "2025-03-04")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("护苗项目采购公告\n发布时间：2025-04-02\n项目概况", "2025-04-02"),
        ("护苗项目采购公告\n一、项目概况\n全县走访。\n清泉县民政局\n2025年4月2日", "2025-04-02"),
        ("社工进山来\n清泉融媒 2025年4月2日 记者 林禾\n孩子们笑了。", "2025-04-02"),
        ("社工进山来\n2025年4月2日，记者来到清泉县。", None),
        ("护苗项目实施方案\n一、项目概况\n全县走访。\n清泉县民政局\n2025年4月2日", None),
    ],
)
def test_when_published(text, published):
    assert read_pasted(text).published.value == published


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("询价通知书\n采购单位：柳桥镇人民政府（清泉县）", "清泉县"),
        ("托管协议\n乙方：清泉县春晖协会\n见证：清泉县石桥镇人民政府", "清泉县"),
        ("托管协议\n甲方：清泉县民政局\n乙方：东山县民政局", "清泉县"),
        ("托管协议\n服务对象为所在社区、小区的儿童，报市民政局审定。", None),
    ],
)
def test_the_county_is_named_somewhere(text, place):
    assert read_pasted(text).place.value == place


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("项目性质：□新增项目 ☑延续项目", "continuing"),
        ("项目属性：新增项目（√） 延续项目（ ）", "new"),
        ("项目性质：□新增 □延续", None),
        ("本项目为延续性项目。", "continuing"),
    ],
)
def test_a_form_is_ticked(words, kind):
    assert read_pasted(f"服务方案\n{words}").kind.value == kind


def test_what_fees_are_reckoned_by_is_no_ground():
    text = "服务方案\n代理服务费参照原计价格〔2002〕1980号文件收取。\n"
    text += "为便于了解，根据《采购意向公开通知》（财库〔2020〕10号）公开。"
    assert [b.number for b in read_pasted(text).legal_basis] == ["财库〔2020〕10号"]
