"""What others may use of exchanges; a file of theirs is brought and decided as departments' lists are."""

from __future__ import annotations

from humiao.registry.exchange.commands.exporting import give_roster
from humiao.registry.exchange.layouts import LAYOUTS
from humiao.registry.exchange.queries import exports, standing

__all__ = ["LAYOUTS", "exports", "give_roster", "standing"]
