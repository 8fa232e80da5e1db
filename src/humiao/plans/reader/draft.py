"""What the reader gives back: a draft programme, every value with the words it was read from.

These models are the published shape (`schema.json` is generated from them). Money is in whole yuan, dates
are ISO with what isn't said left out (`2025-03`, `--06-30`); what the document doesn't say is an empty list
or a fact whose value is null, and so is a masked or broken number: never 0, never a guess.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from humiao.plans.reader.draft_parts import (
    Channel,
    Comparator,
    Fact,
    LevelCode,
    Number,
    Part,
    Read,
    Severity,
    TimeUnit,
)

__all__ = [
    "Amount", "Channel", "Choice", "ClauseHead", "Comparator", "Coverage", "DocumentText", "Draft",
    "Duration", "Eligibility", "Evaluation", "Fact", "Indicator", "Interval", "LegalBasis", "Level",
    "LevelCode", "Milestone", "Number", "Part", "Period", "PeriodPart", "Query", "Read", "Renewal",
    "ServiceObject", "Severity", "Site", "Staffing", "TimeUnit", "Unused",
]  # fmt: skip


class LegalBasis(Fact[str]):
    """A law or document the plan cites; `value` is its title, or its number where it has no title."""

    title: str = ""
    """Title without 《》; empty where only a number is given."""
    number: str = ""
    """Document number with 〔〕; empty where none is given."""
    article: str = ""
    """The article cited, as printed."""


class ServiceObject(Read):
    """One class of the people served, with how many there are now."""

    category: str
    """The class as the document names it."""
    code: str = ""
    """Code of the category in the house's list; empty where none fits."""
    count: int | None = None
    """How many; null where masked or not given."""
    unit: str = "人"
    """What is counted: 人, 名, 户."""
    comparator: Comparator | None = None
    """Where the document says more than or at least."""
    approximate: bool = False
    """约, 余, 左右."""
    total: bool = False
    """Whether this is a sum over other classes of the document."""


class Coverage(Fact[int]):
    """How many towns, streets or sites are to be reached."""

    unit: str = ""
    """What they are: 个镇街道, 个社区."""
    names: tuple[str, ...] = ()
    """Those named."""
    excluded: tuple[str, ...] = ()
    """Those named as not covered."""
    deadline: str | None = None
    """By when: a date or a year."""


class Site(Read):
    """One service site with its share of the money."""

    name: str
    """As the document names it."""
    count: int | None = None
    """How many stations stand there."""
    amount_yuan: int | None = None
    """Money for it, in yuan."""


class Interval(Part):
    """One visit, or `times` of them, in each window."""

    value: int = Field(ge=1)
    """Units in one window."""
    unit: TimeUnit
    """What the window is counted in."""


class Level(Read):
    """A risk level: what it means, how often, by which way."""

    level: LevelCode
    """Its colour; by its rank where the document names none."""
    label: str
    """As the document names it."""
    meaning: str = ""
    """The document's own definition."""
    interval: Interval | None = None
    """How often; null where the document doesn't say."""
    times: int = Field(default=1, ge=1)
    """Visits in one window."""
    comparator: Comparator | None = None
    """至少 and its kin."""
    channel: Channel | None = None
    """By home visit, telephone, at school; null where not said."""


class Amount(Read):
    """Money, in whole yuan."""

    amount_yuan: int | None = None
    """In yuan; null where masked or broken."""
    kind: str
    """budget: total, ceiling, contract, award, unit_price;
    fund_split: central, provincial, city, county, lottery, donation, other, use."""
    comparator: Comparator | None = None
    """<= for a ceiling."""
    label: str = ""
    """What the document calls it."""
    raw: str = ""
    """The amount as printed."""


class Duration(Part):
    """A length of time."""

    value: Number
    """How many."""
    unit: TimeUnit
    """Of what."""


class Renewal(Part):
    """Whether the contract may be renewed."""

    years_each: Number | None = None
    """Years one renewal adds."""
    max_total: Number | None = None
    """The most the document allows, in years, as printed."""
    times: int | None = None
    """How often at the most."""
    condition: str = ""
    """What it depends on, in the document's words."""


class PeriodPart(Read):
    """One statement about the period."""

    field: Literal["start", "end", "deadline", "duration", "start_rule", "renewal"]
    """Which field of the period it gives."""
    value: str
    """As ISO date, or the words."""


class Period(Part):
    """When the service runs; its own `start` and `end` are dates, so the offsets stand in `parts`."""

    evidence: str = ""
    """The words of the first statement."""
    clause: str = ""
    """The clause of the first statement."""
    start: str | None = None
    """First day or month."""
    end: str | None = None
    """Last day or month."""
    deadline: str | None = None
    """A second, earlier day by which the work must be done."""
    duration: Duration | None = None
    """Its length."""
    start_rule: str | None = None
    """How the start is found: 自合同签订之日起."""
    renewal: Renewal | None = None
    """The renewal rule."""
    approximate: bool = False
    """左右, 约."""
    parts: tuple[PeriodPart, ...] = ()
    """Each statement with its own words."""


class Evaluation(Read):
    """One evaluation."""

    phase: Literal["mid", "final", "monthly", "quarterly", "yearly", "acceptance", "other"]
    """Which one."""
    by: Literal["third_party", "purchaser", "provider"] | None = None
    """Who evaluates."""
    date: str | None = None
    """When, as far as said."""
    approximate: bool = False
    """左右, 约."""


