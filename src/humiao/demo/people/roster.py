"""Make a county's children: the same seed makes the same people, and they add up on the reference day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from humiao.demo.people.births import draw_births
from humiao.demo.people.counties import PROFILES, YINING, CountyProfile
from humiao.demo.people.dates import birthday, draw_date, years_before
from humiao.demo.people.family_names import FamilyNames, name_family
from humiao.demo.people.guardians import Guardians
from humiao.demo.people.numbers import Numbers
from humiao.demo.people.places import Places
from humiao.demo.people.plans import ChildPlan, HouseholdPlan, plan_households
from humiao.demo.people.rows import CategoryRow, DemoRoster, HouseholdRow, PersonRow
from humiao.demo.people.schooling import school_of
from humiao.demo.people.situations import Situation, poverty_of, situation_of
from humiao.foundation.divisions.public import Division
from humiao.registry.choices import LeaveReason, NoIdReason, Relation, Sex

_ENTERS_THIS_YEAR = 0.12
_LONGEST_ON_ROSTER = 8
_WITHOUT_ID_UNDER = 4


def roster_of(county_code: str, divisions: list[Division], seed: int) -> DemoRoster:
    """Make the children of 330482 or 654002; KeyError for another county, which no plan describes."""
    return _Maker(PROFILES[county_code], divisions, seed).make()


def scale_roster(n: int, divisions: list[Division], seed: int) -> DemoRoster:
    """Make exactly n children present in 伊宁, in the plan's proportions, for measuring speed."""
    total = YINING.total
    lines = [replace(line, total=line.total * n // total) for line in YINING.classes]
    lines[-1] = replace(lines[-1], total=lines[-1].total + n - sum(line.total for line in lines))
    profile = replace(YINING, classes=tuple(lines), beside=(), turned_18=n // 25, left_otherwise=n // 40)
    return _Maker(profile, divisions, seed).make()


class _Maker:
    """Draw one county's people in a fixed order from one seeded generator."""

    def __init__(self, profile: CountyProfile, divisions: list[Division], seed: int) -> None:
        self._rng = Random(f"{profile.code}:{seed}")  # noqa: S311 -- people are to come out the same each time
        self._profile = profile
        self._numbers = Numbers(self._rng, profile.code)
        self._places = Places(self._rng, profile, divisions)
        self._guardians = Guardians(self._rng, profile, self._numbers)
        self._peoples, self._shares = list(profile.peoples), list(profile.peoples.values())
        self._households: list[HouseholdRow] = []
        self._children: list[PersonRow] = []

    def make(self) -> DemoRoster:
        """Plan the households, then name and place them one by one."""
        for plan in plan_households(self._rng, self._profile):
            self._make_household(plan)
        children, households = tuple(self._children), tuple(self._households)
        return DemoRoster(self._profile.code, self._profile.on, children, households)

    def _make_household(self, plan: HouseholdPlan) -> None:
        births = draw_births(self._rng, self._profile, plan)
        ethnicity = self._rng.choices(self._peoples, self._shares)[0]
        names = name_family(self._rng, ethnicity, self._profile.surnames, min(births).year - 28)
        household = self._place(plan, names, births)
        self._households.append(household)
        taken: set[str] = set()
        for child, born_on in zip(plan.children, births, strict=True):
            is_male = self._rng.random() < 0.53
            name = names.child(self._rng, born_on.year, is_male=is_male)
            while name in taken:
                name = names.child(self._rng, born_on.year, is_male=is_male)
            taken.add(name)
            self._children.append(self._make_child(household, plan, child, name, born_on, is_male=is_male))

    def _place(self, plan: HouseholdPlan, names: FamilyNames, births: list[date]) -> HouseholdRow:
        rng, profile = self._rng, self._profile
        village = self._places.village_for(plan)
        kind = plan.children[0].count_class
        in_institution = kind == "orphan" and rng.random() < profile.institution_share
        guardians = self._guardians.of(kind, names, births)
        address = self._places.address_in(village)
        if in_institution:
            guardians, address = (self._guardians.institution(),), f"{profile.name}儿童福利院"
        parents = [g for g in guardians if g.relation in (Relation.FATHER, Relation.MOTHER)]
        return HouseholdRow(
            key=f"H{len(self._households) + 1:05d}",
            town_code=village.parent,
            village_code=village.code,
            address=address,
            registered_at=rng.choice(profile.registered_elsewhere) if kind == "migrant" else profile.name,
            ethnicity=names.ethnicity,
            poverty=poverty_of(rng, plan),
            is_single_parent=len(parents) == 1 and parents[0].is_primary,
            guardians=guardians,
        )

    def _make_child(
        self,
        household: HouseholdRow,
        plan: HouseholdPlan,
        child: ChildPlan,
        name: str,
        born_on: date,
        *,
        is_male: bool,
    ) -> PersonRow:
        rng, on = self._rng, self._profile.on
        in_institution = household.guardians[0].relation is Relation.INSTITUTION
        situation = situation_of(rng, child.count_class, household.poverty, in_institution=in_institution)
        id_number, no_id_reason = self._identity(born_on, is_male=is_male, is_found=in_institution)
        entered_on, left_on = self._stay(child, born_on)
        stage, school, grade = school_of(
            rng, born_on, on, int(household.town_code[6:9]), is_severe=situation.is_severe
        )
        return PersonRow(
            key=f"C{len(self._children) + 1:05d}",
            household=household,
            group=plan.group,
            name=name,
            sex=Sex.MALE if is_male else Sex.FEMALE,
            born_on=born_on,
            ethnicity=household.ethnicity,
            id_number=id_number,
            no_id_reason=no_id_reason,
            phone=self._numbers.phone() if birthday(born_on, 14) <= on and rng.random() < 0.4 else None,
            categories=self._dated(situation, born_on, entered_on),
            school_stage=stage,
            school=school,
            grade=grade,
            health=situation.health,
            health_note=situation.health_note,
            disability=situation.disability,
            disability_card=self._card(situation, id_number),
            entered_on=entered_on,
            left_on=left_on,
            leave_reason=child.leaves,
        )

    def _identity(
        self, born_on: date, *, is_male: bool, is_found: bool
    ) -> tuple[str | None, NoIdReason | None]:
        """Give an ID number, or for a few small children and found ones the reason why there is none."""
        if (
            birthday(born_on, _WITHOUT_ID_UNDER) > self._profile.on
            and self._rng.random() < self._profile.without_id_share
        ):
            lost = self._rng.random() < 0.25
            return None, NoIdReason.PAPERS_LOST if lost else NoIdReason.NOT_REGISTERED
        if is_found and self._rng.random() < 0.1:
            return None, NoIdReason.FOUNDLING
        return self._numbers.id_number(born_on, is_male=is_male), None

    def _stay(self, child: ChildPlan, born_on: date) -> tuple[date, date | None]:
        """Draw the day of entering and, for who leaves, the first day no longer on the roster."""
        rng, start, on = self._rng, self._profile.year_start, self._profile.on
        earliest = max(born_on + timedelta(days=30), years_before(start, _LONGEST_ON_ROSTER))
        before = start - timedelta(days=1)
        if child.leaves is None:
            enters_now = earliest >= before or rng.random() < _ENTERS_THIS_YEAR
            return draw_date(
                rng, max(earliest, start) if enters_now else earliest, on if enters_now else before
            ), None
        entered_on = draw_date(rng, earliest, before)
        if child.leaves is LeaveReason.TURNED_18:
            return entered_on, birthday(born_on, 18)
        return entered_on, draw_date(rng, start + timedelta(days=10), on)

    def _dated(self, situation: Situation, born_on: date, entered_on: date) -> tuple[CategoryRow, ...]:
        """Date the categories: each began after birth and at most a year before entering."""
        earliest = max(born_on, entered_on - timedelta(days=365))
        return tuple(
            CategoryRow(category, draw_date(self._rng, earliest, entered_on))
            for category in situation.categories
        )

    def _card(self, situation: Situation, id_number: str | None) -> str | None:
        """Number the certificate after the child's ID number; a few were issued again."""
        if situation.disability is None or id_number is None:
            return None
        kind, grade = situation.disability
        return f"{id_number}{kind}{grade}{'B1' if self._rng.random() < 0.04 else ''}"
