"""A plan in a few pages and the draft a careful reader makes of it, by hand."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from humiao.plans.reader.draft import (
    Amount,
    Choice,
    ClauseHead,
    Coverage,
    DocumentText,
    Draft,
    Duration,
    Evaluation,
    Fact,
    Indicator,
    Interval,
    LegalBasis,
    Level,
    Milestone,
    Period,
    PeriodPart,
    Query,
    Renewal,
    ServiceObject,
    Site,
    Staffing,
    Unused,
)

TEXT = """2024年平湖市困境儿童关爱服务项目实施方案
一、依据
根据《中华人民共和国未成年人保护法》和《关于进一步健全农村留守儿童和困境儿童关爱服务体系的意见》（民发〔2019〕34号），制定本方案。
二、购买主体
平湖市民政局。2022年曾投入资金30万元。
三、服务对象
具有本市户籍、未满18周岁的困境儿童共410人，其中散居孤儿9人、事实无人抚养儿童52人、普通困境儿童349人。全市户籍人口约51万人。
四、服务范围
覆盖平湖1街道、平湖2街道、平湖3街道共3个街道。
五、经费
项目最高限价39万元（含招标代理费），其中省级补助34万元，市级配套5万元。签订合同后支付50%，末期评估合格后支付50%。
六、期限和评估
（一）服务期限自2024年1月15日至2024年12月31日，可续签一年，最长不超过二年。
（二）末期评估于12月20日前由第三方完成，11月30日前完成全部服务。
七、分级走访
绿级：生活稳定，每半年走访一次。黄级：有需求待解决，每半年走访一次。红级：需要重点关注，每月走访一次。
八、指标
1.全部儿童完成评估分级，评估分级率100%。
2.走访不少于260人/年/次。
3.个案不少于10个。
4.提交优秀案例不少于3篇，其中心理服务案例不少于1篇。
5.专职社工不少于3人。
6.精神文化活动1场。
7.服务质量不断提高。
九、绩效
每个站点专职社工不少于2人。受益未成年人满意率不低于90%。
平湖市民政局
2024年1月
"""


def _heads() -> tuple[ClauseHead, ...]:
    lines = [(m.start(), m.group()) for m in re.finditer(r"^[一二三四五六七八九]、.*$", TEXT, re.M)]
    ends = [start for start, _ in lines[1:]] + [TEXT.index("平湖市民政局\n2024年1月")]
    return tuple(
        ClauseHead(ref=line[0], heading=line[2:], start=start, end=end)
        for (start, line), end in zip(lines, ends, strict=True)
    )


HEADS = _heads()


def at(words: str, occurrence: int = 1) -> dict[str, Any]:
    """Return evidence, offsets and clause of these words in the text."""
    start = -1
    for _ in range(occurrence):
        start = TEXT.index(words, start + 1)
    clause = next((h.ref for h in HEADS if h.start <= start < h.end), "")
    return {"evidence": words, "start": start, "end": start + len(words), "clause": clause}


def _span(words: str) -> tuple[int, int]:
    return (at(words)["start"], at(words)["end"])


def _indicators() -> tuple[Indicator, ...]:
    def one(words: str, name: str, value: int, unit: str, code: str, **more: Any) -> Indicator:
        given = {"comparator": ">=", **more}
        return Indicator(name=name, value=value, unit=unit, measure=code, **given, **at(words))

    return (
        one("评估分级率100%", "评估分级率", 100, "%", "assessments.graded"),
        one("走访不少于260人/年/次", "走访", 260, "人次", "visits.person_times", raw_unit="人/年/次"),
        one("个案不少于10个", "个案", 10, "个", "casework.cases"),
        one("优秀案例不少于3篇", "优秀案例", 3, "篇", "casework.stories"),
        one(
            "心理服务案例不少于1篇",
            "心理服务案例",
            1,
            "篇",
            "casework.stories_psychological",
            within="优秀案例",
        ),
        one("专职社工不少于3人", "专职社工", 3, "人", "procurement.social_workers"),
        one("精神文化活动1场", "精神文化活动", 1, "场", "activities.cultural", comparator=None),
        Indicator(name="服务质量不断提高", qualitative=True, **at("服务质量不断提高")),
        one(
            "每个站点专职社工不少于2人",
            "每站专职社工",
            2,
            "人",
            "procurement.social_workers",
            tier="station",
            per="站",
        ),
        one("受益未成年人满意率不低于90%", "受益未成年人满意率", 90, "%", "evaluation.satisfaction"),
    )


def _queries() -> tuple[Query, ...]:
    return (
        Query(
            code="minima-disagree",
            severity="error",
            clauses=("八", "九"),
            message="专职社工一处要求至少 3 人，一处每站至少 2 人。",
            message_en="One clause wants 3 social workers, another 2 per station.",
            choices=(
                Choice(label="至少 3 人", value="3", start=at("专职社工不少于3人")["start"]),
                Choice(label="至少 2 人", value="2", start=at("每个站点专职社工不少于2人")["start"]),
            ),
            spans=(_span("专职社工不少于3人"), _span("每个站点专职社工不少于2人")),
        ),
        Query(
            code="dates-disagree",
            severity="error",
            clauses=("六",),
            message="服务到 12 月 31 日，又要求 11 月 30 日前完成。以哪天为限？",
            message_en="The service ends on 31 December, but is to be done by 30 November. Which day?",
            choices=(
                Choice(label="2024-11-30", value="2024-11-30"),
                Choice(label="2024-12-31", value="2024-12-31"),
            ),
            spans=(_span("2024年12月31日"), _span("11月30日前")),
        ),
        Query(
            code="level-without-effect",
            severity="warning",
            clauses=("七",),
            message="黄级与绿级的间隔相同，黄级不起作用。",
            message_en="Yellow has green's interval, so it has no effect.",
            spans=(_span("黄级：有需求待解决，每半年走访一次"),),
        ),
        Query(
            code="renewal-ambiguous",
            severity="error",
            clauses=("六",),
            message="“最长不超过二年”是连首年共二年，还是共三年？",
            message_en="At most two years: in all, or of renewal?",
            choices=(Choice(label="共二年", value="2"), Choice(label="共三年", value="3")),
            spans=(_span("最长不超过二年"),),
        ),
    )


def _levels() -> tuple[Level, ...]:
    half, month = Interval(value=1, unit="half_year"), Interval(value=1, unit="month")
    return (
        Level(
            level="green",
            label="绿级",
            meaning="生活稳定",
            interval=half,
            **at("绿级：生活稳定，每半年走访一次"),
        ),
        Level(
            level="yellow",
            label="黄级",
            meaning="有需求待解决",
            interval=half,
            **at("黄级：有需求待解决，每半年走访一次"),
        ),
        Level(
            level="red",
            label="红级",
            meaning="需要重点关注",
            interval=month,
            **at("红级：需要重点关注，每月走访一次"),
        ),
    )


def _period() -> Period:
    return Period(
        evidence="2024年1月15日至2024年12月31日",
        clause="六",
        start="2024-01-15",
        end="2024-12-31",
        deadline="2024-11-30",
        duration=Duration(value=1, unit="year"),
        renewal=Renewal(years_each=1, max_total=2),
        parts=(
            PeriodPart(field="start", value="2024-01-15", **at("2024年1月15日")),
            PeriodPart(field="end", value="2024-12-31", **at("2024年12月31日")),
            PeriodPart(field="deadline", value="2024-11-30", **at("11月30日前")),
            PeriodPart(field="renewal", value="可续签一年", **at("可续签一年，最长不超过二年")),
        ),
    )


def _people_and_places() -> dict[str, Any]:
    return {
        "object_scope": (
            Fact(value="具有本市户籍、未满18周岁的困境儿童", **at("具有本市户籍、未满18周岁的困境儿童")),
        ),
        "service_objects": (
            ServiceObject(category="困境儿童", count=410, total=True, **at("困境儿童共410人")),
            ServiceObject(category="散居孤儿", code="ORPHAN_COMMUNITY", count=9, **at("散居孤儿9人")),
            ServiceObject(
                category="事实无人抚养儿童", code="DE_FACTO", count=52, **at("事实无人抚养儿童52人")
            ),
            ServiceObject(category="普通困境儿童", count=349, **at("普通困境儿童349人")),
        ),
        "coverage": Coverage(
            value=3,
            unit="个街道",
            names=("平湖1街道", "平湖2街道", "平湖3街道"),
            **at("平湖1街道、平湖2街道、平湖3街道共3个街道"),
        ),
        "sites": (Site(name="平湖1街道未保站", amount_yuan=390000),),
    }


def _money() -> dict[str, Any]:
    return {
        "budget": (
            Amount(
                amount_yuan=390000,
                kind="ceiling",
                comparator="<=",
                raw="39万元",
                **at("最高限价39万元（含招标代理费）"),
            ),
        ),
        "fund_split": (
            Amount(
                amount_yuan=340000, kind="provincial", label="省级补助", raw="34万元", **at("省级补助34万元")
            ),
            Amount(amount_yuan=50000, kind="city", label="市级配套", raw="5万元", **at("市级配套5万元")),
        ),
    }


def read_draft(**changes: Any) -> Draft:
    """Return the draft of the text, with some of it changed."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    whole = {
        "document": DocumentText(name="方案.docx", sha256=digest, text=TEXT, clauses=HEADS),
        "title": Fact(value="2024年平湖市困境儿童关爱服务项目", **at("2024年平湖市困境儿童关爱服务项目")),
        "place": Fact(value="平湖市", **at("平湖市")),
        "year": Fact(value=2024, **at("2024年")),
        "purchaser": Fact(value="平湖市民政局", **at("平湖市民政局")),
        "legal_basis": (
            LegalBasis(
                value="中华人民共和国未成年人保护法",
                title="中华人民共和国未成年人保护法",
                **at("《中华人民共和国未成年人保护法》"),
            ),
            LegalBasis(
                value="关于进一步健全农村留守儿童和困境儿童关爱服务体系的意见",
                title="关于进一步健全农村留守儿童和困境儿童关爱服务体系的意见",
                number="民发〔2019〕34号",
                **at("《关于进一步健全农村留守儿童和困境儿童关爱服务体系的意见》（民发〔2019〕34号）"),
            ),
        ),
        **_people_and_places(),
        "levels": _levels(),
        **_money(),
        "period": _period(),
        "evaluation": (
            Evaluation(
                phase="final", by="third_party", date="--12-20", **at("末期评估于12月20日前由第三方完成")
            ),
        ),
        "staffing": (Staffing(role="专职社工", comparator=">=", value=3, **at("专职社工不少于3人")),),
        "indicators": _indicators(),
        "payment_milestones": (
            Milestone(value="签订合同后", percent=50, **at("签订合同后支付50%")),
            Milestone(value="末期评估合格后", percent=50, **at("末期评估合格后支付50%")),
        ),
        "signed": Fact(value="2024-01", **at("2024年1月", 2)),
        "queries": _queries(),
        "unused": (
            Unused(why="history", **at("30万元")),
            Unused(why="background", **at("约51万人")),
        ),
    }
    return Draft(**(whole | changes))
