"""Candidates among the files, for many people at once."""

from __future__ import annotations

from datetime import date

from humiao.registry.matching.queries import files_like
from humiao.registry.matching.rules import Grade, person
from humiao.registry.search import id_index
from humiao.registry.tests.conftest import a_child, a_home, enter, id_number


def test_people_are_matched_all_at_once(pinghu, django_assert_num_queries):
    with pinghu():
        first, second, third = enter(
            a_home(a_child("王小明")),
            a_home(a_child("买买提·艾力", serial=2)),
            a_home(a_child("张三丰", born_on=date(2012, 1, 2), serial=3)),
        )
        number = id_index(id_number(date(2015, 3, 7)))
        people = [
            person("别人", date(2011, 1, 1), number),
            person("王晓明", date(2015, 3, 7)),
            person("买买提艾力", date(2015, 3, 7), None, ["王奶奶"]),
            person("张三丰", date(2012, 2, 1), None, ["王奶奶"]),
            person("谁也不是", date(2010, 1, 1)),
            person("", None),
        ]
        with django_assert_num_queries(2):
            found = files_like(people)
        assert [[(f.child_id, f.grade) for f in files] for files in found] == [
            [(first, Grade.SAME_NUMBER)],
            [(first, Grade.NEAR)],
            [(second, Grade.SAME_PERSON)],
            [(third, Grade.NEAR)],
            [],
            [],
        ]
        assert found[0][0].file_number.startswith("330482-")
        assert files_like([]) == []
