"""What workers learn of the families they serve: relatives, benefits, the children's wishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from humiao.demo.crew import Crew
from humiao.demo.people.family_names import FamilyNames, name_family
from humiao.demo.people.public import PROFILES, GuardianRow
from humiao.demo.work.family_phrases import AMOUNTS, BENEFITS, WISHES, WORK
from humiao.demo.work.staffing import Staffing
from humiao.demo.work.values import Served
from humiao.foundation.clock import age_on, moment
from humiao.registry.choices import Relation
from humiao.registry.family.public import Benefit, Kin, Member, Wish, record_life

_TOLD = 0.25  # of homes, how many have told of themselves by now
_BENEFIT_UNWRITTEN, _WISHES, _ANSWERED, _GRANDPARENTS = 0.12, 0.15, 0.6, 0.45
_SEVERE = 2  # the lowest grade of disability a care allowance is paid for
_FIRST = 1  # the version of an entry nobody has amended
_KIN = {relation: Kin(relation.value) for relation in Relation if relation.value in set(Kin)}
_KIN[Relation.UNCLE_OR_AUNT] = Kin.PATERNAL_UNCLE
_PARENTS = {Kin.FATHER: "father", Kin.MOTHER: "mother"}
_GRANDS = {Kin.PATERNAL_GRANDFATHER: "fathers_father", Kin.PATERNAL_GRANDMOTHER: "fathers_mother"}


@dataclass(frozen=True)
class Told:
    """Something learned of a child at `at`, and for a wish what came of it."""

    at: datetime
    worker: str
    child: UUID
    body: Member | Benefit | Wish
    from_on: date
    also_for: tuple[UUID, ...] = ()
    answer: Wish | None = None


@dataclass
class FamilyBook:
    """What is to be written down about the families of a county, planned from one seed."""

    county: str
    served: list[Served]
    staffing: Staffing
    until: date
    rng: Random
    _told: list[Told] = field(init=False)

    def __post_init__(self) -> None:
        homes: dict[UUID, list[Served]] = defaultdict(list)
        for child in self.served:
            homes[child.household_id].append(child)
        some = [home for home in homes.values() if self.rng.random() < _TOLD]
        self._told = [told for home in some for told in self._of_home(home)]

    def write(self, first: date, last: date, crew: Crew, ids: dict[UUID, UUID]) -> None:
        """Write down what was learned between two days; `ids` gives the files made otherwise than planned."""
        for told in sorted(self._told, key=lambda told: told.at):
            if first <= told.at.date() <= last:
                self._write_one(told, crew, ids)

    def _write_one(self, told: Told, crew: Crew, ids: dict[UUID, UUID]) -> None:
        by, child = crew.actor(told.worker), ids.get(told.child, told.child)
        subject = record_life(
            child_id=child, body=told.body, from_on=told.from_on,
            also_for=[ids.get(other, other) for other in told.also_for], by=by, at=told.at,
        )  # fmt: skip
        if told.answer and told.answer.answered_on:
            record_life(
                child_id=child, body=told.answer, from_on=told.from_on, subject=subject, seen_version=_FIRST,
                by=by, at=moment(told.answer.answered_on, 17),
            )  # fmt: skip

    def _of_home(self, home: list[Served]) -> Iterator[Told]:
        first, *others = sorted(home, key=lambda child: (child.from_on, child.id))
        at = self._weekday(first.from_on + timedelta(days=self.rng.randint(8, 40)))
        there = [c for c in others if c.is_served(at.date())]
        if first.is_served(at.date()) and at.date() < self.until:
            for member in self._members(first):
                also = tuple(c.id for c in there)
                yield Told(at, self._worker(first, at), first.id, member, first.from_on, also)
            for child in (first, *there):
                yield from self._benefits(child, at)
        for child in home:
            yield from self._wishes(child)

    def _members(self, child: Served) -> Iterator[Member]:
        rng, home = self.rng, child.person.household
        rows = [row for row in home.guardians if row.relation in _KIN]
        if not rows:
            return
        yield from (self._member(row) for row in rows)
        have = {_KIN[row.relation] for row in rows}
        year = min(row.born_on.year for row in rows if row.born_on)
        names = name_family(rng, home.ethnicity, PROFILES[self.county].surnames, year)
        yield from self._missing_parents(have, names, child.person.born_on.year)
        if rng.random() < _GRANDPARENTS:
            for kin, part in _GRANDS.items():
                if kin not in have:
                    name = _with_surname(getattr(names, part), child.person.name)
                    is_dead = rng.random() < 0.25
                    yield Member(name, kin, lives_in=False, is_dead=is_dead, work="" if is_dead else "务农")

    def _member(self, row: GuardianRow) -> Member:
        born = row.born_on.year if row.born_on else None
        made = Member(row.name, _KIN[row.relation], row.sex.value, born, lives_in=row.lives_with_child)
        if row.whereabouts == "已故":
            return replace(made, is_dead=True)
        if row.whereabouts.startswith("重残"):
            return replace(made, ill_or_disabled=row.whereabouts)
        if row.whereabouts:
            return replace(made, work=row.whereabouts)
        is_old = born is not None and self.until.year - born >= 60
        work, income = self.rng.choice(WORK["old" if is_old else "grown"])
        return replace(made, work=work, income=income * 100)

    def _missing_parents(self, have: set[Kin], names: FamilyNames, year: int) -> Iterator[Member]:
        """Tell of a parent nobody named as guardian: dead, divorced, or away from an orphan for ever."""
        is_orphan = not have & set(_PARENTS)
        for kin, part in _PARENTS.items():
            if kin in have:
                continue
            made = Member(
                getattr(names, part), kin, birth_year=year - self.rng.randint(22, 33), lives_in=False
            )
            is_dead = is_orphan or self.rng.random() < 0.3
            yield replace(made, is_dead=True) if is_dead else replace(made, union="divorced")

    def _benefits(self, child: Served, at: datetime) -> Iterator[Told]:
        for row in child.person.categories:
            code = BENEFITS.get(row.category.value)
            is_slight = code == "disabled-care" and (child.person.disability or (0, 9))[1] > _SEVERE
            if code is None or is_slight or self.rng.random() < _BENEFIT_UNWRITTEN:
                continue
            number = f"{self.county}{row.since:%Y%m}{self.rng.randrange(1, 900):03d}"
            benefit = Benefit(code, amount=AMOUNTS[self.county][code] * 100, number=number)
            yield Told(at, self._worker(child, at), child.id, benefit, row.since)

    def _wishes(self, child: Served) -> Iterator[Told]:
        """Let a child that can speak for itself wish for something, and some wishes come true."""
        rng = self.rng
        days = (self.until - child.from_on).days - 30
        if days < 1 or age_on(child.person.born_on, child.from_on) < 5 or rng.random() > _WISHES:
            return
        at = self._weekday(child.from_on + timedelta(days=20 + rng.randrange(days)))
        words, answer = rng.choice(WISHES)
        wish = Wish(words, heard_by="社工")
        answered = self._weekday(at.date() + timedelta(days=rng.randint(5, 30))).date()
        is_answered = rng.random() < _ANSWERED and answered < self.until and child.is_served(answered)
        full = replace(wish, answer=answer, answered_on=answered) if is_answered else None
        if child.is_served(at.date()):
            yield Told(at, self._worker(child, at), child.id, wish, at.date(), answer=full)

    def _worker(self, child: Served, at: datetime) -> str:
        return self.staffing.on(child.worker, at.date())

    def _weekday(self, day: date) -> datetime:
        later = day + timedelta(days=max(0, 7 - day.isoweekday()) if day.isoweekday() > 5 else 0)
        while later.isoweekday() > 5:
            later += timedelta(days=1)
        return moment(later, 14 + self.rng.randrange(4), self.rng.randrange(60))


def _with_surname(name: str, child: str) -> str:
    """Give a father's father the child's surname, where there are surnames."""
    return name if "·" in name else child[0] + name[1:]
