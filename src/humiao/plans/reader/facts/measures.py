"""Which measure of the house a promised figure would be counted with, by the words of its name."""

from __future__ import annotations

from functools import lru_cache

from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.words import load

_BY_PERSON = frozenset({"人", "名", "位"})


def measure_of(name: str, unit: str) -> str | None:
    """Return the code of the measure for a name and a unit; None where the house counts no such thing."""
    for mention in reversed(load("service").find(fold(name))):
        entry = load("service").entry(mention.key)
        by_person = entry.text("measure_for_persons") if unit in _BY_PERSON else ""
        measure = by_person or entry.text("measure")
        if measure:
            return measure
    for mention in load("role").find(fold(name)):
        measure = load("role").entry(mention.key).text("measure")
        if measure and unit in _BY_PERSON:
            return measure
    return None


@lru_cache(maxsize=4096)
def service_of(name: str) -> str | None:
    """Return the service a name ends with, by its entry in the vocabulary; None where it names none."""
    found = load("service").find(fold(name))
    return found[-1].key if found else None
