"""The demo's two providers. Their credit codes are well formed but can belong to nobody.

A unified social credit code (GB 32100) has the authority (52: a social service body under civil affairs),
the six digits of its county, nine characters of the body and one that checks the rest. The six digits are
330498 and 654098, which no county has ever had (see `people.numbers`); the check characters are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stdnum.cn import uscc

from humiao.demo.people.public import UNASSIGNED_REGION

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class DemoContract:
    """Who delivers which programme, by which contract, and when the roster is opened for it."""

    county: str
    programme: str
    provider: str
    number: str
    body: str  # eight characters that tell the provider from others
    starts_on: date
    ends_on: date
    opening: date
    site: str = ""

    @property
    def credit_code(self) -> str:
        """Return the provider's invented code."""
        return credit_code(UNASSIGNED_REGION[self.county], self.body)

    @property
    def middle(self) -> date:
        """Return the first day of the second half-year."""
        month = self.starts_on.month + 6
        return self.starts_on.replace(
            year=self.starts_on.year + (month - 1) // 12, month=(month - 1) % 12 + 1
        )

    @property
    def bureau_from(self) -> date:
        """Return when the bureau's posts begin: before anything is prepared."""
        return self.opening - timedelta(days=7)


CONTRACTS = {
    "330482": DemoContract(
        "330482", "pinghu-2024", "平湖市青苗社会工作服务中心（演示）", "PHMZ-2024-003（演示）", "AB24HM01",
        date(2024, 1, 15), date(2025, 1, 14), date(2024, 1, 8),
    ),
    "654002": DemoContract(
        "654002", "yining-2025", "伊宁市石榴籽社会工作服务中心（演示）", "YNMZ-2025-007（演示）", "AB25HM02",
        date(2025, 3, 1), date(2025, 11, 30), date(2025, 2, 24), "xinhua-west",
    ),
}  # fmt: skip


def credit_code(region: str, body: str) -> str:
    """Make a code of the right form from six digits and eight characters."""
    first = f"52{region}{body}{_organisation_check(body)}"
    return first + next(c for c in _DIGITS if uscc.is_valid(first + c))


def _organisation_check(body: str) -> str:
    """Return the ninth character of an organisation's code (GB 11714)."""
    values = (int(c, 36) for c in body)
    rest = 11 - sum(w * v for w, v in zip(_ORGANISATION_WEIGHTS, values, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
