"""What other contexts may use of plans."""

from humiao.plans.choices import Kind, State
from humiao.plans.commands import (
    add_fact,
    answer_needs,
    confirm_plan,
    defer_query,
    discard_plan,
    edit_fact,
    ignore_fact,
    paste_plan,
    restore_fact,
    settle_plan_query,
    start_beside_scan,
    start_from_last_year,
    start_plan_by_form,
    upload_plan,
)
from humiao.plans.queries import PlanRow, PlanValue, plan_of, plans
from humiao.plans.reading_in import Unreadable, read_document

__all__ = [
    "Kind",
    "PlanRow",
    "PlanValue",
    "State",
    "Unreadable",
    "add_fact",
    "answer_needs",
    "confirm_plan",
    "defer_query",
    "discard_plan",
    "edit_fact",
    "ignore_fact",
    "paste_plan",
    "plan_of",
    "plans",
    "read_document",
    "restore_fact",
    "settle_plan_query",
    "start_beside_scan",
    "start_from_last_year",
    "start_plan_by_form",
    "upload_plan",
]
