"""What a programme may cost, who pays, and when the provider is paid. All money is in fen."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from humiao.programmes.terms.base import Fen, Item, Named, Statement


class FundUseChange(Item):
    """A fund that was meant for something else."""

    meant_for: str
    """What the fund was given for."""
    used_for: str
    """What the plan uses it for."""
    approval: str = ""
    """Document that approved the change; empty where none is named."""
    approved_on: date | None = None
    """Day of the approval."""


class FundSource(Named):
    """One source of the money."""

    level: Literal["central", "provincial", "city", "county", "lottery", "other"]
    """Whose money it is."""
    year: int | None = None
    """Budget year, where the plan gives it."""
    amount_fen: Fen
    """Amount in fen."""
    use_change: FundUseChange | None = None
    """Set where the fund's use was changed."""


class BudgetLine(Named):
    """One line of the budget."""

    amount_fen: Fen
    """Amount in fen."""


class Money(Item):
    """Ceiling and sources."""

    ceiling_fen: Fen
    """Highest price, in fen."""
    agency_fee_included: bool
    """Whether the ceiling includes the purchasing agency's fee."""
    sources: tuple[FundSource, ...] = ()
    """Fund sources; they add up to the ceiling, or a query says why not."""
    lines: tuple[BudgetLine, ...] = ()
    """Budget lines; empty where the plan has none."""


class Instalment(Named):
    """One payment and what releases it."""

    share_percent: int = Field(ge=1, le=100)
    """Share of the contract price."""
    conditions: tuple[Statement, ...] = Field(min_length=1)
    """What must hold on evidence before it is paid."""


class Payment(Statement):
    """How the provider is paid."""

    follows_progress: bool
    """Whether payment waits for progress."""
    within_days: int | None = Field(default=None, ge=1)
    """Days from request to payment; None where the plan only says in time."""
    instalments: tuple[Instalment, ...] = ()
    """Instalments; empty where the plan names none."""
