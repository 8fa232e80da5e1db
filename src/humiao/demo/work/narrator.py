"""Put sentences together for one visit: they differ from those before, and fit the child and the month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from humiao.demo.people.public import PersonRow
from humiao.demo.work import need_phrases, phrases
from humiao.registry.choices import HealthState, Relation, SchoolStage

_TRIES = 12
_KINSHIP = {
    Relation.FATHER: "父亲",
    Relation.MOTHER: "母亲",
    Relation.PATERNAL_GRANDFATHER: "爷爷",
    Relation.PATERNAL_GRANDMOTHER: "奶奶",
    Relation.MATERNAL_GRANDFATHER: "外公",
    Relation.MATERNAL_GRANDMOTHER: "外婆",
    Relation.STEPFATHER: "继父",
    Relation.STEPMOTHER: "继母",
    Relation.ADULT_SIBLING: "哥哥姐姐",
    Relation.UNCLE_OR_AUNT: "叔婶",
    Relation.INSTITUTION: "保育员",
}


class Narrator:
    """Writes for one county, from one seeded generator; remembers what it wrote."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._written: set[str] = set()

    def fill(self, text: str, person: PersonRow, **more: str) -> str:
        """Fill the slots of a phrase from a child."""
        return text.format(
            名=given_name(person),
            校=person.school or "学校",
            级=person.grade or "本年级",
            谁=carer(person),
            **more,
        )

    def present(self, person: PersonRow) -> str:
        """Say who was there."""
        return self.fill(self._rng.choice(phrases.PRESENT_WITH), person)

    def home_visit(self, person: PersonRow, *, others: int) -> str:
        """Summarise a home visit."""
        return self._new(lambda: self._sentences(self._home_parts(others), person))

    def findings(self, person: PersonRow, on: date) -> str:
        """Say what was found of one child."""
        return self._new(lambda: self._sentences(self._child_parts(person, on), person))

    def next_step(self, person: PersonRow) -> str:
        """Say what comes next."""
        chosen = self._rng.sample(phrases.ADVICE, self._rng.choice((1, 1, 2)))
        return "；".join(self.fill(a, person, 事=self._rng.choice(phrases.MATTERS)) for a in chosen) + "。"

    def contact(self, person: PersonRow, channel: str) -> str:
        """Summarise a contact by telephone, at school or at the station."""
        if channel in ("phone", "online"):
            return self._new(lambda: self._by_phone(person))
        kind = phrases.AT_SCHOOL if channel == "school" else phrases.AT_STATION
        return self._new(
            lambda: self._sentences(
                [self._rng.choice(kind), self._rng.choice(phrases.MOOD), self._any(phrases.HEALTH)], person
            )
        )

    def failed(self, person: PersonRow, outcome: str) -> str:
        """Say why a visit came to nothing."""
        kinds = {"not-home": phrases.NOT_HOME, "refused": phrases.REFUSED, "fault": phrases.FAULT}
        pool = kinds.get(outcome, phrases.AWAY)
        return self._new(
            lambda: self._sentences([self._rng.choice(pool), self._rng.choice(phrases.THEN)], person)
        )

    def need(self, person: PersonRow, kind: str) -> tuple[str, str]:
        """Give a need of a kind and the help that meets it."""
        wanted, given = self._rng.choice(need_phrases.NEEDS[kind])
        return self.fill(wanted, person), self.fill(given, person)

    def one_of(self, pool: Sequence[str], person: PersonRow) -> str:
        """Fill one phrase of a pool."""
        return self.fill(self._rng.choice(pool), person)

    def _home_parts(self, others: int) -> list[str]:
        rng = self._rng
        parts = [rng.choice(phrases.ARRIVAL), *rng.sample(phrases.HOME, rng.choice((1, 2)))]
        parts += rng.sample(phrases.FAMILY, rng.choice((1, 2, 2)))
        if others:
            parts.append(
                rng.choice(
                    (f"兄弟姐妹共{others + 1}人都见到了", f"{others + 1}个孩子都在家", "几个孩子相处和睦")
                )
            )
        return parts

    def _child_parts(self, person: PersonRow, on: date) -> list[str]:
        rng = self._rng
        ill = person.health is not HealthState.HEALTHY
        is_small = person.school_stage is SchoolStage.NOT_YET
        mood = rng.choice(phrases.MOOD_SMALL if is_small else phrases.MOOD)
        parts = [mood, rng.choice(phrases.SCHOOL[person.school_stage])]
        parts.append(rng.choice(phrases.CARE_NEEDED if ill and rng.random() < 0.7 else phrases.HEALTH))
        if rng.random() < 0.7:
            parts.append(rng.choice(phrases.SEASON[on.month]))
        rng.shuffle(parts)
        return parts

    def _by_phone(self, person: PersonRow) -> str:
        news = "，".join(self._rng.sample(phrases.NEWS, self._rng.choice((1, 2, 2))))
        minutes = str(self._rng.randint(3, 18))
        text = self._rng.choice(phrases.BY_PHONE).replace("{近况}", news)
        return self.fill(text, person, 分=minutes) + "。"

    def _any(self, pool: Sequence[str]) -> str:
        return self._rng.choice(pool) if self._rng.random() < 0.5 else ""

    def _sentences(self, parts: Sequence[str], person: PersonRow) -> str:
        """Join parts by full stops and, here and there, a semicolon."""
        told = [self.fill(part, person) for part in parts if part]
        joints = ["；" if self._rng.random() < 0.25 else "。" for _ in told]
        return "".join(part + joint for part, joint in zip(told, [*joints[:-1], "。"], strict=True))

    def _new(self, write: Callable[[], str]) -> str:
        """Write until it differs from everything written before."""
        text = write()
        for _ in range(_TRIES):
            if text not in self._written:
                break
            text = write()
        self._written.add(text)
        return text


def given_name(person: PersonRow) -> str:
    """Return how a worker calls the child: without the family name where it is a Han one."""
    name = person.name
    return name[1:] if 2 < len(name) < 4 else name.split("·")[0]


def carer(person: PersonRow) -> str:
    """Return what the child calls who looks after it."""
    main = next((g for g in person.household.guardians if g.is_primary), None)
    return _KINSHIP.get(main.relation, "照料人") if main else "照料人"
