"""Name one family so that its names fit: a shared surname, or each one's father's own name after the dot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from humiao.demo.people.given_names import given_name, has_fathers_name
from humiao.demo.people.han_names import han_given, han_surname, hui_given

DOT = "·"  # U+00B7


@dataclass(frozen=True, slots=True)
class FamilyNames:
    """The adults' names and what a child's name ends or begins with."""

    ethnicity: str
    father: str
    mother: str
    fathers_father: str
    fathers_mother: str
    mothers_father: str
    mothers_mother: str
    uncle: str
    shared: str

    def child(self, rng: Random, year: int, *, is_male: bool) -> str:
        """Draw a child's name of this family."""
        if has_fathers_name(self.ethnicity):
            own = given_name(rng, self.ethnicity, is_male=is_male)
            while own == self.shared:  # a child isn't named like its living father
                own = given_name(rng, self.ethnicity, is_male=is_male)
            return f"{own}{DOT}{self.shared}"
        return self.shared + _given(rng, self.ethnicity, year, is_male=is_male)


def name_family(rng: Random, ethnicity: str, table: str, father_year: int) -> FamilyNames:
    """Draw the names of parents and grandparents; `table` is the county's table of Han surnames."""
    if has_fathers_name(ethnicity):
        return _by_fathers_name(rng, ethnicity)
    return _by_surname(rng, ethnicity, {"03": "hui", "38": "xibe"}.get(ethnicity, table), father_year)


def _by_fathers_name(rng: Random, ethnicity: str) -> FamilyNames:
    def man() -> str:
        return given_name(rng, ethnicity, is_male=True)

    def woman() -> str:
        return given_name(rng, ethnicity, is_male=False)

    father, fathers_father, uncle = _distinct(man, 3)
    mothers_father = man()
    return FamilyNames(
        ethnicity=ethnicity,
        father=f"{father}{DOT}{fathers_father}",
        mother=f"{woman()}{DOT}{mothers_father}",
        fathers_father=f"{fathers_father}{DOT}{man()}",
        fathers_mother=f"{woman()}{DOT}{man()}",
        mothers_father=f"{mothers_father}{DOT}{man()}",
        mothers_mother=f"{woman()}{DOT}{man()}",
        uncle=f"{uncle}{DOT}{fathers_father}",
        shared=father,
    )


def _distinct(draw: Callable[[], str], count: int) -> list[str]:
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn[draw()] = None
    return list(drawn)


def _by_surname(rng: Random, ethnicity: str, table: str, year: int) -> FamilyNames:
    def man(surname: str, born: int) -> str:
        return surname + _given(rng, ethnicity, born, is_male=True)

    def woman(surname: str, born: int) -> str:
        return surname + _given(rng, ethnicity, born, is_male=False)

    surname, mothers = han_surname(rng, table), han_surname(rng, table)
    return FamilyNames(
        ethnicity=ethnicity,
        father=man(surname, year),
        mother=woman(mothers, year + 2),
        fathers_father=man(surname, year - 27),
        fathers_mother=woman(han_surname(rng, table), year - 25),
        mothers_father=man(mothers, year - 26),
        mothers_mother=woman(han_surname(rng, table), year - 24),
        uncle=man(surname, year - 3),
        shared=mothers if rng.random() < 0.03 else surname,
    )


def _given(rng: Random, ethnicity: str, year: int, *, is_male: bool) -> str:
    return (hui_given if ethnicity == "03" else han_given)(rng, year, is_male=is_male)
