"""What is written for COPY reads back as it was, whatever stands in a column."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.copying import _lines
from humiao.foundation.fields import Sealed

_MEANT = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def read_back(lines: str) -> list[list[str | None]]:
    """Read lines as PostgreSQL does: cells between tabs, `\\N` for nothing, a backslash before its letter."""
    assert lines.endswith("\n")
    return [[_cell(cell) for cell in line.split("\t")] for line in lines[:-1].split("\n")]


def _cell(cell: str) -> str | None:
    if cell == "\\N":
        return None
    out, at = "", 0
    while at < len(cell):
        step = 2 if cell[at] == "\\" else 1
        out += _MEANT[cell[at : at + 2]] if step == 2 else cell[at]
        at += step
    return out


@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=6))
def test_texts_read_back_as_they_were(rows: list[tuple[str, str | None]]) -> None:
    assert read_back(_lines(rows, {})) == [list(row) for row in rows]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("张三\\李四", "张三\\\\李四"),
        ("一\u3000二", "一\u3000二"),
        (None, "\\N"),
        (True, "t"),
        (7, "7"),
        (Decimal("0.50"), "0.50"),
        (date(2025, 6, 30), "2025-06-30"),
        (datetime(2025, 6, 30, 8, tzinfo=UTC), "2025-06-30T08:00:00+00:00"),
        (UUID(int=10), "0000000000000000000000000000000a"),
        (Sealed(b"\x01\xff"), "\\\\x01ff"),
        (["甲", 'a"b'], '{"甲","a\\\\"b"}'),
    ],
)
@pytest.mark.parametrize("beside", [[], [None], ["x"]])
def test_a_value_is_written_alike_whatever_stands_below_it(
    value: Any, written: str, beside: list[Any]
) -> None:
    lines = _lines([(value,), *[(one,) for one in beside]], {})
    assert lines.split("\n")[0] == written


@pytest.mark.parametrize("plain", ["住址", b"\x01"])
def test_no_plain_text_gets_into_a_sealed_column(plain: Any) -> None:
    with pytest.raises(TypeError, match="address: plain text can't be stored"):
        _lines([(1, Sealed(b"\x01")), (2, None), (3, plain)], {1: "address"})


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        _lines([(1, 2), (3,)], {})


def test_a_kind_nobody_can_write_is_refused() -> None:
    with pytest.raises(TypeError, match="object: COPY is given texts"):
        _lines([(object(),)], {})
