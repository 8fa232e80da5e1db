"""Give a child the categories its class of the plan asks for, and the health that goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from humiao.demo.people.plans import HouseholdPlan
from humiao.programmes.public import Category
from humiao.registry.choices import HealthState

_KINDS = (1, 2, 3, 4, 5, 6, 7)
_KIND_WEIGHTS = (6, 10, 4, 30, 28, 8, 14)
_KIND_NAMES = {1: "视力", 2: "听力", 3: "言语", 4: "肢体", 5: "智力", 6: "精神", 7: "多重"}
_GRADES = "一二三四"
_SERIOUS = ("先天性心脏病", "急性淋巴细胞白血病", "慢性肾病", "癫痫", "再生障碍性贫血", "1型糖尿病")
_RARE = ("血友病", "苯丙酮尿症", "脊髓性肌萎缩症", "戈谢病")
_CHRONIC = ("哮喘", "过敏性紫癜", "近视（高度）", "贫血", "慢性鼻炎")
# What an ordinary child of P is on the roster for, with weights.
_ORDINARY = {
    Category.SUBSISTENCE: 34,
    Category.NEAR_SUBSISTENCE: 22,
    Category.DISABLED_SEVERE: 26,
    Category.ILLNESS: 8,
    Category.GUARDIANSHIP_LACKING: 4,
    Category.DESTITUTE: 1,
    Category.OTHER_LOCAL: 5,
}
_BENEFITS = (Category.SUBSISTENCE, Category.NEAR_SUBSISTENCE, Category.DESTITUTE)


@dataclass(frozen=True, slots=True)
class Situation:
    """What one child is in: categories, certificate (kind, grade), health."""

    categories: tuple[Category, ...]
    disability: tuple[int, int] | None
    health: HealthState
    health_note: str

    @property
    def is_severe(self) -> bool:
        """Tell whether the child is severely disabled."""
        return Category.DISABLED_SEVERE in self.categories


def poverty_of(rng: Random, plan: HouseholdPlan) -> Category | None:
    """Choose the benefit a household receives; all its children share it."""
    classes = {child.count_class for child in plan.children}
    chance = rng.random()
    if "low_income" in classes:
        return Category.SUBSISTENCE
    if "orphan" in classes:
        return Category.SUBSISTENCE if chance < 0.2 else Category.DESTITUTE if chance < 0.3 else None
    if classes & {"de_facto", "disabled"}:
        return Category.SUBSISTENCE if chance < 0.42 else None
    if "ordinary" in classes:
        reason = rng.choices(list(_ORDINARY), list(_ORDINARY.values()))[0]
        shared = len(plan.children) > 1 or chance < 0.3
        return reason if reason in _BENEFITS else Category.SUBSISTENCE if shared else None
    return None


def situation_of(
    rng: Random, count_class: str, poverty: Category | None, *, in_institution: bool
) -> Situation:
    """Choose a child's categories so that the plan's line counts it, with others beside."""
    found: set[Category] = {poverty} if poverty else set()
    found |= _of_class(rng, count_class, poverty, in_institution=in_institution)
    if count_class in ("low_income", "de_facto", "ordinary"):
        found |= _harms(rng)
    disability = _certificate(rng, found)
    health, note = _health(rng, found, disability)
    return Situation(tuple(c for c in Category if c in found), disability, health, note)


def _of_class(
    rng: Random, count_class: str, poverty: Category | None, *, in_institution: bool
) -> set[Category]:
    chance = rng.random()
    ill = {Category.ILLNESS} if rng.random() < 0.03 else set()
    if count_class == "orphan":
        kept = {Category.ORPHAN_INSTITUTION if in_institution else Category.ORPHAN_COMMUNITY}
        return kept | ({Category.DISABLED_SEVERE} if chance < 0.08 else set())
    if count_class == "de_facto":
        return {Category.DE_FACTO} | ({Category.DISABLED_OTHER} if chance < 0.05 else set()) | ill
    if count_class == "disabled":
        return {Category.DISABLED_SEVERE if chance < 0.58 else Category.DISABLED_OTHER} | ill
    if count_class == "ordinary":
        return _ordinary(rng, poverty)
    if count_class in ("left_behind", "migrant"):
        return {Category(count_class.upper())}
    return ill


def _ordinary(rng: Random, poverty: Category | None) -> set[Category]:
    """Choose what else an ordinary child is listed for; some reason, where there is no benefit."""
    if poverty and rng.random() < 0.7:
        return set()
    others = {c: weight for c, weight in _ORDINARY.items() if c not in _BENEFITS}
    return {rng.choices(list(others), list(others.values()))[0]}


def _harms(rng: Random) -> set[Category]:
    """Choose, rarely, a harm done to the child."""
    chances = (
        (Category.GUARDIANSHIP_LACKING, 0.02),
        (Category.ABUSE_VICTIM, 0.003),
        (Category.BULLYING_VICTIM, 0.004),
    )
    return {category for category, chance in chances if rng.random() < chance}


def _certificate(rng: Random, found: set[Category]) -> tuple[int, int] | None:
    """Draw kind and grade that agree with the category: intellect and mind are severe at every grade."""
    if Category.DISABLED_SEVERE in found:
        kind = rng.choices(_KINDS, _KIND_WEIGHTS)[0]
        return kind, rng.randint(1, 4) if kind in (5, 6) else rng.randint(1, 2)
    if Category.DISABLED_OTHER in found:
        return rng.choices((1, 2, 3, 4, 7), (12, 20, 12, 50, 6))[0], rng.randint(3, 4)
    return None


def _health(rng: Random, found: set[Category], disability: tuple[int, int] | None) -> tuple[HealthState, str]:
    card = f"{_KIND_NAMES[disability[0]]}残疾{_GRADES[disability[1] - 1]}级" if disability else ""
    if Category.ILLNESS in found:
        is_rare = rng.random() < 0.2
        illness = rng.choice(_RARE if is_rare else _SERIOUS)
        if card:
            return HealthState.DISABLED_AND_ILL, f"{card}；{illness}"
        return (HealthState.RARE if is_rare else HealthState.SERIOUS), illness
    if card:
        return HealthState.DISABLED, card
    if rng.random() < 0.04:
        return HealthState.CHRONIC, rng.choice(_CHRONIC)
    return HealthState.HEALTHY, ""
