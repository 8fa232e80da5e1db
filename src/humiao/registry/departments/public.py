"""What others may use of departments' lists."""

from __future__ import annotations

from humiao.registry.departments.choices import Department, Group, Outcome, State
from humiao.registry.departments.commands.deciding import Wish, answer_row, decide_rows
from humiao.registry.departments.commands.keeping import (
    compare_list,
    drop_list,
    map_list_columns,
    upload_list,
)
from humiao.registry.departments.queries import department_lists, list_of, rows_of_list
from humiao.registry.departments.values import Decided, ListValue, NewList, RowValue

__all__ = [
    "Decided",
    "Department",
    "Group",
    "ListValue",
    "NewList",
    "Outcome",
    "RowValue",
    "State",
    "Wish",
    "answer_row",
    "compare_list",
    "decide_rows",
    "department_lists",
    "drop_list",
    "list_of",
    "map_list_columns",
    "rows_of_list",
    "upload_list",
]
