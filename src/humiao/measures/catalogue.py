"""Every measure there is, one row each. The reference page `docs/reference/measures.md` is made from it."""

from __future__ import annotations

from humiao.foundation.bilingual import Bilingual
from humiao.measures.kinds import Fold, Measure
from humiao.measures.units import Unit


def _now(code: str, zh: str, en: str, unit: Unit, fold: Fold, needs: Bilingual) -> Measure:
    return Measure(code, Bilingual(zh, en), unit, fold, needs, available=True)


def _later(code: str, zh: str, en: str, unit: Unit, fold: Fold, needs: Bilingual) -> Measure:
    return Measure(code, Bilingual(zh, en), unit, fold, needs, available=False)


_text = Bilingual

REGISTRY_AND_STAFF = (
    _now(
        "registry.files_complete",
        "一人一档齐全率",
        "Children with a complete file",
        Unit.PERCENT,
        Fold.COVERAGE,
        _text(
            "在册儿童中，档案必填内容齐全并已建需求帮扶台账的占比。",
            "Roster children whose file has every required part and a needs ledger.",
        ),
    ),
    _now(
        "registry.beneficiary_times",
        "直接受益人次",
        "Beneficiary person-times",
        Unit.PERSON_TIMES,
        Fold.SUM,
        _text(
            "各项服务记录中受益人次之和，每条记录列明其人次。",
            "The person-times served, added over the records of every service; each shows what it adds.",
        ),
    ),
    _now(
        "procurement.social_workers",
        "项目社工在岗人数",
        "Social workers on the programme",
        Unit.PERSONS,
        Fold.LOWEST_OVER_DAYS,
        _text(
            "服务期内每日在岗社工人数的最低值。", "The lowest number of social workers on post on any day."
        ),
    ),
    _now(
        "assessments.graded",
        "评估分级率",
        "Children assessed and graded",
        Unit.PERCENT,
        Fold.COVERAGE,
        _text(
            "在册儿童中已完成评估并定级的占比。", "Roster children with an assessment and a level in force."
        ),
    ),
)

VISITS = (
    _now(
        "visits.interval_kept",
        "按期走访率",
        "Visits kept to the interval",
        Unit.PERCENT,
        Fold.RATIO,
        _text(
            "已到期的应访时段中按期走访的占比，经批准的免访不计入分母。",
            "Visit windows that ended with their visit made; approved exemptions are left out.",
        ),
    ),
    _now(
        "visits.interval_kept_green",
        "绿级按期走访率",
        "Green visits kept to the interval",
        Unit.PERCENT,
        Fold.RATIO,
        _text("同上，仅绿级时段。", "The same, windows of the green level only."),
    ),
    _now(
        "visits.interval_kept_yellow",
        "黄级按期走访率",
        "Yellow visits kept to the interval",
        Unit.PERCENT,
        Fold.RATIO,
        _text("同上，仅黄级时段。", "The same, windows of the yellow level only."),
    ),
    _now(
        "visits.interval_kept_red",
        "红级按期走访率",
        "Red visits kept to the interval",
        Unit.PERCENT,
        Fold.RATIO,
        _text("同上，仅红级时段。", "The same, windows of the red level only."),
    ),
    _now(
        "visits.person_times",
        "探访人次",
        "Visits in person-times",
        Unit.PERSON_TIMES,
        Fold.SUM,
        _text(
            "探访记录的人次之和，一户多童按项目约定计算。",
            "Person-times visited; how a household visit counts is the programme's rule.",
        ),
    ),
    _now(
        "visits.towns_reached",
        "镇街道覆盖率",
        "Towns reached",
        Unit.PERCENT,
        Fold.COVERAGE,
        _text(
            "方案要求覆盖的镇、街道中已有服务记录的占比。",
            "Required towns that the programme's visits have reached.",
        ),
    ),
    _later(
        "visits.map_made",
        "走访定位图谱",
        "Visit map made",
        Unit.COPIES,
        Fold.COUNT,
        _text("已生成并存档的走访定位图谱份数。", "Visit maps drawn and filed."),
    ),
)

