"""A roster written out under any headings and styles reads back equal; the rest is told."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.programmes.public import Category
from humiao.registry.lists.columns import Column, vocabulary
from humiao.registry.lists.reading import read_list
from humiao.registry.lists.tests.sheets import sheets
from humiao.registry.lists.tests.test_reading import PLACES, TODAY, read
from humiao.registry.lists.workbook import UnusableFile, read_workbook
from humiao.registry.tests.conftest import id_number

WORDS = vocabulary("headings")["columns"]
PLACE_NAMES = {
    "330482001001": ("当湖街道", "东湖社区"), "330482001002": ("当湖街道", "新华社区"),
    "330482102201": ("新埭镇", "新华村"), "330482102202": ("新埭镇", "大齐塘村"),
}  # fmt: skip
FIELDS = (
    Column.NAME, Column.ID_NUMBER, Column.SEX, Column.BORN_ON, Column.TOWN, Column.VILLAGE, Column.ADDRESS,
    Column.GUARDIAN, Column.RELATION, Column.GUARDIAN_PHONE, Column.CATEGORIES, Column.SCHOOL,
    Column.ENTERED_ON, Column.ETHNICITY,
)  # fmt: skip
# A heading that says nothing of whom it speaks stands for the child's only before others.
PLAIN = {"电话", "手机", "家长", "其他", "儿童", "孩子", "父", "母", "关系", "名字", "注", "号", "序"}
DAYS = (
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: datetime.combine(d, time()),
    lambda d: (d - date(1899, 12, 30)).days,
)
NUMBERS = (
    lambda n: n,
    lambda n: n.lower(),
    lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
    lambda n: f"'{n}",
)


SEXES: dict[str, list[Any]] = {"1": ["男", "男孩", 1, "M"], "2": ["女", "女生", "2", "f"]}


@st.composite
def children(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw children that differ in their numbers."""
    made = []
    for serial in range(draw(st.integers(1, 6))):
        born = draw(st.dates(date(2009, 1, 1), date(2024, 1, 1)))
        sex = draw(st.sampled_from("12"))
        made.append(
            {
                "name": draw(
                    st.sampled_from(["王明", "李小芳", "阿卜杜热西提·买买提明", "欧阳娜娜", "䶮文"])
                ),
                "id_number": id_number(born, sex=sex, serial=serial + 1),
                "sex": sex,
                "born_on": born,
                "village": draw(st.sampled_from(sorted(PLACE_NAMES))),
                "address": draw(st.sampled_from(["", "平安路1号", "东湖花园3幢201室"])),
                "guardian": draw(st.sampled_from(["王建国", "买买提·艾尼"])),
                "relation": draw(st.sampled_from([("father", "父亲"), ("paternal_grandmother", "奶奶")])),
                "guardian_phone": "13812345678",
                "categories": draw(st.sets(st.sampled_from(list(Category)), max_size=3)),
                "school": draw(st.sampled_from(["", "实验小学"])),
                "entered_on": draw(st.dates(date(2024, 1, 1), TODAY)),
                "ethnicity": draw(st.sampled_from([("01", "汉族"), ("05", "维吾尔"), ("17", "哈萨克族")])),
            }
        )
    return made


