"""The way back: a draft of a programme's terms, to begin next year's from or to correct: pure."""

from __future__ import annotations

from humiao.plans.reader.draft import (
    Amount,
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
    Renewal,
    ServiceObject,
    Site,
)
from humiao.programmes.public import ProgrammeTerms

_FUNDS = {
    "central": "central",
    "provincial": "provincial",
    "city": "city",
    "county": "county",
    "lottery": "lottery",
}
_PER = {"year": "年", "month": "月", "station": "站", "term": None}


def draft_from_terms(terms: ProgrammeTerms, *, for_year: int | None = None) -> Draft:
    """Give the draft of the terms; for another year without its days, which nobody has said yet."""
    same_year = for_year is None
    return Draft(
        document=DocumentText(name=terms.name, sha256="", text=""),
        title=Fact(value=_retitled(terms, for_year), clause=terms.clause),
        year=Fact(value=for_year or terms.year),
        purchaser=Fact(value=terms.purchaser, clause=terms.purchaser_clause),
        kind=Fact(
            value=terms.kind if same_year else "continuing", clause=terms.kind_clause if same_year else ""
        ),
        legal_basis=tuple(
            LegalBasis(
                value=b.title or b.number, title=b.title, number=b.number, article=b.article, clause=b.clause
            )
            for b in terms.legal_bases
        ),
        object_scope=(Fact(value=terms.objects.text, clause=terms.objects.clause),),
        service_objects=tuple(_objects(terms)),
        coverage=Coverage(
            value=terms.coverage.stated_count,
            names=tuple(u.name for u in terms.coverage.units),
            excluded=tuple(u.name for u in terms.coverage.left_out),
            deadline=terms.coverage.required_by.isoformat() if same_year else None,
            clause=terms.coverage.clause,
        ),
        sites=tuple(Site(name=s.name, amount_yuan=s.amount_fen // 100, clause=s.clause) for s in terms.sites),
        levels=tuple(_level(terms)),
        budget=(
            Amount(amount_yuan=terms.money.ceiling_fen // 100, kind="ceiling", clause=terms.money.clause),
        ),
        fund_split=tuple(
            Amount(
                amount_yuan=s.amount_fen // 100,
                kind=_FUNDS.get(s.level, "other"),
                label=s.name,
                clause=s.clause,
            )
            for s in terms.money.sources
        ),
        period=_period(terms, same_year=same_year),
        evaluation=tuple(_evaluations(terms)) if same_year else (),
        indicators=tuple(_indicators(terms)),
        payment_milestones=tuple(_milestones(terms)),
        service_items=tuple(Fact(value=s.name, clause=s.clause) for s in terms.services),
        signed=Fact(value=terms.signed_on if same_year else None),
    )


def _retitled(terms: ProgrammeTerms, for_year: int | None) -> str:
    return terms.name.replace(str(terms.year), str(for_year)) if for_year else terms.name


def _objects(terms: ProgrammeTerms) -> list[ServiceObject]:
    found = [
        ServiceObject(
            category=c.name,
            code=c.categories[0].value if not c.residual else "",
            count=c.plan_count,
            clause=c.clause,
        )
        for c in terms.count_classes
    ]
    if terms.objects.stated_total is not None:
        total = ServiceObject(
            category="合计", count=terms.objects.stated_total, total=True, clause=terms.objects.clause
        )
        return [total, *found]
    return found


def _level(terms: ProgrammeTerms) -> list[Level]:
    return [
        Level(
            level=item.level,
            label=item.label,
            meaning=item.meaning,
            interval=Interval(value=item.interval.value, unit=item.interval.unit),
            channel=item.channels[0],
            clause=item.clause,
        )
        for item in terms.levels
    ]


def _period(terms: ProgrammeTerms, *, same_year: bool) -> Period:
    term = terms.term
    rule = term.renewal
    return Period(
        clause=term.clause,
        start=term.start if same_year else None,
        end=term.end.isoformat() if term.end and same_year else None,
        deadline=term.deadline.isoformat() if term.deadline and same_year else None,
        start_rule=term.start_rule.text if term.start_rule else None,
        duration=Duration(value=term.years, unit="year") if term.years else None,
        renewal=Renewal(years_each=rule.years_each, max_total=rule.max_total_years) if rule else None,
    )


def _evaluations(terms: ProgrammeTerms) -> list[Evaluation]:
    return [
        Evaluation(
            phase=e.phase,
            by="third_party" if e.by == "third-party" else "purchaser",
            date=e.on.isoformat(),
            approximate=e.approximate,
            clause=e.clause,
        )
        for e in terms.evaluations
    ]


def _indicators(terms: ProgrammeTerms) -> list[Indicator]:
    found: list[Indicator] = []
    for item in terms.indicators:
        found.append(
            Indicator(
                name=item.name,
                comparator=item.comparator,
                value=item.target,
                unit=item.unit.value if item.unit else "",
                per=_PER[item.per],
                tier=item.tier,
                measure=item.measure,
                qualitative=item.qualitative,
                clause=item.clause,
            )
        )
        found += [
            Indicator(
                name=part.name,
                comparator=part.comparator,
                value=part.target,
                unit=part.unit.value,
                measure=part.measure,
                within=item.name,
                clause=part.clause,
            )
            for part in item.sub_constraints
        ]
    return found


def _milestones(terms: ProgrammeTerms) -> list[Milestone]:
    if terms.payment is None:
        return []
    if not terms.payment.instalments:
        return [Milestone(value=terms.payment.text, clause=terms.payment.clause)]
    return [
        Milestone(value="；".join(c.text for c in i.conditions), percent=i.share_percent, clause=i.clause)
        for i in terms.payment.instalments
    ]
