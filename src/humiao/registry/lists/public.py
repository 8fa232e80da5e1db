"""What others may use of the lists that come in."""

from __future__ import annotations

from humiao.registry.lists.checking import ListCheck
from humiao.registry.lists.commands.importing import Imported, import_roster
from humiao.registry.lists.headings import parse_mapping
from humiao.registry.lists.queries import check_roster
from humiao.registry.lists.workbook import UnusableFile

__all__ = ["Imported", "ListCheck", "UnusableFile", "check_roster", "import_roster", "parse_mapping"]
