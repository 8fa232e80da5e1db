"""Lists as offices write them, read without a database."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO

import pytest
import xlsxwriter

from humiao.foundation.places.public import DivisionValue
from humiao.registry.lists.places import Gazetteer
from humiao.registry.lists.reading import ListRead, read_list
from humiao.registry.lists.tests.sheets import sheets, workbook
from humiao.registry.lists.workbook import UnusableFile, read_workbook
from humiao.registry.tests.conftest import id_number

TODAY = date(2024, 11, 20)
PLACES = Gazetteer(
    [
        DivisionValue("330482001", "当湖街道", ""),
        DivisionValue("330482102", "新埭镇", ""),
        DivisionValue("330482001001", "东湖社区居民委员会", "330482001"),
        DivisionValue("330482001002", "新华社区居民委员会", "330482001"),
        DivisionValue("330482102201", "新华村民委员会", "330482102"),
        DivisionValue("330482102202", "大齐塘村民委员会", "330482102"),
        DivisionValue("330482102001", "平东社区居民委员会", "330482102"),
    ],
    "平湖市",
)
BORN = date(2015, 3, 7)
NUMBER = id_number(BORN)
GIRL = id_number(date(2014, 5, 6), sex="2")


def read(data: bytes, **more) -> ListRead:
    return read_list(read_workbook(data), PLACES, today=TODAY, **more)


def only(*cells, headings=("姓名", "身份证号", "乡镇", "村"), **more):
    rows = read(workbook([cells], headings=headings), **more).rows
    assert len(rows) == 1
    return rows[0]


def test_merged_titles_totals_signatures_and_repeated_headings_are_no_children():
    head = ["序号", "姓名", "身份证号", "镇（街道）", "村（居）", "备注"]
    data = sheets(
        {
            "汇总": [["乡镇", "人数"], ["当湖街道", 2]],
            "名册": [
                ["平湖市困境儿童花名册（平民〔2024〕12号）"],
                ["填报单位：平湖市民政局", "", "", "", "填报日期：2024年11月"],
                head,
                [1, "王小明", NUMBER, "当湖街道", "东湖社区"],
                ["", "", "", "", ""],
                head,
                [2, "李小芳", GIRL, "新埭", "大齐塘"],
                [3],
                ["合计", "2人"],
                ["填表人：张三", "", "审核人：李四", "", "联系电话：0573-85012345"],
                ["注：本表一式两份，由各镇街道填写并盖章后上报。"],
            ],
        }
    )
    found = read(data)
    assert [(r.sheet, r.number, r.name, r.village, r.problems) for r in found.rows] == [
        ("名册", 4, "王小明", "330482001001", []),
        ("名册", 7, "李小芳", "330482102202", []),
    ]
    assert found.basis == "平民〔2024〕12号"
    assert [s.head is None for s in found.sheets] == [True, False]


def two_rows(*, merged: bool) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("名册")
    sheet.merge_range(0, 0, 0, 9, "花名册")
    top = ["序号", "儿童信息", "", "", "监护人信息", "", "", "", "居住地", ""]
    below = ["", "姓名", "身份证号", "类别", "姓名", "身份证号", "电话", "关系", "乡镇", "村"]
    sheet.write_row(1, 0, top)
    sheet.write_row(2, 0, below)
    if merged:
        sheet.merge_range(1, 0, 2, 0, "序号")
        for first, last in ((1, 3), (4, 7), (8, 9)):
            sheet.merge_range(1, first, 1, last, top[first])
    row = [
        1,
        "王小明",
        NUMBER,
        "低保、重残",
        "王建国",
        id_number(date(1985, 1, 1)),
        "13812345678",
        "父子",
        "当湖",
        "东湖",
    ]
    sheet.write_row(3, 0, row)
    book.close()
    return out.getvalue()


def test_groups_over_headings_say_whose_name_it_is():
    row = read(two_rows(merged=True)).rows[0]
    guardian = row.main_guardian
    assert guardian
    assert (row.name, row.id_number, guardian.name, guardian.phone) == (
        "王小明",
        NUMBER,
        "王建国",
        "13812345678",
    )
    assert (guardian.relation, guardian.id_number) == ("father", id_number(date(1985, 1, 1)))
    assert row.categories == ("SUBSISTENCE", "DISABLED_SEVERE") or set(row.categories) == {
        "SUBSISTENCE",
        "DISABLED_SEVERE",
    }
    assert (row.village, row.problems) == ("330482001001", [])


def test_a_second_number_and_phone_are_the_guardians():
    headings = ("姓名", "性别", "身份证号", "监护人", "身份证号", "联系电话", "乡镇", "村")
    adult = id_number(date(1980, 1, 1))
    row = only(
        "王小明", "男", NUMBER, "王建国", adult, "138 1234 5678", "当湖街道", "东湖社区", headings=headings
    )
    assert row.id_number == NUMBER
    assert row.main_guardian.id_number == adult
    assert row.main_guardian.phone == "13812345678"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (NUMBER.lower(), NUMBER),
        (f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", NUMBER),
        (f"'{NUMBER}", NUMBER),
        ("".join(chr(ord(c) + 0xFEE0) for c in NUMBER), NUMBER),
    ],
)
def test_numbers_however_typed(cell, number):
    row = only("王小明", cell, "当湖街道", "东湖社区")
    assert (row.id_number, row.born_on, row.sex, row.problems) == (number, BORN, "1", [])


@pytest.mark.parametrize("cell", [float(NUMBER[:15] + "000"), "3.30482E+17", NUMBER[:15] + "000"])
def test_digits_that_excel_lost_are_told_as_such(cell):
    row = only("王小明", cell, "当湖街道", "东湖社区")
    assert [column for column, _reason in row.problems] == ["id_number"]
    assert "Excel" in row.problems[0][1]


@pytest.mark.parametrize(
    "cell",
    [
        "2015-3-7", "2015/03/07", "2015.3.7", "20150307", 20150307, "2015年3月7日", "2015年03月07", "42070",
        42070, datetime.combine(BORN, time()),
        "２０１５-０３-０７", "2015.03", "2015年3月", "201503", "2015-03-07 00:00:00",
    ],
)  # fmt: skip
def test_days_in_any_style(cell):
    row = only(
        "王小明",
        NUMBER,
        cell,
        "当湖街道",
        "东湖社区",
        headings=("姓名", "身份证号", "出生日期", "乡镇", "村"),
    )
    assert (row.born_on, row.problems) == (BORN, [])


def test_a_month_alone_asks_for_the_day_and_a_wrong_day_is_told():
    headings = ("姓名", "性别", "出生年月", "乡镇", "村")
    for cell, said in (("2015.03", "day"), ("2015-2-30", "2015-2-30"), ("去年", "去年")):
        row = only("王小明", "男", cell, "当湖街道", "东湖社区", headings=headings)
        assert [c for c, _r in row.problems] == ["born_on"]
        assert said in row.problems[0][1] or "日" in row.problems[0][1]


@pytest.mark.parametrize(
    ("town", "village", "found"),
    [
        ("当湖街道", "东湖社区", "330482001001"),
        ("当湖街道办事处", "东湖社区居民委员会", "330482001001"),
        ("当湖", "东湖", "330482001001"),
        ("浙江省平湖市当湖街道", "东湖居委会", "330482001001"),
        ("330482102", "330482102202", "330482102202"),
        ("新埭镇", "新华村委会", "330482102201"),
        ("新埭镇", "新埭镇大齐塘村", "330482102202"),
        ("", "大齐塘", "330482102202"),
    ],
)
def test_places_named_loosely(town, village, found):
    row = only("王小明", NUMBER, town, village)
    assert (row.village, row.problems) == (found, [])


@pytest.mark.parametrize(
    ("town", "village", "column"),
    [
        ("当糊街道", "东湖社区", "town"), ("当湖街道", "大齐塘村", "village"), ("", "新华", "village"),
        ("当湖街道", "", "village"), ("", "", "town"),
    ],
)  # fmt: skip
def test_places_that_arent_there(town, village, column):
    row = only("王小明", NUMBER, town, village)
    assert [c for c, _r in row.problems] == [column]


def test_a_sheet_of_one_town_or_village():
    head = ["姓名", "身份证号", "村"]
    found = read(
        sheets({"当湖街道": [head, ["王小明", NUMBER, "新华"]], "新埭镇": [head, ["李芳", GIRL, "新华"]]})
    )
    assert [r.village for r in found.rows] == ["330482001002", "330482102201"]
    titled = [["当湖街道东湖社区困境儿童名册"], ["姓名", "身份证号"], ["王小明", NUMBER]]
    assert read(sheets({"Sheet1": titled})).rows[0].village == "330482001001"
    untitled = [["姓名", "身份证号"], ["王小明", NUMBER]]
    assert (
        read(sheets({"Sheet1": untitled}), file_name="新埭镇大齐塘村.xlsx").rows[0].village == "330482102202"
    )


def test_places_merged_downwards_hold_for_each_row():
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["乡镇", "村", "姓名", "身份证号"])
    sheet.merge_range(1, 0, 2, 0, "当湖街道")
    sheet.merge_range(1, 1, 2, 1, "东湖社区")
    sheet.write_row(1, 2, ["王小明", NUMBER])
    sheet.write_row(2, 2, ["李小芳", GIRL])
    book.close()
    assert [r.village for r in read(out.getvalue()).rows] == ["330482001001"] * 2


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("低保、重残", {"SUBSISTENCE", "DISABLED_SEVERE"}),
        ("低保重残", {"SUBSISTENCE", "DISABLED_SEVERE"}),
        ("低保边缘家庭儿童", {"NEAR_SUBSISTENCE"}),
        ("残疾（肢体二级）", {"DISABLED_SEVERE"}),
        ("听力残疾三级", {"DISABLED_OTHER"}),
        ("智力四级", {"DISABLED_SEVERE"}),
        ("困境儿童（低保家庭）", {"SUBSISTENCE"}),
        ("困境儿童", {"OTHER_LOCAL"}),
        ("散居孤儿/留守儿童", {"ORPHAN_COMMUNITY", "LEFT_BEHIND"}),
        ("事实无人抚养儿童\n低保", {"DE_FACTO", "SUBSISTENCE"}),
        ("无", set()),
    ],
)
def test_categories_in_any_words(text, codes):
    row = only(
        "王小明", NUMBER, "当湖", "东湖", text, headings=("姓名", "身份证号", "乡镇", "村", "儿童类别")
    )
    assert (set(row.categories), row.problems) == (codes, [])


def test_unknown_categories_are_told_and_ticks_are_read():
    headings = ("姓名", "身份证号", "乡镇", "村", "类型", "是否低保", "留守儿童")
    row = only("王小明", NUMBER, "当湖", "东湖", "特别班", "是", "√", headings=headings)
    assert [c for c, _r in row.problems] == ["categories"]
    assert set(row.categories) == {"SUBSISTENCE", "LEFT_BEHIND"}


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("王 明", "王明"), ("王　小　明", "王小明"), ("阿卜杜热西提•买买提明", "阿卜杜热西提·买买提明"),
        ("古丽．艾尼", "古丽·艾尼"), ("Ａlice Wang", "Alice Wang"),
    ],
)  # fmt: skip
def test_names(cell, name):
    assert only(cell, NUMBER, "当湖", "东湖").name == name


def test_parents_stand_for_a_guardian():
    headings = ("姓名", "身份证号", "乡镇", "村", "父亲姓名", "母亲姓名", "联系电话")
    row = only("王小明", NUMBER, "当湖", "东湖", "王建国", "李红（已故）", "13812345678", headings=headings)
    assert [(g.name, g.relation, g.is_main, g.phone) for g in row.guardians] == [
        ("王建国", "father", True, "13812345678")
    ]


def test_a_mapping_by_hand_goes_before_the_words():
    headings = ("谁", "号牌", "哪个镇", "哪个村")
    with pytest.raises(UnusableFile):
        only("王小明", NUMBER, "当湖", "东湖", headings=headings)
    mapping = {"谁": "name", "号牌": "id_number", "哪个镇": "town", "哪个村": "village"}
    assert only("王小明", NUMBER, "当湖", "东湖", headings=headings, mapping=mapping).problems == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("孩子名字", "name"), ("*姓名（必填）", "name"), ("公民身份号码\n(18位)", "id_number"),
        ("儿童身份证件号", "id_number"), ("监护人联系电话1", "guardian_phone"),
        ("主要监护人身份证号码", "guardian_id"),
        ("与监护人的关系", "relation"), ("父亲的联系电话", "father_phone"), ("所属乡镇（街道）", "town"),
        ("所在村（社区）", "village"), ("现居住详细地址", "address"), ("户籍详细地址", "registered_at"),
        ("出 生 日 期", "born_on"), ("残疾等级", "disability_grade"), ("就读学校及年级", "school"),
        ("困境儿童类型", "categories"), ("认定时间", "entered_on"), ("开户银行", ""), ("金额", ""),
        ("村(居)", "village"),
    ],
)  # fmt: skip
def test_headings(text, column):
    from humiao.registry.lists.headings import column_of

    assert column_of(text)[0] == column