def written(child: dict[str, Any], draw: Any) -> dict[Column, Any]:
    """Write one child as some office would."""
    day, number = draw(st.sampled_from(DAYS)), draw(st.sampled_from(NUMBERS))
    town, village = PLACE_NAMES[child["village"]]
    name = child["name"]
    sex = SEXES[child["sex"]]
    joined = draw(st.sampled_from(["、", "，", " ", "/", "\n"])).join(c.zh for c in child["categories"])
    return {
        Column.NAME: draw(
            st.sampled_from([name, f"{name[0]}　{name[1]}" if len(name) == 2 else f" {name} "])
        ),
        Column.ID_NUMBER: number(child["id_number"]),
        Column.SEX: draw(st.sampled_from([*sex, ""])),
        Column.BORN_ON: draw(st.sampled_from([day(child["born_on"]), ""])),
        Column.TOWN: draw(st.sampled_from([town, town[:2], f"平湖市{town}", f" {town}"])),
        Column.VILLAGE: draw(st.sampled_from([village, village[:-1], child["village"]])),
        Column.ADDRESS: child["address"],
        Column.GUARDIAN: child["guardian"],
        Column.RELATION: child["relation"][1],
        Column.GUARDIAN_PHONE: draw(st.sampled_from(["13812345678", 13812345678, "138-1234-5678"])),
        Column.CATEGORIES: joined,
        Column.SCHOOL: child["school"],
        Column.ENTERED_ON: day(child["entered_on"]),
        Column.ETHNICITY: child["ethnicity"][1],
    }


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), children())
def test_a_roster_under_any_headings_and_styles_reads_back_equal(data, roster):
    draw = data.draw
    order = draw(st.permutations(FIELDS))
    told = {c: draw(st.sampled_from([h for h in WORDS[c] if h not in PLAIN])) for c in FIELDS}
    stars = draw(st.sampled_from(["{}", "*{}", "{}（必填）", " {} ", "{}："]))
    head: list[Any] = ["序号", *(stars.format(told[c]) for c in order)]
    rows = [[n, *(line[c] for c in order)] for n, line in enumerate((written(c, draw) for c in roster), 1)]
    titles: list[list[Any]] = [["平湖市困境儿童花名册"]] * draw(st.integers(0, 2))
    ends: list[list[Any]] = draw(
        st.sampled_from([[], [["合计", f"{len(rows)}人"]], [["填表人：", "", "审核人："]]])
    )
    cut = draw(st.integers(0, len(rows)))
    parts = {"一": rows[:cut], "二": rows[cut:]} if 0 < cut < len(rows) else {"名册": rows}
    book = sheets({name: [*titles, head, *part, *ends] for name, part in parts.items()})
    found = read(book).rows
    assert [r.problems for r in found] == [[]] * len(roster)
    for child, row in zip(roster, found, strict=True):
        main = row.main_guardian
        assert main
        assert {
            name: getattr(row, name) for name in ("id_number", "sex", "born_on", "village", "address")
        } == {name: child[name] for name in ("id_number", "sex", "born_on", "village", "address")}
        assert (row.name, row.school, row.entered_on) == (child["name"], child["school"], child["entered_on"])
        assert (main.name, main.relation, main.phone) == (
            child["guardian"], child["relation"][0], child["guardian_phone"],
        )  # fmt: skip
        assert set(row.categories) == {c.value for c in child["categories"]}
        assert row.ethnicity == child["ethnicity"][0]


CELLS = st.one_of(
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**20), 10**20),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.booleans(),
    st.sampled_from(["合计", "姓名", "身份证号", "无", "33048220150307123X", "2015.03", "×"]),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, max_size=8), max_size=12), st.permutations(FIELDS))
def test_whatever_stands_in_the_cells_is_read_or_told(rows, order):
    from humiao.registry.lists.workbook import Sheet, Workbook

    head: list[Any] = [WORDS[c][0] for c in order]
    book = Workbook((Sheet("名册", [head, *([*r, *[""] * (14 - len(r))] for r in rows)], ()),))
    for row in read_list(book, PLACES, today=TODAY).rows:
        assert row.problems or (row.name and row.born_on and row.sex and row.village)


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda b: b"PK\x03\x04" + b)))
def test_whatever_is_no_spreadsheet_is_told(data):
    with contextlib.suppress(UnusableFile):
        read_workbook(data)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=6)), min_size=1, max_size=5))
def test_a_damaged_spreadsheet_is_read_or_told(wounds):
    whole = bytearray(sheets({"名册": [["姓名", "身份证号", "乡镇", "村"], ["王小明", "", "当湖", "东湖"]]}))
    for at, wound in wounds:
        place = at % len(whole)
        whole[place : place + len(wound)] = wound
    with contextlib.suppress(UnusableFile):
        read(bytes(whole))
