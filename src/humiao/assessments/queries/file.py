"""All of a child's part in assessments: the scope is asked once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from humiao.access.public import Scope
from humiao.assessments.queries.assessments import read_assessments
from humiao.assessments.queries.levels import read_history
from humiao.assessments.queries.needs import read_needs
from humiao.assessments.reach import must_reach
from humiao.assessments.values import AssessmentValue, LevelChangeValue, NeedValue


@dataclass(frozen=True)
class AssessedFile:
    """Assessments, changes of level and needs of a child, each the newest first."""

    assessments: tuple[AssessmentValue, ...]
    changes: tuple[LevelChangeValue, ...]
    needs: tuple[NeedValue, ...]

    def level_on(self, programme_id: UUID, on: date) -> str:
        """Return the level in force on a day as known now, as `levels_of` does for many; "" for none."""
        of_day = (c for c in self.changes if c.programme_id == programme_id and c.from_on <= on)
        held = [
            (c.from_on, c.in_force_at, c.id, c.level) for c in of_day if c.in_force_at and not c.withdrawn_at
        ]
        return max(held)[-1] if held else ""


def assessed_file(child_id: UUID, *, scope: Scope) -> AssessedFile:
    """Return them; raises `NotReached` for a child outside the scope."""
    must_reach(scope, [child_id])
    return AssessedFile(read_assessments(child_id), read_history(child_id), read_needs(child_id))
