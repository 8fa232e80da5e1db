"""What other contexts may use of retention and destruction."""

from humiao.registry.destruction.commands.executing import carry_out, carry_out_approved
from humiao.registry.destruction.commands.listing import (
    approve_destruction,
    prepare_destruction,
    refuse_destruction,
    withdraw_destruction,
)
from humiao.registry.destruction.commands.periods import set_period
from humiao.registry.destruction.kinds import DueKind, add_kind, name_of
from humiao.registry.destruction.own_records import blanking, sources_due
from humiao.registry.destruction.periods import periods, years_of
from humiao.registry.destruction.queries import (
    destruction_list,
    destruction_lists,
    due_counts,
    fates_of,
    items_of,
    waiting_lists,
)
from humiao.registry.destruction.values import DueRecord, ItemValue, ListValue

__all__ = [
    "DueKind",
    "DueRecord",
    "ItemValue",
    "ListValue",
    "add_kind",
    "approve_destruction",
    "blanking",
    "carry_out",
    "carry_out_approved",
    "destruction_list",
    "destruction_lists",
    "due_counts",
    "fates_of",
    "items_of",
    "name_of",
    "periods",
    "prepare_destruction",
    "refuse_destruction",
    "set_period",
    "sources_due",
    "waiting_lists",
    "withdraw_destruction",
    "years_of",
]
