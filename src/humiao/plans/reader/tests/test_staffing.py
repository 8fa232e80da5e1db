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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("至少2人持有社会工作者职业水平证书，1人具有心理咨询师资质。",
         [("社会工作者职业水平证书", ">=", 2, None), ("心理咨询师资质", None, 1, None)]),
        ("其中至少1人具有国家二级心理咨询师资格。", [("国家二级心理咨询师资格", ">=", 1, None)]),
        ("每个儿童之家配备陪伴妈妈2名。", [("陪伴妈妈", None, 2, "儿童之家")]),
        ("每个站点驻点社工3名。", [("驻点社工", None, 3, "站")]),
        ("设组长1名，副组长2名，组员5名。",
         [("组长", None, 1, None), ("副组长", None, 2, None), ("组员", None, 5, None)]),
        ("拟投入人员不少于9人，其中本科及以上学历不少于4人。",
         [("拟投入人员", ">=", 9, None), ("本科及以上学历", ">=", 4, None)]),
        ("团队由1名项目主管、4名社工组成。", [("项目主管", None, 1, None), ("社工", None, 4, None)]),
        ("至少3名项目成员具有儿童服务经验。", [("项目成员", ">=", 3, None)]),
        ("项目主任、督导各1名。", [("项目主任", None, 1, None), ("督导", None, 1, None)]),
        ("团队共计9人，其中社会工作专业5人。", [("团队", None, 9, None), ("社会工作专业", None, 5, None)]),
        ("专业督导：2名，须具备10年以上经验。", [("专业督导", None, 2, None)]),
        ("专职儿童督导员每个乡镇1名，儿童主任每村1名。", []),
        ("心理咨询师开展个别辅导，不少于15人。", []),
        ("每名社工服务儿童不超过60名。", []),
    ],
)  # fmt: skip
def test_people_by_what_they_can_and_where_they_are(words, expected):
    assert read("一、服务力量", words) == expected


def test_a_label_may_say_that_people_are_spoken_of():
    assert read("一、要求", "3.人员要求：评估组不少于6人。") == [("评估组", ">=", 6, None)]


def test_the_providers_people_are_no_promise():
    draft = read_pasted("某某县儿童关爱服务采购需求\n一、人员要求\n驻点安保不少于2人，每村至少1名。")
    assert draft.indicators == ()


def test_points_are_no_people_and_those_at_hand_are_not_asked_for():
    assert (
        read(
            "一、评审标准", "序号\t评审因素\t分值\t说明", "1\t项目团队\t25\t按人数", "2\t报价\t10\t最低者满分"
        )
        == []
    )
    assert read("一、团队情况", "机构现有社工15名，其中中级社工师4名。拟投入项目负责人1名。") == [
        ("项目负责人", None, 1, None)
    ]
    assert read("一、更正内容", "原“驻点社工2名”更正为“驻点社工3名”。") == [("驻点社工", None, 3, None)]
