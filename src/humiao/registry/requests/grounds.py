"""Why a request may be refused: the closed table, with the clause and the sentence of the letter."""

from __future__ import annotations

from dataclasses import dataclass

from humiao.foundation.labelled import Labelled
from humiao.registry.requests.choices import Kind


class Ground(Labelled):
    """A reason to refuse."""

    DUTY = "duty", "儿童在册，仍须依法履行救助保护职责", "The child is on the roster: a statutory duty"
    SERVED = "served", "正在接受项目服务", "The child is being served by a programme"
    HELD = "held", "依法保全，不得销毁", "A legal hold covers the file"
    PERIOD = "period", "法定或规定的保存期限未满", "The retention period has not ended"
    HARM = "harm", "提供可能损害儿童利益", "Giving it may harm the child"
    OTHERS = "others", "涉及他人个人信息或隐私", "It is about somebody else"
    SECRET = "secret", "依法应当保密", "The law requires secrecy"
    IDENTITY = "identity", "未能核实申请人身份", "It could not be checked who asks"
    STANDING = "standing", "申请人不具有申请资格", "The person is not entitled to ask"
    NONE = "none", "没有相应的个人信息", "There are no such data"


@dataclass(frozen=True)
class GroundRule:
    """A row of the table; without kinds it is for every request."""

    clause: str
    sentence_zh: str
    sentence_en: str
    kinds: frozenset[str] = frozenset()


_ERASE = frozenset({Kind.ERASE.value})
_GIVING = frozenset({Kind.SEE.value, Kind.COPY.value, Kind.EXPLAIN.value})

GROUNDS: dict[Ground, GroundRule] = {
    Ground.DUTY: GroundRule(
        "个人信息保护法第13条、第34条，未成年人保护法第81—83条",
        "该儿童在困境（留守）儿童名册内，我单位为履行法定的救助保护职责须继续处理其信息。",
        "The child is on the county's roster; we process the data to carry out a statutory duty.",
        _ERASE,
    ),
    Ground.SERVED: GroundRule(
        "个人信息保护法第13条、第47条",
        "该儿童正在接受政府购买服务，处理目的尚未实现。",
        "The child is being served; the purpose of processing is not fulfilled yet.",
        _ERASE,
    ),
    Ground.HELD: GroundRule(
        "个人信息保护法第47条第二款",
        "该档案因诉讼、审计或调查需要依法保全，解除前不得删除。",
        "The file is kept for a court, an audit or an inquiry and may not be erased until that ends.",
        _ERASE,
    ),
    Ground.PERIOD: GroundRule(
        "个人信息保护法第47条第二款，档案法第14条",
        "规定的保存期限尚未届满；除存储和采取必要安全保护措施外，我单位停止其他处理。",
        "The retention period has not ended; until then the data are stored, protected, and not used.",
        _ERASE,
    ),
    Ground.HARM: GroundRule(
        "未成年人保护法第4条",
        "按照最有利于未成年人的原则，提供有关内容可能损害该儿童的利益。",
        "In the child's best interest: what is asked for may harm the child.",
        _GIVING,
    ),
    Ground.OTHERS: GroundRule(
        "个人信息保护法第10条，民法典第1032条",
        "有关内容涉及其他人的个人信息或隐私。",
        "What is asked for is about another person.",
        _GIVING,
    ),
    Ground.SECRET: GroundRule(
        "个人信息保护法第18条、第45条",
        "法律、行政法规规定应当保密。",
        "A law requires that it be kept secret.",
        _GIVING,
    ),
    Ground.IDENTITY: GroundRule(
        "个人信息保护法第50条",
        "未能核实申请人的身份，请携带有效身份证件另行申请。",
        "We could not check who asks; please come again with an identity card.",
    ),
    Ground.STANDING: GroundRule(
        "个人信息保护法第31条、第44条",
        "申请人不是该儿童的监护人，也没有监护人的书面委托。",
        "The person is not the child's guardian and has no written authority of one.",
    ),
    Ground.NONE: GroundRule(
        "个人信息保护法第45—47条",
        "我单位没有所申请的个人信息，或经核实信息准确、无须更正。",
        "We hold no such data, or found on checking that they are right.",
    ),
}


def grounds_for(kind: str) -> tuple[Ground, ...]:
    """Return the reasons that a kind of request may be refused for."""
    return tuple(g for g, rule in GROUNDS.items() if not rule.kinds or kind in rule.kinds)
