"""What others may use of the lists that come in."""

from __future__ import annotations

from humiao.registry.lists.checking import ListCheck
from humiao.registry.lists.commands.importing import Imported, import_roster
from humiao.registry.lists.commands.keeping import confirm_import, drop_import, map_columns, upload_roster
from humiao.registry.lists.commands.undoing import Undone, undo_import
from humiao.registry.lists.headings import parse_mapping
from humiao.registry.lists.queries import check_roster, import_of, imports
from humiao.registry.lists.workbook import UnusableFile

__all__ = [
    "Imported",
    "ListCheck",
    "Undone",
    "UnusableFile",
    "check_roster",
    "confirm_import",
    "drop_import",
    "import_of",
    "import_roster",
    "imports",
    "map_columns",
    "parse_mapping",
    "undo_import",
    "upload_roster",
]
