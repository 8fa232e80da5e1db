"""Divisions of both counties in small: the towns' real codes, two villages of our own in each."""

from __future__ import annotations

from humiao.foundation.divisions.public import Division

_TOWNS = {
    "330482": "001 002 003 101 102 103 106 107 108",
    "654002": "001 002 003 004 005 006 007 008 009 010 011 012 100 101 102 103 201 202 203 204 205 404",
}


def small_divisions(county: str) -> list[Division]:
    """List the county, each town, and in each a community 006 and a village 201."""
    rows = [Division.of(county, "某市")]
    for number in _TOWNS[county].split():
        town = county + number
        rows.append(Division.of(town, f"{number}镇"))
        rows.append(Division.of(f"{town}006", "新桥社区居委会"))
        rows.append(Division.of(f"{town}201", "柳树村村民委员会"))
    return rows
