"""The default instrument: a programme's own wording of its levels as reasons to tick (R30)."""

from __future__ import annotations

from humiao.assessments.instruments.definition import Answer, Definition, Item
from humiao.assessments.scheme import LevelScheme, LevelValue

PLAN_WORDING = "plan-wording"


def from_wording(scheme: LevelScheme) -> Definition:
    """Make the instrument: an item for each level, the gravest first, its reasons the answers."""
    return Definition(
        code=PLAN_WORDING,
        text="按方案的分级表述",
        text_en="The plan's own wording of the levels",
        kind="reasons",
        standardised=False,
        note="勾选所见情形；级别取所勾情形中最重的一级，一项未勾为最轻一级。",
        note_en="Tick what was seen; the level is the gravest one ticked, the mildest where none is.",
        levels=scheme.codes,
        items=tuple(_item(level) for level in reversed(scheme.levels)),
    )


def _item(level: LevelValue) -> Item:
    return Item(
        code=level.code,
        text=level.label,
        text_en=level.label_en,
        choose="many",
        answers=tuple(
            Answer(code=r.code, text=r.text, text_en=r.text_en, level=level.code, clause=r.clause)
            for r in level.reasons
        ),
    )
