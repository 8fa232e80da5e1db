"""What can be asked of the registry."""

from humiao.registry.queries.counts import chip_counts, roster_count
from humiao.registry.queries.file import child_file, require_reach
from humiao.registry.queries.labelled import counts_by_label
from humiao.registry.queries.lists import ChildFilter, child_rows, children_page, find_children
from humiao.registry.queries.named import NamedChild, named_children

__all__ = [
    "ChildFilter",
    "NamedChild",
    "child_file",
    "child_rows",
    "children_page",
    "chip_counts",
    "counts_by_label",
    "find_children",
    "named_children",
    "require_reach",
    "roster_count",
]
