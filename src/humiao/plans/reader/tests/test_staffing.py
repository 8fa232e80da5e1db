"""People the provider must have."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted


def read(*lines: str) -> list[tuple[str, str | None, int | None, str | None]]:
    draft = read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))
    return [(s.role, s.comparator, s.value, s.per) for s in draft.staffing]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("项目组专职社工不少于4名，另聘督导1名。", [("专职社工", ">=", 4, None), ("督导", None, 1, None)]),
        ("须配备3名以上持证社工。", [("持证社工", ">=", 3, None)]),
        ("每个未保站专职社工不少于2人。", [("专职社工", ">=", 2, "未保站")]),
        ("设项目负责人一名、财务人员一名。", [("项目负责人", None, 1, None), ("财务人员", None, 1, None)]),
        ("专职社工不少于**名。", [("专职社工", ">=", None, None)]),
        ("其中持有社会工作师证书的不少于2人。", [("持有社会工作师证书", ">=", 2, None)]),
        ("全年培训儿童主任120名。", []),
        ("发展志愿者不少于50名。", []),
        ("去年有社工5名。", []),
        ("机构现有专职社工16人。", []),
        ("社工半年流动超过2人的，须书面说明。", []),
        ("核心志愿者不少于25人。", [("核心志愿者", ">=", 25, None)]),
        ("社工配比1:40，且不得少于4人。", [("社工", ">=", 4, None)]),
        ("督导可以兼职，仍为1人。", [("督导", None, 1, None)]),
        (
            "驻站社工3名，至少1名具有社会工作师职业资格。",
            [("驻站社工", None, 3, None), ("社会工作师职业资格", ">=", 1, None)],
        ),
        ("会说方言者不少于2名。", [("会说方言者", ">=", 2, None)]),
        ("社工（含兼职）不少于6名。", [("社工", ">=", 6, None)]),
        ("调解员不少于2名。", [("调解员", ">=", 2, None)]),
        ("项目社工开展个案不少于15个。", []),
        ("5人团队全程在岗。", [("团队", None, 5, None)]),
    ],
)
def test_who_is_asked_for(words, expected):
    assert read("一、人员要求", words) == expected


def test_a_table_of_posts():
    found = read(
        "一、人员配备", "岗位\t人数\t要求", "项目主管\t1\t中级以上", "社工\t≥5\t持证", "会计\t1\t可兼职"
    )
    assert found == [("项目主管", None, 1, None), ("社工", ">=", 5, None), ("会计", None, 1, None)]
