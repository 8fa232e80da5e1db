"""Ten documents of our own with nothing wrong in them, and the few questions each may raise."""

from __future__ import annotations

_LAW = "服务人员入职前查询违法犯罪记录；发现儿童受到侵害的，立即报告公安机关。"
_PLAN = """清泉县2026年困境儿童关爱服务项目实施方案
根据《中华人民共和国未成年人保护法》，制定本方案。
一、服务对象
全县在册困境儿童共210人，其中孤儿12人、事实无人抚养儿童88人、重度残疾儿童110人。每50名儿童配备1名社工。
二、服务内容
红色等级每月上门走访1次，黄色等级每季度上门走访1次，绿色等级每年上门走访1次。
全年个案不少于12个，小组活动不少于6个，服务对象满意度不低于92%。
三、人员
专职社工不少于5人。
四、资金
项目预算36万元，其中省级补助资金20万元、县财政资金16万元。
五、期限
2026年1月1日至2026年12月31日。期满不续签。
六、付款
合同签订后支付60%，末期评估合格后支付40%。
七、评估
由第三方于2026年12月31日前完成末期评估。
八、要求
{law}
清泉县民政局
2025年10月8日
"""
SOUND: dict[str, tuple[str, set[str]]] = {
    "plan": (_PLAN.format(law=_LAW), set()),
    "two-year plan": (
        _PLAN.format(law=_LAW)
        .replace("项目预算36万元", "每年36万元，两年总预算72万元")
        .replace("2026年12月31日", "2027年12月31日"),
        set(),
    ),
    "covering notice": (
        "清泉县妇女联合会\n关于印发《护苗项目实施方案》的通知\n各镇：\n现将方案印发给你们。\n清泉县妇女联合会\n2025年10月8日\n\n"
        + _PLAN.format(law=_LAW).replace("清泉县民政局\n2025年10月8日\n", ""),
        set(),
    ),
    "uses": (
        _PLAN.format(law=_LAW).replace("资金16万元。", "资金16万元。人员28万元、活动8万元。"),
        set(),
    ),
    "requirements": (
        _PLAN.format(law=_LAW).replace("实施方案", "采购需求").replace("制定本方案", "提出本需求"),
        set(),
    ),
    "ratio": (
        _PLAN.format(law=_LAW).replace("专职社工不少于5人", "每名对象落实1名社工，专职社工不少于5人"),
        set(),
    ),
    "last year": (
        _PLAN.format(law=_LAW).replace("八、要求", "2024年走访儿童195人，支出31万元。\n八、要求"),
        set(),
    ),
    "contract": (
        _PLAN.format(law=_LAW)
        .replace("实施方案", "服务合同")
        .replace("根据", "甲方：清泉县民政局\n乙方：春晖社工中心\n根据")
        .replace("项目预算", "合同总金额"),
        set(),
    ),
    "correction": (
        "护苗项目更正公告\n更正内容\n原内容：合同签订后支付70%，验收合格后支付30%。\n"
        "更正为：合同签订后支付60%，验收合格后支付40%。\n采购人：清泉县民政局\n2025年3月2日\n",
        set(),
    ),
    "intention": (
        "清泉县民政局2026年采购意向\n根据《采购意向公开通知》（财库〔2020〕10号），公开如下：\n项目名称：走访服务\n"
        "走访不少于500人次，专职社工不少于3人，满意度不低于90%。\n预算金额：59万元\n资金来源：上级补助39万元，县级配套20万元。\n"
        "清泉县民政局\n2025年11月4日\n",
        {"missing-levels", "missing-evaluation", "payment-unspecified"},
    ),
}  # fmt: skip