CASEWORK = (
    _later(
        "casework.households_with_plan",
        "一人一策户数",
        "Households with an individual plan",
        Unit.HOUSEHOLDS,
        Fold.DISTINCT,
        _text("已制定一人一策帮扶计划的户数。", "Households for which an individual plan is in force."),
    ),
    _later(
        "casework.cases",
        "个案个数",
        "Cases",
        Unit.ITEMS,
        Fold.COUNT,
        _text("符合项目约定的个案个数。", "Cases that hold the programme's own validity rule."),
    ),
    _later(
        "casework.persons",
        "个案人数",
        "Persons in casework",
        Unit.PERSONS,
        Fold.DISTINCT,
        _text("接受个案服务的不同的人数。", "Different persons served by a case."),
    ),
    _later(
        "casework.or_groups",
        "个案或小组次数",
        "Case sessions or group sessions",
        Unit.TIMES,
        Fold.COUNT,
        _text("个案或小组社会工作开展的次数。", "Sessions of casework or of group work."),
    ),
    _later(
        "casework.stories",
        "优秀案例篇数",
        "Case stories submitted",
        Unit.STORIES,
        Fold.COUNT,
        _text("已上报的优秀个案案例篇数。", "Case stories that were submitted."),
    ),
    _later(
        "casework.stories_psychological",
        "心理服务案例篇数",
        "Psychological case stories",
        Unit.STORIES,
        Fold.COUNT,
        _text("其中属于心理服务的案例篇数。", "Those of them about psychological service."),
    ),
)

ACTIVITIES_AND_LATER = (
    _later(
        "registry.months_closed",
        "名单月结数",
        "Roster months closed",
        Unit.MONTHS,
        Fold.COUNT,
        _text("已封账的名单月份数。", "Roster months that were closed."),
    ),
    _later(
        "activities.cultural",
        "精神文化活动场次",
        "Cultural activities",
        Unit.EVENTS,
        Fold.COUNT,
        _text("已开展的精神文化活动场次。", "Cultural activities held."),
    ),
    _later(
        "activities.safety",
        "安全知识进村活动场次",
        "Safety activities in villages",
        Unit.EVENTS,
        Fold.COUNT,
        _text(
            "在村（社区）开展的防溺水等安全活动场次。",
            "Drowning-prevention and other safety events in a village.",
        ),
    ),
    _later(
        "activities.groups",
        "小组个数",
        "Groups",
        Unit.ITEMS,
        Fold.COUNT,
        _text("已开展的小组个数，不是节数。", "Groups run; a group counts once, not each session."),
    ),
    _later(
        "activities.community",
        "社区活动场次",
        "Community activities",
        Unit.EVENTS,
        Fold.COUNT,
        _text("已开展的社区活动场次。", "Community activities held."),
    ),
    _later(
        "activities.directors_trained",
        "儿童主任和督导员培训率",
        "Child directors and supervisors trained",
        Unit.PERCENT,
        Fold.COVERAGE,
        _text(
            "在岗儿童主任、儿童督导员中已参加培训的占比。",
            "Child directors and supervisors on post who were trained.",
        ),
    ),
    _later(
        "protection.reception_rate",
        "接待服务保障率",
        "Reception service rate",
        Unit.PERCENT,
        Fold.RATIO,
        _text(
            "站点接待登记中已得到服务的占比，算法待确认。",
            "Receptions at the station that were served; the formula is a query to settle.",
        ),
    ),
    _later(
        "evaluation.satisfaction",
        "受益未成年人满意率",
        "Satisfaction of the minors served",
        Unit.PERCENT,
        Fold.RATIO,
        _text(
            "非常满意与满意之和除以有效答卷数，监护人另计。",
            "Very satisfied and satisfied answers of all valid ones; guardians' are apart.",
        ),
    ),
)

CATALOGUE: tuple[Measure, ...] = (*REGISTRY_AND_STAFF, *VISITS, *CASEWORK, *ACTIVITIES_AND_LATER)
