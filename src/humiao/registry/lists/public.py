"""What others may use of the lists that come in; of how lists are read, `ledgers` uses a good part."""

from __future__ import annotations

from humiao.registry.lists.bad_rows import bad_rows_book, bad_rows_wanted
from humiao.registry.lists.cells import Bad, Month, day, id_number, is_yes, name, said, text_of
from humiao.registry.lists.checking import ListCheck
from humiao.registry.lists.choices import State
from humiao.registry.lists.columns import LABELS, Column, Words, plain_heading
from humiao.registry.lists.commands.importing import Imported, import_roster
from humiao.registry.lists.commands.keeping import confirm_import, drop_import, map_columns, upload_roster
from humiao.registry.lists.commands.undoing import Undone, may_undo, undo_import
from humiao.registry.lists.forms import mapping_of
from humiao.registry.lists.headings import Head, find_head, guessed_head, parse_mapping
from humiao.registry.lists.places import Gazetteer
from humiao.registry.lists.presenters import selects_of
from humiao.registry.lists.queries import check_roster, import_of, imports, signature_of
from humiao.registry.lists.reading import SheetRead, data_rows, sheet_read, sheets_called
from humiao.registry.lists.rules import are_near
from humiao.registry.lists.workbook import Sheet, UnusableFile, Workbook, is_blank, read_workbook, unusable

__all__ = [
    "LABELS",
    "Bad",
    "Column",
    "Gazetteer",
    "Head",
    "Imported",
    "ListCheck",
    "Month",
    "Sheet",
    "SheetRead",
    "State",
    "Undone",
    "UnusableFile",
    "Words",
    "Workbook",
    "are_near",
    "bad_rows_book",
    "bad_rows_wanted",
    "check_roster",
    "confirm_import",
    "data_rows",
    "day",
    "drop_import",
    "find_head",
    "guessed_head",
    "id_number",
    "import_of",
    "import_roster",
    "imports",
    "is_blank",
    "is_yes",
    "map_columns",
    "mapping_of",
    "may_undo",
    "name",
    "parse_mapping",
    "plain_heading",
    "read_workbook",
    "said",
    "selects_of",
    "sheet_read",
    "sheets_called",
    "signature_of",
    "text_of",
    "undo_import",
    "unusable",
    "upload_roster",
]
