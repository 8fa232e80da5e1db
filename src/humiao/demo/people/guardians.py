"""Give a household its guardians, with ages that fit the children's; absent parents say why."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from humiao.demo.people.counties import CountyProfile
from humiao.demo.people.dates import draw_date, years_before
from humiao.demo.people.family_names import FamilyNames
from humiao.demo.people.numbers import Numbers
from humiao.demo.people.rows import GuardianRow
from humiao.registry.choices import Relation, Sex

_YOUNGEST_MOTHER = 20
_WOMEN = frozenset({Relation.MOTHER, Relation.PATERNAL_GRANDMOTHER, Relation.MATERNAL_GRANDMOTHER})
_MOTHERS_SIDE = frozenset({Relation.MATERNAL_GRANDFATHER, Relation.MATERNAL_GRANDMOTHER})
_BY_KIN = ("orphan", "de_facto", "left_behind")
# Who looks after the children, with weights: kin, or the parents.
_KIN = (
    (
        (Relation.PATERNAL_GRANDFATHER, Relation.PATERNAL_GRANDMOTHER),
        (Relation.PATERNAL_GRANDMOTHER,),
        (Relation.MATERNAL_GRANDFATHER, Relation.MATERNAL_GRANDMOTHER),
        (Relation.MATERNAL_GRANDMOTHER,),
        (Relation.UNCLE_OR_AUNT,),
    ),
    (44, 16, 18, 8, 14),
)
_AT_HOME = (
    ((Relation.FATHER, Relation.MOTHER), (Relation.MOTHER,), (Relation.FATHER,)),
    (78, 16, 6),
)
# What keeps a living parent of a de facto unattended child away (民发〔2019〕62号).
_ABSENT = ("服刑在押", "失去联系", "强制隔离戒毒", "重残，无抚养能力", "已故")


class Guardians:
    """Make the adults of households of one county."""

    def __init__(self, rng: Random, profile: CountyProfile, numbers: Numbers) -> None:
        self._rng = rng
        self._profile = profile
        self._numbers = numbers

    def of(self, kind: str, names: FamilyNames, births: list[date]) -> tuple[GuardianRow, ...]:
        """Make the guardians of children of a class: kin for orphans and those left behind, else parents."""
        mother_born = self._mother_born(births)
        father_born = self._born_near(years_before(mother_born, self._rng.randint(-1, 7)))
        father_born = min(father_born, self._born_near(years_before(min(births), 21)))
        kin = kind in _BY_KIN or self._rng.random() < 0.05
        who, weights = _KIN if kin else _AT_HOME
        carers = self._rng.choices(who, weights)[0]
        born = {Relation.FATHER: father_born, Relation.MOTHER: mother_born}
        rows = [
            self._adult(r, names, born.get(r) or self._born_of(r, born), is_primary=i == 0)
            for i, r in enumerate(carers)
        ]
        if kind in ("left_behind", "de_facto"):
            rows += [self._absent(kind, parent, names, born_on) for parent, born_on in born.items()]
        return tuple(rows)

    def institution(self) -> GuardianRow:
        """Make the institution that keeps an orphan."""
        return GuardianRow(
            name=f"{self._profile.name}儿童福利院",
            relation=Relation.INSTITUTION,
            sex=Sex.UNSTATED,
            born_on=None,
            id_number=None,
            phone=self._numbers.phone(),
            is_primary=True,
            lives_with_child=True,
        )

    def _mother_born(self, births: list[date]) -> date:
        """Let her be at least 20 at the first birth and, where that can be, at most 43 at the last."""
        span = (max(births) - min(births)).days // 365
        age = self._rng.randint(_YOUNGEST_MOTHER, max(_YOUNGEST_MOTHER + 3, min(35, 43 - span)))
        return draw_date(self._rng, years_before(min(births), age + 1), years_before(min(births), age))

    def _born_of(self, relation: Relation, born: dict[Relation, date]) -> date:
        """Draw the date of birth of kin from that of the parent they are kin to."""
        side = Relation.MOTHER if relation in _MOTHERS_SIDE else Relation.FATHER
        if relation is Relation.UNCLE_OR_AUNT:
            return self._born_near(years_before(born[side], self._rng.randint(-5, 9)))
        older = 0 if relation in _WOMEN else self._rng.randint(0, 5)
        return self._born_near(years_before(born[side], older + self._rng.randint(21, 30)))

    def _born_near(self, day: date) -> date:
        """Draw a day within half a year, so that families don't share one birthday."""
        return day + timedelta(days=int(self._rng.random() * 365) - 182)

    def _adult(
        self, relation: Relation, names: FamilyNames, born_on: date, *, is_primary: bool
    ) -> GuardianRow:
        is_male = relation not in _WOMEN
        return GuardianRow(
            name=_name_of(relation, names),
            relation=relation,
            sex=Sex.MALE if is_male else Sex.FEMALE,
            born_on=born_on,
            id_number=self._numbers.id_number(born_on, is_male=is_male),
            phone=self._numbers.phone() if is_primary or self._rng.random() < 0.7 else None,
            is_primary=is_primary,
            lives_with_child=True,
        )

    def _absent(self, kind: str, relation: Relation, names: FamilyNames, born_on: date) -> GuardianRow:
        """Make a parent who lives away: at work, or in one of the situations of the notice."""
        why = f"在{self._rng.choice(self._profile.away)}务工"
        if kind == "de_facto":
            why = self._rng.choice(_ABSENT[:-1] if relation is Relation.FATHER else _ABSENT)
        has_phone = kind == "left_behind"
        is_male = relation is Relation.FATHER
        return GuardianRow(
            name=_name_of(relation, names),
            relation=relation,
            sex=Sex.MALE if is_male else Sex.FEMALE,
            born_on=born_on,
            id_number=self._numbers.id_number(born_on, is_male=is_male),
            phone=self._numbers.phone() if has_phone else None,
            is_primary=False,
            lives_with_child=False,
            whereabouts=why,
        )


def _name_of(relation: Relation, names: FamilyNames) -> str:
    return {
        Relation.FATHER: names.father,
        Relation.MOTHER: names.mother,
        Relation.PATERNAL_GRANDFATHER: names.fathers_father,
        Relation.PATERNAL_GRANDMOTHER: names.fathers_mother,
        Relation.MATERNAL_GRANDFATHER: names.mothers_father,
        Relation.MATERNAL_GRANDMOTHER: names.mothers_mother,
        Relation.UNCLE_OR_AUNT: names.uncle,
    }[relation]
