"""Open questions of a plan: what it leaves open, both readings, and the one in force until settled."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from humiao.foundation.bilingual import Bilingual
from humiao.programmes.terms.base import Clause, Code, Frozen, Text


class QueryCode(StrEnum):
    """The closed list of the plan reader."""

    SUM_MISMATCH = "sum-mismatch"
    DATES_DISAGREE = "dates-disagree"
    EVALUATION_BEFORE_END = "evaluation-before-end"
    FUZZY_DATE = "fuzzy-date"
    COUNTS_DISAGREE = "counts-disagree"
    APPROXIMATE_COUNT = "approximate-count"
    SCOPE_AMBIGUOUS = "scope-ambiguous"
    RESIDUAL_CLASS = "residual-class"
    CLASSES_OVERLAP = "classes-overlap"
    AGE_LIMITS_DIFFER = "age-limits-differ"
    UNIT_MALFORMED = "unit-malformed"
    UNITS_DISAGREE = "units-disagree"
    COMPARATOR_MISSING = "comparator-missing"
    MINIMA_DISAGREE = "minima-disagree"
    QUALITATIVE_WITH_NUMBER = "qualitative-with-number"
    INDICATOR_UNDEFINED = "indicator-undefined"
    BENEFICIARIES_EXCEED_POPULATION = "beneficiaries-exceed-population"
    LEVEL_WITHOUT_EFFECT = "level-without-effect"
    LEVELS_OVERLAP = "levels-overlap"
    INTERVAL_UNDEFINED = "interval-undefined"
    WHO_MAY_VISIT = "who-may-visit"
    COVERAGE_UNLISTED = "coverage-unlisted"
    COVERAGE_AGAINST_ROSTER = "coverage-against-roster"
    COVERAGE_AGAINST_TERM = "coverage-against-term"
    RENEWAL_AMBIGUOUS = "renewal-ambiguous"
    SITE_MISSING = "site-missing"
    MONEY_WORDING = "money-wording"
    NET_AMOUNT_UNKNOWN = "net-amount-unknown"
    FUND_SOURCE_MISSING = "fund-source-missing"
    FUND_USE_CHANGED = "fund-use-changed"
    PAYMENT_UNSPECIFIED = "payment-unspecified"
    MUST_AND_PREFERRED_MIXED = "must-and-preferred-mixed"
    NOTICE_PERIOD_SHORT = "notice-period-short"
    RULE_REPEALED = "rule-repealed"
    REFERENCE_INCOMPLETE = "reference-incomplete"
    HEADING_MISPLACED = "heading-misplaced"
    STATED_TWICE = "stated-twice"
    TYPO = "typo"
    SENSITIVE_LABEL = "sensitive-label"
    DUTY_OF_LAW_ABSENT = "duty-of-law-absent"
    MISSING_ISSUER = "missing-issuer"
    MISSING_DATE = "missing-date"
    MISSING_EVALUATION = "missing-evaluation"
    MISSING_STAFFING = "missing-staffing"
    MISSING_SATISFACTION = "missing-satisfaction"
    MISSING_RENEWAL = "missing-renewal"
    MISSING_LEVELS = "missing-levels"


class Change(Frozen):
    """One value a choice puts into the terms."""

    path: Text
    """Where, e.g. term.renewal.max_total_years or levels[yellow].interval.unit (items by code)."""
    value: bool | int | str | tuple[str, ...]
    """What stands there under this choice; a day is written as text."""


class Choice(Frozen):
    """One answer to a query: a reading of the plan, or a remedy a person may choose instead."""

    code: Code
    """Stable within its query."""
    label: Text
    """The answer in Chinese."""
    label_en: Text
    """The same in English."""
    value: int | date | None = None
    """The number or day it stands for, where readings differ in one."""
    strictest: bool = False
    """Declared the strictest reading, where no number or day decides."""
    remedy: bool = False
    """Not a reading of the plan, so never in force before a person chooses it."""
    set_aside: str = ""
    """Why this reading can't hold (Chinese); a set-aside reading isn't in force before it is chosen."""
    set_aside_en: str = ""
    """The same in English."""
    changes: tuple[Change, ...] = ()
    """What it changes in the terms; those of the choice in force stand there already."""

    @property
    def label_text(self) -> Bilingual:
        """Give the answer in the reader's language."""
        return Bilingual(self.label, self.label_en)

    @property
    def may_be_in_force(self) -> bool:
        """Say whether it may rule before a person settles the query."""
        return not self.remedy and not self.set_aside


class Query(Frozen):
    """One question to a person. Until it is settled the stricter reading is in force."""

    key: Code
    """Stable name of this query in its programme."""
    code: QueryCode
    """Its kind, from the plan reader's closed list."""
    severity: Literal["error", "warning", "note"]
    """Error: a duty or sum depends on it; warning: a person should decide; note: a person should know."""
    clauses: tuple[Clause, ...] = Field(min_length=1)
    """The clauses it comes from."""
    message: Text
    """The question in Chinese."""
    message_en: Text
    """The same in English."""
    choices: tuple[Choice, ...] = ()
    """Answers, where there are any to choose from."""
    stricter_is: Literal["earlier", "larger", "smaller"] | None = None
    """Which value is the stricter, where the choices carry values."""
    in_force: Code | None = None
    """Code of the reading in force until settled."""

    @property
    def label(self) -> Bilingual:
        """Give the question in the reader's language."""
        return Bilingual(self.message, self.message_en)

    def choice(self, code: str) -> Choice | None:
        """Find one of its choices."""
        return next((choice for choice in self.choices if choice.code == code), None)
