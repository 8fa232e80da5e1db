"""Where each person of a genogram stands: a pure layout in generations, from relations alone.

People stand in rows of cells of one size, so that none overlap. The row of the parents is laid out first: the
father's side to the left, the mother's to the right, each as wide as its grandparents need; every other row
stands around what it hangs from. Lines are drawn by `genogram_lines`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from humiao.registry.family.choices import Kin, Union

CELL = 116  # width of a person's place, in user units
ROW = 168  # height of a generation
TOP = 26  # above the first row, for lines that pass over people
SYMBOL = 44
FOOT = 134  # from the top of the last symbols to the edge, with what is written below them


@dataclass(frozen=True)
class Person:
    """Somebody to be drawn. `kin` is empty for the child whose file it is."""

    key: str
    kin: str
    sex: str  # 1 male, 2 female, else unknown
    name: str
    note: str = ""  # relation and age, as it stands under the name
    born: int = 9999  # year, to order brothers and sisters
    is_dead: bool = False
    lives_in: bool = False
    union: str = ""
    is_known: bool = True  # False: nobody on file, drawn so that lines have an end


@dataclass(frozen=True)
class Placed:
    """A person with the middle of its symbol."""

    person: Person
    x: int
    y: int


@dataclass(frozen=True)
class Couple:
    """Two people joined, and those who descend from them."""

    one: str
    other: str
    union: str
    children: tuple[str, ...]
    is_adoption: bool = False


@dataclass
class Layout:
    """Where everybody stands, who is joined to whom, and how large it all is."""

    placed: dict[str, Placed] = field(default_factory=dict)
    couples: list[Couple] = field(default_factory=list)
    sibships: list[tuple[str, ...]] = field(default_factory=list)  # brothers and sisters without parents
    width: int = 0
    height: int = 0


CHILD = "child"
_SIBLINGS = (Kin.BROTHER, Kin.SISTER, Kin.SIBLING)
_OF_FATHER = (Kin.PATERNAL_HALF_BROTHER, Kin.PATERNAL_HALF_SISTER)
_OF_MOTHER = (Kin.MATERNAL_HALF_BROTHER, Kin.MATERNAL_HALF_SISTER)
_STEP = (Kin.STEPBROTHER, Kin.STEPSISTER)
_OTHERS = (Kin.OTHER_RELATIVE, Kin.OTHER_PERSON)


def layout(people: Iterable[Person]) -> Layout:
    """Lay out a family; the child must be among the people, with an empty `kin`."""
    return _Laying(people).done()


class _Laying:
    """One layout being made; positions are in half cells until the end."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = sorted(people, key=lambda p: (p.born, p.key))
        self.missing = count(1)
        self.rows: list[list[tuple[str, float]]] = [[] for _ in range(5)]
        self.known: dict[str, Person] = {p.key: p for p in self.people}
        self.at: dict[str, float] = {}
        self.result = Layout()

    def done(self) -> Layout:
        """Return the finished layout."""
        self._parents()
        self._grandparents()
        self._children()
        self._grandchildren()
        self._others()
        return self._measured()

    def _of(self, *kin: Kin) -> list[str]:
        return [p.key for p in self.people if p.kin in kin]

    def _one(self, kin: Kin, sex: str) -> str:
        """Return the first of a relation, or somebody not on file in the place."""
        found = self._of(kin)
        return found[0] if found else self._nobody(sex)

    def _nobody(self, sex: str) -> str:
        key = f"nobody-{next(self.missing)}"
        self.known[key] = Person(key, "", sex, "", is_known=False)
        return key

    # Parents: [father's side][stepmothers][father] [mother][stepfathers][mother's side] [adoptive parents]

    def _parents(self) -> None:
        self.father, self.mother = self._one(Kin.FATHER, "1"), self._one(Kin.MOTHER, "2")
        more_fathers, more_mothers = self._of(Kin.FATHER)[1:], self._of(Kin.MOTHER)[1:]
        self.his = self._of(Kin.PATERNAL_UNCLE, Kin.PATERNAL_AUNT)
        self.hers = self._of(Kin.MATERNAL_UNCLE, Kin.MATERNAL_AUNT)
        self.his_wives, self.her_husbands = self._stepmothers(), self._stepfathers()
        left = [*self.his, *more_fathers, *self.his_wives, self.father]
        right = [self.mother, *self.her_husbands, *more_mothers, *self.hers]
        his_room = max(len(left), 2 if self._has_grandparents("paternal") else 1)
        her_room = max(len(right), 2 if self._has_grandparents("maternal") else 1)
        self._line(1, left, his_room - len(left))
        self._line(1, right, his_room)
        self._adoptive(his_room + her_room)
        self.spans = {"paternal": (0, his_room), "maternal": (his_room, his_room + her_room)}

    def _stepmothers(self) -> list[str]:
        found = self._of(Kin.STEPMOTHER)
        return found or ([self._nobody("2")] if self._of(*_OF_FATHER) else [])

    def _stepfathers(self) -> list[str]:
        found = self._of(Kin.STEPFATHER)
        return found or ([self._nobody("1")] if self._of(*_OF_MOTHER) else [])

    def _adoptive(self, start: float) -> None:
        found = self._of(Kin.ADOPTIVE_FATHER), self._of(Kin.ADOPTIVE_MOTHER)
        self.adoptive: tuple[str, str] | None = None
        if not any(found):
            return
        father = found[0] or [self._nobody("1")]
        mother = found[1] or [self._nobody("2")]
        self._line(1, [*father, *mother], start)
        self.adoptive = (father[-1], mother[0])

    def _has_grandparents(self, side: str) -> bool:
        return bool(self._of(Kin(f"{side}_grandfather"), Kin(f"{side}_grandmother")))

    def _grandparents(self) -> None:
        for side, child, sibs in (("paternal", self.father, self.his), ("maternal", self.mother, self.hers)):
            descend = tuple(sorted([*sibs, child], key=lambda k: self.at[k]))
            if not self._has_grandparents(side):
                if len(descend) > 1:
                    self.result.sibships.append(descend)
                continue
            men, women = self._of(Kin(f"{side}_grandfather")), self._of(Kin(f"{side}_grandmother"))
            men, women = men or [self._nobody("1")], women or [self._nobody("2")]
            begin, end = self.spans[side]
            both = [*men, *women]
            start = begin + (end - begin - len(both)) / 2
            if side == "maternal" and self.rows[0]:
                start = max(start, self.rows[0][-1][1] + 1)
            self._line(0, both, start)
            self._join(men[-1], women[0], descend)

    # Children: each group under the couple it descends from, pushed apart where they would meet.

    def _children(self) -> None:
        own = [p.key for p in self.people if p.kin == "" or p.kin in _SIBLINGS]
        groups: list[tuple[float, list[str]]] = []
        wife, husband = self.his_wives[-1:], self.her_husbands[:1]
        if wife:
            groups.append((self._middle(wife[0], self.father), self._of(*_OF_FATHER)))
        groups.append((self._middle(self.father, self.mother), own))
        if husband:
            groups.append((self._middle(self.mother, husband[0]), self._of(*_OF_MOTHER)))
        step = self._of(*_STEP)
        groups.append((self.at[husband[0] if husband else wife[0] if wife else self.mother] + 1, step))
        groups.sort(key=lambda group: group[0])
        self._spread(2, groups)
        for one in self.his_wives:
            self._join(one, self.father, tuple(self._of(*_OF_FATHER)) if one in wife else ())
        self._join(self.father, self.mother, tuple(own))
        for one in self.her_husbands:
            self._join(self.mother, one, tuple(self._of(*_OF_MOTHER)) if one in husband else ())
        if self.adoptive:
            self.result.couples.append(
                Couple(*self.adoptive, self._union(*self.adoptive), (CHILD,), is_adoption=True)
            )

    def _grandchildren(self) -> None:
        children = self._of(Kin.OWN_CHILD)
        if children:
            self._spread(3, [(self.at[CHILD], children)])
            self.result.couples.append(Couple(CHILD, CHILD, "", tuple(children)))

    def _others(self) -> None:
        placed = {key for row in self.rows for key, _x in row}
        rest = [p.key for p in self.people if p.key not in placed]
        if rest:
            self._spread(4 if self.rows[3] else 3, [(self.at[CHILD], rest)])

    def _spread(self, row: int, groups: Sequence[tuple[float, list[str]]]) -> None:
        """Place groups around their middles in order; those that would meet are pushed apart evenly."""
        placed: list[tuple[float, list[str]]] = []
        end = None
        for middle, keys in groups:
            if not keys:
                continue
            start = middle - (len(keys) - 1) / 2
            start = start if end is None else max(start, end)
            placed.append((start, keys))
            end = start + len(keys)
        wanted = [m - (len(k) - 1) / 2 for m, k in groups if k]
        pushed = sum(start - want for (start, _keys), want in zip(placed, wanted, strict=True))
        shift = round(pushed / len(placed) * 2) / 2 if placed else 0
        for start, keys in placed:
            self._line(row, keys, start - shift)

    def _line(self, row: int, keys: Sequence[str], start: float) -> None:
        for n, key in enumerate(keys):
            self.at[key] = start + n
            self.rows[row].append((key, start + n))

    def _middle(self, one: str, other: str) -> float:
        return (self.at[one] + self.at[other]) / 2

    def _join(self, one: str, other: str, children: tuple[str, ...]) -> None:
        in_order = tuple(sorted(children, key=lambda k: self.at[k]))
        self.result.couples.append(Couple(one, other, self._union(one, other), in_order))

    def _union(self, one: str, other: str) -> str:
        """Return how two stand; a parent's word is about the other parent, a step-parent's about itself."""
        first, second = self.known[one], self.known[other]
        steps = (Kin.STEPFATHER, Kin.STEPMOTHER)
        if first.kin in steps or second.kin in steps:
            stated = first.union if first.kin in steps else second.union
        else:
            stated = first.union or second.union
        return stated or Union.UNKNOWN.value

    def _measured(self) -> Layout:
        least = min(self.at.values())
        used = [row for row in self.rows if row]
        for n, row in enumerate(used):
            for key, x in row:
                middle = round((x - least + 0.5) * CELL)
                self.result.placed[key] = Placed(self.known[key], middle, TOP + n * ROW + SYMBOL // 2)
        self.result.width = round((max(self.at.values()) - least + 1) * CELL)
        self.result.height = TOP + (len(used) - 1) * ROW + FOOT
        return self.result
