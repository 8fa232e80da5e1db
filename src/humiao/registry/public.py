"""What other contexts may use of the registry."""

from humiao.registry.choices import (
    LeaveReason,
    NoIdReason,
    Relation,
    SchoolStage,
    Sex,
    is_sealed,
)
from humiao.registry.commands.belonging import add_guardian, end_category, end_guardian, give_category
from humiao.registry.commands.enrolments import (
    add_participant,
    assign_worker,
    end_enrolment,
    enrol_children,
)
from humiao.registry.commands.entering import RosterRefused, RowProblem, enter_roster, register_child
from humiao.registry.commands.files import change_child, change_household, reveal_child
from humiao.registry.commands.roster import leave_roster, re_enter
from humiao.registry.labels import (
    category_name,
    ethnicity_name,
    label,
    leave_reason_name,
    relation_name,
)
from humiao.registry.measures import files_complete
from humiao.registry.months.commands.closing import close_month
from humiao.registry.months.commands.keeping import (
    record_background_figure,
    set_month_limits,
    withdraw_background_figure,
)
from humiao.registry.months.commands.signing import sign_month
from humiao.registry.months.queries import MonthTurn, month_turn
from humiao.registry.months.reading import month_draft
from humiao.registry.months.sealing import verify as verify_months
from humiao.registry.months.summary import month_summary
from humiao.registry.months.terms import look_up_levels_with
from humiao.registry.months.values import SealFinding
from humiao.registry.moves.commands.handing import (
    confirm_hand_over,
    enter_key_card,
    enter_receipt,
    hand_over,
    key_card,
    receive_package,
    withdraw_hand_over,
)
from humiao.registry.presenters import ShownChild, ShownFile, ShownGuardian, show_file, show_row
from humiao.registry.queries import (
    ChildFilter,
    child_file,
    child_rows,
    children_page,
    chip_counts,
    counts_by_label,
    find_children,
    require_reach,
    roster_count,
)
from humiao.registry.scope import caseload_child_ids
from humiao.registry.sql import Sql, enrolled_on, enrolment_spans, reached_children
from humiao.registry.values import (
    CategoryValue,
    ChildChanges,
    ChildFile,
    ChildrenPage,
    ChildRow,
    ChipCounts,
    ClassRule,
    EnrolmentValue,
    EnteredChild,
    GuardianValue,
    HouseholdChanges,
    HouseholdValue,
    NewCategory,
    NewChild,
    NewGuardian,
    NewHousehold,
    NewParticipant,
    RosterCount,
    RosterSpellValue,
    SiblingValue,
    class_rules,
)

__all__ = [
    "CategoryValue",
    "ChildChanges",
    "ChildFile",
    "ChildFilter",
    "ChildRow",
    "ChildrenPage",
    "ChipCounts",
    "ClassRule",
    "EnrolmentValue",
    "EnteredChild",
    "GuardianValue",
    "HouseholdChanges",
    "HouseholdValue",
    "LeaveReason",
    "MonthTurn",
    "NewCategory",
    "NewChild",
    "NewGuardian",
    "NewHousehold",
    "NewParticipant",
    "NoIdReason",
    "Relation",
    "RosterCount",
    "RosterRefused",
    "RosterSpellValue",
    "RowProblem",
    "SchoolStage",
    "SealFinding",
    "Sex",
    "ShownChild",
    "ShownFile",
    "ShownGuardian",
    "SiblingValue",
    "Sql",
    "add_guardian",
    "add_participant",
    "assign_worker",
    "caseload_child_ids",
    "category_name",
    "change_child",
    "change_household",
    "child_file",
    "child_rows",
    "children_page",
    "chip_counts",
    "class_rules",
    "close_month",
    "confirm_hand_over",
    "counts_by_label",
    "end_category",
    "end_enrolment",
    "end_guardian",
    "enrol_children",
    "enrolled_on",
    "enrolment_spans",
    "enter_key_card",
    "enter_receipt",
    "enter_roster",
    "ethnicity_name",
    "files_complete",
    "find_children",
    "give_category",
    "hand_over",
    "is_sealed",
    "key_card",
    "label",
    "leave_reason_name",
    "leave_roster",
    "look_up_levels_with",
    "month_draft",
    "month_summary",
    "month_turn",
    "re_enter",
    "reached_children",
    "receive_package",
    "record_background_figure",
    "register_child",
    "relation_name",
    "require_reach",
    "reveal_child",
    "roster_count",
    "set_month_limits",
    "show_file",
    "show_row",
    "sign_month",
    "verify_months",
    "withdraw_background_figure",
    "withdraw_hand_over",
]
