"""Reading ledgers: cells, titles, whatever headings; a ledger written out in any style reads back equal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.ledgers import cells
from humiao.ledgers.kinds import CODES, Type, kinds
from humiao.ledgers.reading import read_ledger
from humiao.ledgers.tests.sheets import book
from humiao.registry.lists.public import Bad, UnusableFile, plain_heading, read_workbook
from humiao.registry.lists.tests.sheets import sheets
from humiao.registry.lists.tests.test_property import DAYS
from humiao.registry.lists.tests.test_reading import PLACES
from humiao.registry.tests.conftest import id_number

TODAY = date(2024, 11, 20)
YEARS = frozenset({2024})


def read(data: bytes, kind: str = "visits", **more: Any) -> Any:
    return read_ledger(read_workbook(data), kinds()[kind], PLACES, today=TODAY, **more)


@pytest.mark.parametrize(
    ("cell", "years", "found"),
    [
        ("7月3日", YEARS, date(2024, 7, 3)),
        ("7.3", YEARS, date(2024, 7, 3)),
        ("7/3", YEARS, date(2024, 7, 3)),
        ("7月3日", frozenset(), None),
        ("7月3日", frozenset({2023, 2024}), None),
        ("7月32日", YEARS, None),
        (7.1, YEARS, None),  # the first of July, or the tenth
        ("2024-07", YEARS, None),
        ("2024年7月3日", frozenset(), date(2024, 7, 3)),
        (datetime.combine(date(2024, 7, 3), time(9, 30)), frozenset(), date(2024, 7, 3)),
        (45476, frozenset(), date(2024, 7, 3)),
    ],
)
def test_days(cell: Any, years: frozenset[int], found: date | None) -> None:
    made = cells.day(cell, years)
    assert made == found if found else isinstance(made, Bad)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("14:30", (time(14, 30), None)),
        ("14：30", (time(14, 30), None)),
        ("下午2点半", (time(14, 30), None)),
        ("上午9时5分", (time(9, 5), None)),
        ("晚上7点", (time(19), None)),
        ("14:00-15:30", (time(14), 90)),
        ("下午2点至3点", (time(14), 60)),
        ("15:00-14:00", (time(15), None)),
        (time(9, 30, 20), (time(9, 30), None)),
        (datetime.combine(date(2024, 7, 3), time(9, 30)), (time(9, 30), None)),
        (timedelta(hours=9), (time(9), None)),
        (0.5, (time(12), None)),
        ("", None),
        ("25:00", Bad),
        ("上午", Bad),
        ("9:00-10:00-11:00", Bad),
        ("9:00-不久", Bad),
    ],
)
def test_times_of_day(cell: Any, found: Any) -> None:
    made = cells.clock(cell)
    if found is Bad:
        assert isinstance(made, Bad)
    else:
        assert not isinstance(made, Bad)
        assert (made and (made.starts, made.minutes)) == found


@pytest.mark.parametrize(
    ("cell", "is_minutes", "found"),
    [
        (12, False, 12), ("12人次", False, 12), ("约30人", False, 30), ("1.5小时", True, 90),
        ("40分钟", True, 40), (40.0, True, 40), ("", False, None), ("无", False, None),
        ("许多", False, Bad), ("1.5", False, Bad), (True, False, Bad),
    ],
)  # fmt: skip
def test_numbers(cell: Any, is_minutes: bool, found: Any) -> None:
    made = cells.number(cell, is_minutes=is_minutes)
    assert isinstance(made, Bad) if found is Bad else made == found


def test_choices() -> None:
    words = kinds()["visits"].fields["channel"].words
    assert cells.choice("电话回访了一次", words) == "phone"
    assert cells.choice("home", words) == "home"
    assert cells.choice("", words) == ""
    assert isinstance(cells.choice("飞鸽", words), Bad)


def test_days_in_titles() -> None:
    assert cells.day_in(["签到表", "时间：2024年7月3日下午"]) == date(2024, 7, 3)
    assert cells.day_in(["2024年2月30日", "2024.3.1"]) == date(2024, 3, 1)
    assert cells.day_in(["2024年"]) is None
    assert cells.years_in(["2024年走访台账", "2024.xlsx", "20241"]) == {2024}


@pytest.mark.parametrize("code", CODES)
def test_each_kind_is_whole(code: str) -> None:
    kind = kinds()[code]
    assert kind.fields["occurred_on"].is_required
    assert {c for c in kind.key if c not in kind.fields} <= {"name", "id_number"}
    assert set(kind.from_title) <= set(kind.fields)
    for field in kind.fields.values():
        assert field.label.zh
        assert field.label.en
        if field.type is Type.CHOICE:
            assert set(field.codes) == set(field.words)
            assert field.default in field.words
    assert set(kind.words.columns) - {""} <= set(kind.labels)


def test_a_day_without_a_year_takes_it_from_the_title() -> None:
    head = ("日期", "姓名", "走访人")
    rows = read(book(head, ["7月3日", "王小明", "李芳"], title="2024年走访台账")).rows
    assert rows[0].values["occurred_on"] == date(2024, 7, 3)
    assert read(book(head, ["7月3日", "王小明", "李芳"])).rows[0].problems
    named = read(book(head, ["7月3日", "王小明", "李芳"]), file_name="走访2024年.xlsx").rows
    assert not named[0].problems


def test_a_sign_in_sheet_has_its_day_and_title_above() -> None:
    title = "活动名称：安全课堂  时间：2024年7月3日  地点：社区"
    rows = read(
        book(("序号", "姓名", "学校"), [1, "王小明", "一小"], [2, "李四", "二小"], title=title), "sign-ins"
    ).rows
    assert [r.values["title"] for r in rows] == ["安全课堂"] * 2
    assert {r.values["occurred_on"] for r in rows} == {date(2024, 7, 3)}
    bare = read(book(("姓名", "学校"), ["王小明", "一小"], sheet="课堂"), "sign-ins").rows[0]
    assert bare.values["title"] == "课堂"
    assert [c for c, _reason in bare.problems] == ["occurred_on"]


def test_what_no_column_is_for_is_kept_and_what_the_file_holds_is_not() -> None:
    head = ("日期", "姓名", "联系电话", "慰问金", "走访人")
    row = read(book(head, ["2024-07-03", "王小明", "13812345678", 500, "李芳"])).rows[0]
    assert row.other == {"慰问金": "500"}


def test_a_narrative_is_no_remark_and_a_sum_is_no_row() -> None:
    head = ("日期", "姓名", "走访人", "走访内容")
    rows = [["", "王小明", "", "说明：情况稳定，奶奶照料"], ["合计", "3次"], ["填表人：", "李芳"]]
    found = read(book(head, ["2024-07-03", "王小明", "李芳", "备注：好"], *rows)).rows
    assert [r.number for r in found] == [2, 3]
    assert [c for c, _reason in found[1].problems] == ["occurred_on"]


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"姓名": "12"}, "name"), ({"姓名": ""}, "name"), ({"身份证号": "123"}, "id_number"),
        ({"身份证号": 1.1e17}, "id_number"), ({"走访内容": "长" * 4001}, "summary"),
        ({"时长": "许多"}, "minutes"),
        ({"日期": "2030-01-01"}, "occurred_on"), ({"到达时间": "早上"}, "started_at"),
    ],
)  # fmt: skip
def test_problems_stand_under_their_column(values: dict[str, Any], column: str) -> None:
    head = ("日期", "姓名", "身份证号", "走访人", "走访内容", "时长", "到达时间", "村")
    told = {"日期": "2024-07-03", "姓名": "王小明", "走访人": "李芳", "村": "不知道村"} | values
    row = read(book(head, [told.get(h, "") for h in head])).rows[0]
    assert [c for c, _reason in row.problems] == [column]
    assert row.village == ""


def test_a_moment_gives_the_time_as_well() -> None:
    head = ("日期", "姓名", "走访人")
    row = read(book(head, [datetime.combine(date(2024, 7, 3), time(14, 30)), "王小明", "李芳"])).rows[0]
    assert row.values["started_at"] == time(14, 30)


def test_what_is_no_such_ledger_is_told() -> None:
    with pytest.raises(UnusableFile):
        read(book(("甲", "乙"), ["1", "2"]))
    with pytest.raises(UnusableFile):
        read(book(("日期", "姓名"), ["2024-07-03", "王小明"]), only="别的")
    two = sheets({"台账": [["日期", "姓名"], ["2024-07-03", "王小明"]], "说明": [["甲"]]})
    assert [s.head is None for s in read(two).sheets] == [False, True]


VISITS = kinds()["visits"]
COLUMNS = (
    "occurred_on",
    "name",
    "id_number",
    "channel",
    "outcome",
    "worker",
    "minutes",
    "summary",
    "village",
)
# A heading that other columns may bear as well stands for this one only before others.
VAGUE = {"时间", "日期", "问题", "内容", "方式", "结果", "形式", "儿童", "孩子", "村", "社区", "在场"}
HEADINGS = {
    c: sorted(h for h, column in VISITS.headings.items() if column == c and h not in VAGUE) for c in COLUMNS
}
PLACE_NAMES = {"330482001001": "东湖社区", "330482102201": "新华村"}


@st.composite
def visits(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for serial in range(draw(st.integers(1, 6))):
        rows.append(
            {
                "occurred_on": draw(st.dates(date(2024, 1, 1), TODAY)),
                "name": draw(st.sampled_from(["王明", "李小芳", "阿卜杜热西提·买买提明"])),
                "id_number": draw(st.sampled_from(["", id_number(date(2015, 3, 7), serial=serial + 1)])),
                "channel": draw(st.sampled_from(sorted(VISITS.fields["channel"].words))),
                "outcome": draw(st.sampled_from(sorted(VISITS.fields["outcome"].words))),
                "worker": draw(st.sampled_from([("李芳",), ("李芳", "王强"), ()])),
                "minutes": draw(st.sampled_from([None, 30, 90])),
                "summary": draw(st.sampled_from(["", "了解近况，情绪稳定。", "说明：一切都好"])),
                "village": draw(st.sampled_from(["", *PLACE_NAMES])),
            }
        )
    return rows


def written(row: dict[str, Any], draw: Any) -> dict[str, Any]:
    """Write one visit as some office would."""
    fields = VISITS.fields
    written_as: dict[Any, list[Any]] = {
        None: [""],
        30: [30, "30分钟", "0.5小时"],
        90: ["90", "1.5小时", "90分"],
    }
    return {
        "occurred_on": draw(st.sampled_from(DAYS))(row["occurred_on"]),
        "name": draw(st.sampled_from([row["name"], f" {row['name']} "])),
        "id_number": draw(st.sampled_from([row["id_number"], row["id_number"].lower()])),
        "channel": draw(st.sampled_from(list(fields["channel"].words[row["channel"]]))),
        "outcome": draw(st.sampled_from(list(fields["outcome"].words[row["outcome"]]))),
        "worker": draw(st.sampled_from("、，/;")).join(row["worker"]),
        "minutes": draw(st.sampled_from(written_as[row["minutes"]])),
        "summary": row["summary"],
        "village": PLACE_NAMES.get(row["village"], ""),
    }


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), visits())
def test_a_ledger_under_any_headings_and_styles_reads_back_equal(
    data: Any, ledger: list[dict[str, Any]]
) -> None:
    draw = data.draw
    order = draw(st.permutations(COLUMNS))
    told = {c: draw(st.sampled_from(HEADINGS[c])) for c in COLUMNS}
    stars = draw(st.sampled_from(["{}", "*{}", "{}（必填）", " {} ", "{}："]))
    head = ["序号", *(stars.format(told[c]) for c in order)]
    lines = [written(row, draw) for row in ledger]
    rows = [[n, *(line[c] for c in order)] for n, line in enumerate(lines, 1)]
    title = draw(st.sampled_from(["", "平湖市2024年走访台账"]))
    found = read(book(head, *rows, title=title)).rows
    assert [r.problems for r in found] == [[]] * len(ledger)
    for row, made in zip(ledger, found, strict=True):
        names = ("occurred_on", "channel", "outcome")
        assert {c: made.values[c] for c in names} == {c: row[c] for c in names}
        assert made.values.get("minutes") == row["minutes"]
        assert made.values.get("summary", "") == row["summary"]
        assert (made.names, made.id_number) == ((row["name"],), row["id_number"])
        assert (made.workers, made.village) == (row["worker"], row["village"])


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(CODES),
    st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=12), st.floats(allow_nan=False), st.dates(), st.booleans(), st.times()
            ),
            max_size=8,
        ),
        max_size=8,
    ),
)
def test_whatever_stands_in_the_cells_is_read_or_told(code: str, rows: list[list[Any]]) -> None:
    from humiao.registry.lists.public import Sheet, Workbook

    kind = kinds()[code]
    columns = [c for c in dict.fromkeys(kind.headings.values()) if c]
    head: list[Any] = [next(h for h, column in kind.headings.items() if column == c) for c in columns]
    filled: list[list[Any]] = [[*r, *[""] * (len(head) - len(r))] for r in rows]
    book_ = Workbook((Sheet("台账", [head, *filled], ()),))
    for row in read_ledger(book_, kind, PLACES, today=TODAY).rows:
        assert row.problems or "occurred_on" in row.values
    assert plain_heading(head[0])
