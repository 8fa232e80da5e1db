"""Each measure that is available has its query, and no other has."""

from humiao.indicators.sources import PARTS, SOURCES
from humiao.measures.catalogue import CATALOGUE


def test_the_available_measures_are_those_with_a_source():
    assert {item.code for item in CATALOGUE if item.available} == set(SOURCES)


def test_a_part_and_its_whole_both_have_a_source():
    assert {code for part, (whole, _) in PARTS.items() for code in (part, whole)} <= set(SOURCES)
