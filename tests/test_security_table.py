"""The table of OWASP ASVS: no row of levels 1 and 2 is missing, and what it names as proof is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "security" / "asvs.md"
STATES = {"met", "operator", "n/a", "open"}
# The level of each requirement of ASVS 5.0.0, section by section, in the standard's order.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333",
    "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333",
    "6.6": "2223", "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23",
    "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
}  # fmt: skip
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([123]) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$")


def asked() -> dict[str, str]:
    """Return the level of each requirement by its number."""
    return {
        f"{section}.{at}": level
        for section, levels in LEVELS.items()
        for at, level in enumerate(levels, start=1)
    }


ROWS = [m.groups() for line in TABLE.read_text("utf-8").splitlines() if (m := ROW.match(line))]


def test_no_row_of_levels_1_and_2_is_missing_or_there_twice():
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers))
    assert {n for n, level in asked().items() if level != "3"} <= set(numbers)


def test_each_line_of_a_table_was_read():
    lines = [x for x in TABLE.read_text("utf-8").splitlines() if re.match(r"\| \d", x)]
    assert len(lines) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_has_the_standards_level_a_state_and_proof_that_is_there(row):
    number, level, state, what, proof = row
    assert asked()[number] == level
    assert state in STATES
    assert what.strip()
    named = re.findall(r"`([^`]+)`", proof)
    assert bool(named) == (state in {"met", "operator"}), "what is met says where it shows"
    for one in named:
        path, _, test = one.partition("::")
        file = ROOT / path if path.startswith(("tests/", "docs/")) else ROOT / "src" / "humiao" / path
        assert file.exists(), path
        assert not test or f"def {test}(" in file.read_text("utf-8"), one
