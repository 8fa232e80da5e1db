"""The people of a genogram, and the drawing."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree

from humiao.access.public import EVERYBODY, SYSTEM
from humiao.registry.family.drawing import draw_family, people_of
from humiao.registry.family.public import Member, family_in, record_life
from humiao.registry.public import NewGuardian, add_guardian, child_file
from humiao.registry.tests.conftest import AT, a_child, a_home, enter, id_number

DAY = AT.date()


def drawn(child: Any, *, masked: bool = False) -> Any:
    file = child_file(EVERYBODY, child, DAY)
    return draw_family(file, family_in(file, on=DAY), masked=masked)


def test_guardians_and_siblings_are_drawn_once(pinghu: Any) -> None:
    with pinghu():
        number = id_number(date(1958, 5, 4), sex="2")
        guardians = (
            NewGuardian("王奶奶", "paternal_grandmother", is_main=True, id_number=number),
            NewGuardian("王叔", "uncle_or_aunt"),
            NewGuardian("平安村委会", "committee"),
            NewGuardian("王伯", "father"),
        )  # fmt: skip
        one, _two, _three = enter(
            a_home(
                a_child(serial=1, guardians=guardians),
                a_child("王小红", serial=2, sex="2"),
                a_child("王小白", serial=3, sex="9", no_id_reason="not_registered"),
            )
        )
        record_life(child_id=one, body=Member("王伯", "father"), from_on=DAY, by=SYSTEM, at=AT)
        record_life(child_id=one, body=Member("王小红", "sister"), from_on=DAY, by=SYSTEM, at=AT)
        rows = drawn(one).rows
        assert sorted(row.name for row in rows) == sorted(
            ["王小明", "王伯", "王小红", "王小白", "王奶奶", "王叔"]
        )
        assert {row.name: row.born for row in rows}["王奶奶"] == "1958"


def test_one_father_is_one_even_under_another_name(one: Any) -> None:
    with one() as child:
        record_life(child_id=child, body=Member("王建国", "father"), from_on=DAY, by=SYSTEM, at=AT)
        add_guardian(child_id=child, guardian=NewGuardian("王建囯", "father"), by=SYSTEM, at=AT)
        file = child_file(EVERYBODY, child, DAY)
        people = list(people_of(file, family_in(file, on=DAY), masked=False))
        assert [p.name for p in people if p.kin == "father"] == ["王建国"]


def test_the_drawing_is_sound_and_says_the_same_in_words(one: Any) -> None:
    with one() as child:
        name = "阿卜杜热西提·买买提明·吐尔逊"
        for member in (
            Member(name, "father", is_dead=True),
            Member("李<b>&梅", "mother", union="divorced"),
            Member("欧阳娜娜长长长长长的名字呀", "sister"),
            Member("不知", "other_person"),
        ):
            record_life(child_id=child, body=member, from_on=DAY, by=SYSTEM, at=AT)
        drawing = drawn(child)
        root = ElementTree.fromstring(drawing.svg)  # noqa: S314 -- made here
        tags = [element.tag.rpartition("}")[2] for element in root.iter()]
        assert tags.count("title") == tags.count("desc") == 1
        assert root.get("role") == "img"
        assert name in "".join(root.itertext())
        assert not [e for e in root.iter() if e.get("style") or e.get("onclick")]
        masked = drawn(child, masked=True)
        assert name not in masked.svg
        assert "李<b>&梅" not in [row.name for row in masked.rows]
