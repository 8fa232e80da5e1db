"""What is served, and whom it is for, where only numbers, rows of words or names before a sentence say so."""

import pytest

from humiao.plans.reader.api import read_pasted


def services(text):
    return [fact.value for fact in read_pasted(text, "").service_items]


def scope(text):
    return [fact.value for fact in read_pasted(text, "").object_scope]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "全年完成专业个案不少于20个，小组活动8个，困境儿童入户走访600人次。\n",
            ["专业个案", "小组活动", "入户走访"],
        ),
        ("举办家庭教育讲座6场。\n", ["家庭教育讲座"]),
        ("发布宣传报道10篇，服务对象满意度不低于90%。\n", []),
        ("开展培训3期，活动5场。\n", []),
    ],
)
def test_services_that_only_a_promise_names(text, named):
    found = services("某县关爱服务项目\n" + text)
    assert len(found) == len(named)
    assert all(one in value for one, value in zip(named, found, strict=True))


def test_a_service_listed_is_not_added_again():
    items = "（一）个案服务。全年个案服务不少于20个。\n（二）入户走访。全年入户走访300次。\n"
    text = f"某县关爱服务项目\n一、服务内容\n{items}"
    assert services(text) == ["个案服务", "入户走访"]


@pytest.mark.parametrize(
    "row",
    [
        "为全县儿童提供入户探访、心理疏导、课业辅导和家庭教育指导服务。",
        "派驻社工2名，开展入户探访、心理疏导、课业辅导和家庭教育指导。",
        "服务内容：入户探访、心理疏导、课业辅导、家庭教育指导。",
        "服务内容包括入户探访、心理疏导、课业辅导、家庭教育指导等。",
    ],
)
def test_services_in_a_row_of_words(row):
    assert services("某县关爱服务项目\n" + row + "\n") == [
        "入户探访",
        "心理疏导",
        "课业辅导",
        "家庭教育指导",
    ]


def test_what_was_offered_is_no_service_of_this_programme():
    assert services("某县关爱服务项目\n上年度共开展入户探访、心理疏导、课业辅导和家庭教育指导。\n") == []


@pytest.mark.parametrize("lead", ["一是", "——"])
def test_services_named_before_their_sentence(lead):
    lines = [("入户走访", "全年上门300次"), ("心理支持", "设信箱2个"), ("社会融入", "组织营会1期")]
    text = "某县关爱服务项目\n做哪些事\n" + "".join(f"{lead}{name}。{said}。\n" for name, said in lines)
    assert services(text) == [name for name, _ in lines]


@pytest.mark.parametrize("word", ["红色", "一级预警", "高风险", "总则", "付款", "标的数量", "合计", "每村"])
def test_what_is_no_service_under_a_heading_of_contents(word):
    items = f"（一）{word}。按要求办理。\n（二）个案服务。按需开展。\n（三）入户走访。按月上门。\n"
    text = f"某县关爱服务项目\n一、服务内容\n{items}"
    assert word not in services(text)


def test_classes_that_are_only_counted_are_whom_it_is_for():
    classes = "孤儿6人，事实无人抚养儿童40人，单亲困难儿童80人。"
    text = f"某县关爱服务项目\n三、服务对象\n服务对象共126人，分类如下：{classes}\n"
    said = "".join(scope(text))
    assert all(one in said for one in ("孤儿", "事实无人抚养儿童", "单亲困难儿童"))


@pytest.mark.parametrize(
    "line", ["服务对象及范围", "服务对象满意度不低于90%。", "乙方对服务对象个人信息负有保密义务。"]
)
def test_a_heading_and_a_rule_name_nobody(line):
    found = scope(f"某县关爱服务项目\n二、服务对象\n{line}\n服务对象为全县农村留守儿童。\n")
    assert not [one for one in found if one.startswith(line[:6]) and "留守" not in one]
    assert any("留守儿童" in one for one in found)
