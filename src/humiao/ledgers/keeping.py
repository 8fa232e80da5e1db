"""Ledgers' source files, destroyed when their time is over; the rows made of them are records of service."""

from django.utils.translation import gettext_lazy as _

from humiao.foundation.retention.classes import Retention
from humiao.ledgers.models import LedgerImport
from humiao.registry.destruction.public import DueKind, add_kind, blanking, sources_due


def register() -> None:
    """Let source files of ledgers be destroyed."""
    due, destroy = sources_due(LedgerImport), blanking(LedgerImport, alone=True)
    add_kind(DueKind("ledger-import", _("Imported ledgers"), Retention.SOURCE, due, destroy))
