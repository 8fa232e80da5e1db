"""What can be asked of the registry."""

from humiao.registry.queries.counts import chip_counts, roster_count
from humiao.registry.queries.enrolled import enrolled_children, enrolments_of, on_roster
from humiao.registry.queries.file import child_file, household_of, require_reach
from humiao.registry.queries.labelled import counts_by_label
from humiao.registry.queries.lists import ChildFilter, child_rows, children_page, find_children

__all__ = [
    "ChildFilter",
    "child_file",
    "child_rows",
    "children_page",
    "chip_counts",
    "counts_by_label",
    "enrolled_children",
    "enrolments_of",
    "find_children",
    "household_of",
    "on_roster",
    "require_reach",
    "roster_count",
]
