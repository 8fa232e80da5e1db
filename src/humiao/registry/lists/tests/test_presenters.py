"""What the pages of imports show of a list."""

from humiao.registry.lists.headings import find_head
from humiao.registry.lists.presenters import selects_of
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.lists.workbook import read_workbook


def test_the_first_entry_of_a_column_shows_as_the_spreadsheet_shows_it():
    rows = [(1, "", 2.5), (2, "李小禾", 3)]
    (sheet,) = read_workbook(workbook(rows, headings=("序号", "姓名", "年级"))).sheets
    head = find_head(sheet, {})
    assert head
    assert [s.example for s in selects_of(0, head, sheet.rows)] == ["1", "李小禾", "2.5"]
