"""The only writers of plans: starting a draft, mending it, settling its queries, confirming it."""

from humiao.plans.commands.confirming import confirm_plan, discard_plan
from humiao.plans.commands.editing import (
    add_fact,
    answer_needs,
    defer_query,
    edit_fact,
    ignore_fact,
    restore_fact,
    settle_plan_query,
)
from humiao.plans.commands.starting import (
    paste_plan,
    start_beside_scan,
    start_from_last_year,
    start_plan_by_form,
    upload_plan,
)

__all__ = [
    "add_fact",
    "answer_needs",
    "confirm_plan",
    "defer_query",
    "discard_plan",
    "edit_fact",
    "ignore_fact",
    "paste_plan",
    "restore_fact",
    "settle_plan_query",
    "start_beside_scan",
    "start_from_last_year",
    "start_plan_by_form",
    "upload_plan",
]
