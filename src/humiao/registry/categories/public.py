"""What the rest of the house may use of categories."""

from humiao.registry.categories.commands.exits import decide_exit, send_exit, withdraw_exit
from humiao.registry.categories.commands.giving import add_category, add_proof, void_proof
from humiao.registry.categories.commands.parents import (
    end_situation,
    note_study,
    record_situation,
    void_situation,
)
from humiao.registry.categories.commands.reaching import Attachment, ProofInput
from humiao.registry.categories.commands.reviewing import review_category
from humiao.registry.categories.due_views import ShownDue, shown_due
from humiao.registry.categories.queries import due_for_review, standing_of
from humiao.registry.categories.rules import NewExit, NewProof
from humiao.registry.categories.uncared_rules import Finding, ParentState, de_facto_uncared
from humiao.registry.categories.values import DuePage, DueRow, Standing
from humiao.registry.categories.views import categories_section

__all__ = [
    "Attachment",
    "DuePage",
    "DueRow",
    "Finding",
    "NewExit",
    "NewProof",
    "ParentState",
    "ProofInput",
    "ShownDue",
    "Standing",
    "add_category",
    "add_proof",
    "categories_section",
    "de_facto_uncared",
    "decide_exit",
    "due_for_review",
    "end_situation",
    "note_study",
    "record_situation",
    "review_category",
    "send_exit",
    "shown_due",
    "standing_of",
    "void_proof",
    "void_situation",
    "withdraw_exit",
]