class Staffing(Read):
    """A demand on the provider's people."""

    role: str
    """As the document names it."""
    comparator: Comparator | None = None
    """How the number is compared."""
    value: int | None = None
    """How many; null where masked."""
    unit: str = "人"
    """人 or 名."""
    per: str | None = None
    """Per what: 站, 镇, 年."""
    condition: str = ""
    """Qualification asked for, in the document's words."""


class Indicator(Read):
    """One promised figure, or a qualitative promise with no figure."""

    name: str
    """As the document names it."""
    comparator: Comparator | None = None
    """Null where the document gives none."""
    value: Number | None = None
    """The target; a rate in percent; null where masked or qualitative."""
    high: Number | None = None
    """Upper end where the target is a range."""
    unit: str = ""
    """What it is counted in, corrected where malformed."""
    raw_unit: str = ""
    """The unit as printed, where it was corrected."""
    per: str | None = None
    """What the number is counted per: 年, 月, 场, 站."""
    tier: Literal["programme", "station", "baseline"] = "programme"
    """Whole programme, each station, or a baseline beneath both."""
    measure: str | None = None
    """Code of the measure the programme would count it with."""
    qualitative: bool = False
    """A promise without a figure."""
    within: str = ""
    """For a condition on part of another indicator: that indicator's name."""


class Eligibility(Read):
    """A demand on who may bid."""

    rule: str
    """In the document's words."""
    must: bool
    """Must, or preferred."""


class Milestone(Fact[str]):
    """One payment; `value` is its condition in the document's words."""

    percent: Number | None = None
    """Share of the contract's money."""
    amount_yuan: int | None = None
    """Amount, where the document gives one."""


class Choice(Part):
    """One possible answer to a query."""

    label: str
    """What a person reads."""
    label_en: str = ""
    """The same in English; empty where it is the document's own word."""
    value: str
    """The value it stands for."""
    start: int | None = None
    """Where it stands in the text."""


class Query(Part):
    """A question to a person."""

    code: str
    """One of the closed list."""
    severity: Severity
    """error: a figure would be wrong; warning: a part is missing or unclear; note: worth knowing."""
    clauses: tuple[str, ...] = ()
    """Where."""
    message: str
    """What a civil-affairs officer reads."""
    message_en: str = ""
    """The same in English."""
    choices: tuple[Choice, ...] = ()
    """Possible answers, where there are any."""
    spans: tuple[tuple[int, int], ...] = ()
    """The words it is about."""


class Unused(Read):
    """A number of the text that ended in no fact."""

    why: str
    """What the reader took it for: background, history, example, withdrawn, article, unknown …"""


class ClauseHead(Part):
    """One clause of the document."""

    ref: str
    """Its number as the document nests it: 六(一).2."""
    heading: str
    """Its heading, or the first words."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""


class DocumentText(Part):
    """The document the draft was read from."""

    name: str
    """File name."""
    sha256: str
    """Of the file's bytes."""
    text: str
    """The normalised text that all offsets point into."""
    clauses: tuple[ClauseHead, ...] = ()
    """In the order of the text."""


class Draft(Part):
    """A draft programme."""

    document: DocumentText
    """What was read."""
    title: Fact[str] = Fact[str]()
    """Title of the document."""
    place: Fact[str] = Fact[str]()
    """County, city or district."""
    year: Fact[int] = Fact[int]()
    """The programme's year."""
    purchaser: Fact[str] = Fact[str]()
    """The bureau that buys."""
    kind: Fact[str] = Fact[str]()
    """new or continuing, where said."""
    legal_basis: tuple[LegalBasis, ...] = ()
    """Laws and documents it cites as its grounds."""
    object_scope: tuple[Fact[str], ...] = ()
    """Whom it is for, in words."""
    service_objects: tuple[ServiceObject, ...] = ()
    """Whom it is for, in numbers."""
    coverage: Coverage = Coverage()
    """Where it must reach."""
    sites: tuple[Site, ...] = ()
    """Stations and their money."""
    levels: tuple[Level, ...] = ()
    """Risk levels, from the mildest; one met in two ways stands twice, the visit first."""
    budget: tuple[Amount, ...] = ()
    """The project's money."""
    fund_split: tuple[Amount, ...] = ()
    """Where it comes from or goes to."""
    period: Period = Period()
    """When it runs."""
    evaluation: tuple[Evaluation, ...] = ()
    """When it is evaluated and by whom."""
    staffing: tuple[Staffing, ...] = ()
    """People the provider must have."""
    indicators: tuple[Indicator, ...] = ()
    """What it promises."""
    eligibility: tuple[Eligibility, ...] = ()
    """Who may bid."""
    procurement_method: Fact[str] = Fact[str]()
    """How it is bought."""
    payment_milestones: tuple[Milestone, ...] = ()
    """How it is paid."""
    service_items: tuple[Fact[str], ...] = ()
    """Services listed."""
    published: Fact[str] = Fact[str]()
    """Date of the notice."""
    signed: Fact[str] = Fact[str]()
    """Date under the signature."""
    queries: tuple[Query, ...] = ()
    """Questions to a person."""
    unused: tuple[Unused, ...] = ()
    """Every number that ended in no fact."""
