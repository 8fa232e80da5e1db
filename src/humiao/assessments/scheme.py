"""The levels of a programme as this context needs them: ordered, with reasons and switches."""

from __future__ import annotations

from dataclasses import dataclass

ANY_WORKER, SECOND_PERSON = "any-worker", "second-person"


@dataclass(frozen=True)
class ReasonValue:
    """A reason to tick for a level, in the programme's own wording."""

    code: str
    text: str
    text_en: str
    clause: str = ""


@dataclass(frozen=True)
class LevelValue:
    """One level and the reasons that put a child on it."""

    code: str
    label: str
    label_en: str
    reasons: tuple[ReasonValue, ...]
    meaning: str = ""
    meaning_en: str = ""


@dataclass(frozen=True)
class LevelScheme:
    """The levels from the mildest to the gravest, and who may move a child between them.

    `who_may_raise` and `who_may_lower` are `any-worker`, `second-person` or the code of one role.
    """

    levels: tuple[LevelValue, ...]
    open_need_forbids_lowest: bool = True
    lowering_needs_second_person: bool = True
    who_may_raise: str = ANY_WORKER
    who_may_lower: str = SECOND_PERSON
    clause: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes, the mildest first."""
        return tuple(level.code for level in self.levels)

    @property
    def lowest(self) -> str:
        """Return the mildest level."""
        return self.levels[0].code

    def rank(self, code: str) -> int:
        """Order levels from 0, the mildest; raises `LookupError`."""
        try:
            return self.codes.index(code)
        except ValueError:
            raise LookupError(f"no level {code!r}; there are {', '.join(self.codes)}") from None

    def gravest_of(self, *codes: str) -> str:
        """Return the gravest of these."""
        return max(codes, key=self.rank)
