"""What other contexts may use of intakes."""

from humiao.registry.intake.choices import Door, State
from humiao.registry.intake.commands.answering import answer_likeness
from humiao.registry.intake.commands.deciding import decide_intake, decide_many, refuse_intake
from humiao.registry.intake.commands.holidays import set_working_days
from humiao.registry.intake.commands.opening import complete_intake, open_intake
from humiao.registry.intake.commands.passing import (
    check_in_village,
    prepare_decision,
    refer,
    return_for_completion,
    view_in_town,
    withdraw,
)
from humiao.registry.intake.commands.public_door import apply_as_guardian
from humiao.registry.intake.commands.serving import serve_at_once
from humiao.registry.intake.queries.reading import alike_of, intake_of, reporters_of, waiting_intakes
from humiao.registry.intake.values import (
    Alike,
    BatchResult,
    Facts,
    Held,
    IntakeRow,
    IntakeValue,
    NewIntake,
    Opened,
    StepValue,
    Wanted,
)

__all__ = [
    "Alike",
    "BatchResult",
    "Door",
    "Facts",
    "Held",
    "IntakeRow",
    "IntakeValue",
    "NewIntake",
    "Opened",
    "State",
    "StepValue",
    "Wanted",
    "alike_of",
    "answer_likeness",
    "apply_as_guardian",
    "check_in_village",
    "complete_intake",
    "decide_intake",
    "decide_many",
    "intake_of",
    "open_intake",
    "prepare_decision",
    "refer",
    "refuse_intake",
    "reporters_of",
    "return_for_completion",
    "serve_at_once",
    "set_working_days",
    "view_in_town",
    "waiting_intakes",
    "withdraw",
]
