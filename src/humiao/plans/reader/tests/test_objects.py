"""Classes served with their numbers: which numbers count, which don't, and what is a total."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.facts.objects import read_object_scope, read_service_objects
from humiao.plans.reader.tests.samples import read


def counted(text: str) -> list[tuple[str, int | None]]:
    """Return the classes and numbers read from some words."""
    return [(item.category, item.count) for item in read_service_objects(*read(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全县登记在册的孤儿9名、留守儿童1,024名。", [("孤儿", 9), ("留守儿童", 1024)]),
        ("我区现有9名孤儿和23名事实无人抚养儿童。", [("孤儿", 9), ("事实无人抚养儿童", 23)]),
        ("留守儿童（1,024人）、困境儿童（512人）由各村登记。", [("留守儿童", 1024), ("困境儿童", 512)]),
        (
            "全市孤儿、残疾儿童、留守儿童分别为9人、52人、30人。",
            [("孤儿", 9), ("残疾儿童", 52), ("留守儿童", 30)],
        ),
        ("孤儿、流动儿童共57人。", [("孤儿、流动儿童", 57)]),
        ("孤儿8，事实无人抚养77，残疾儿童52。", [("孤儿", 8), ("事实无人抚养", 77), ("残疾儿童", 52)]),
        ("一、服务对象\n流动儿童。目前登记数：01包312人，02包198人。", [("01包", 312), ("02包", 198)]),
        ("享受低保人数5776人，目前在册。", [("享受低保人数", 5776)]),
        ("辖区内在册困境儿童，共计 85 人。", [("困境儿童", 85)]),
        ("全区在册困境儿童（2024年底为264名）由项目服务。", [("困境儿童", 264)]),
        ("其中要关心的：孤儿1个，没人管的（事实无人抚养）4个。", [("孤儿", 1), ("事实无人抚养", 4)]),
    ],
)
def test_classes_are_read_with_their_numbers(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert counted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "辖区内未成年人15万余名，青少年3万人，在校学生2万人。",
        "走访困境儿童200名，慰问孤儿15名。",
        "服务困境儿童不少于300人。",
        "夏令营招收困境儿童30名。",
        "30名孤儿参加了活动。",
        "每组困境儿童8人，共6组。",
        "全国有困境儿童200万人，全省有孤儿3200人。",
        "例如某镇有孤儿3人、留守儿童50人。",
        "去年全县有困境儿童398人。",
        "红色等级的困境儿童有5人。",
        "培训儿童主任203名、志愿者60名。",
        "上半年新增孤儿2人，减少留守儿童3人。",
        "原内容：困境儿童350名。",
        "现有低保户388户。",
        "教育局建议将全部1240名随迁子女纳入。",
        "问1：需求称服务对象310人，是否有误？",
        "平安社区现有困境儿童12人。",
    ],
)
def test_other_numbers_are_no_classes(text: str) -> None:
    assert counted(text) == []


def test_a_masked_number_leaves_the_class_without_one() -> None:
    assert counted("在册困境儿童***名，其中孤儿XX名。") == [("困境儿童", None), ("孤儿", None)]


def test_parts_in_brackets_that_are_no_classes_are_left() -> None:
    assert counted("困境儿童410人（男210人、女200人），孤儿12人。") == [("困境儿童", 410), ("孤儿", 12)]


def test_a_class_the_vocabulary_lacks_counts_in_company() -> None:
    found = counted("困境儿童（含孤儿9人、父母失联儿童12人、其他类45人）共66人。")
    assert found == [("困境儿童", 66), ("孤儿", 9), ("父母失联儿童", 12), ("其他类", 45)]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("困境儿童共61人，其中孤儿9人、残疾儿童52人。", 61),
        ("二、服务对象\n（一）孤儿10人；\n（二）残疾儿童81人。\n以上共计91人。", 91),
        ("类别\t人数\n孤儿\t9\n残疾儿童\t52\n合计\t61", 61),
    ],
)
def test_a_stated_sum_is_a_total(text: str, total: int) -> None:
    assert [item.count for item in read_service_objects(*read(text)) if item.total] == [total]


def test_a_repeated_number_is_read_once_and_a_differing_one_kept() -> None:
    text = "全县困境儿童267人。本县在册困境儿童共267人。服务全县262名在册困境儿童。"
    assert [count for _, count in counted(text)] == [267, 262]


def test_about_and_more_than_are_kept() -> None:
    about, more = read_service_objects(*read("全县现有困境儿童约350人，留守儿童超过2600人。"))
    assert (about.approximate, about.comparator, more.comparator) == (True, None, ">")


def test_a_table_of_classes_by_town_gives_its_sums() -> None:
    text = "乡镇\t孤儿\t残疾儿童\t困境儿童\n东镇\t2\t5\t40\n西乡\t3\t6\t50\n合计\t5\t11\t90"
    assert counted(text) == [("孤儿", 5), ("残疾儿童", 11), ("困境儿童", 90)]


def test_a_table_of_targets_has_no_classes() -> None:
    assert counted("指标名称\t目标值\n服务困境儿童人数\t≥439人\n慰问孤儿人数\t≥20人") == []


def test_a_profile_of_one_village_yields_to_the_county() -> None:
    text = "一、服务对象\n全县困境儿童410人。\n二、社区简介\n本社区现有困境儿童12人。"
    assert counted(text) == [("困境儿童", 410)]


def test_evidence_and_clause_point_into_the_text() -> None:
    made, claims = read("一、服务对象\n全县现有孤儿９人。")
    (item,) = read_service_objects(made, claims)
    assert made.source.text[item.start : item.end] == item.evidence == "孤儿９人"
    assert item.clause == "一"
    assert not [q for q in claims.free(item) if q.kind == "count"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一、服务对象\n具有本县户籍、未满18周岁的孤儿。\n二、其他", "未满18周岁的孤儿"),
        ("服务对象：在册困境儿童。", "在册困境儿童"),
        ("某县留守儿童关爱项目实施方案\n一、背景\n无。", "留守儿童"),
        ("关于比选的公告\n现为全镇流动儿童、困境儿童开展服务。", "流动儿童、困境儿童"),
    ],
)
def test_the_words_for_whom_it_is_are_read(text: str, words: str) -> None:
    assert any(words in (fact.value or "") for fact in read_object_scope(*read(text)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "某某项目协议\n甲方乙方议定如下。\nA. 期间\n一年。\nB. 对象\nB1 柳河街道在册：困境儿童20名；",
            ["B1 柳河街道在册：困境儿童20名"],
        ),
        (
            "某镇工作计划\n今年打算这样做。\n全镇现有孤儿3名（残疾儿童1名），留守儿童80名。",
            ["孤儿", "留守儿童"],
        ),
        (
            "序号\t项目\t需求概况\n1\t“微光”服务\t为全区60名困境儿童（孤儿4名）提供走访服务\n2\t物业\t保安6人",
            ["困境儿童"],
        ),
        ("序号\t项目\t数量\n1\t残疾儿童补贴发放\t30人\n2\t物业\t6人", []),
        ("去年在册困境儿童12名。", []),
    ],
)
def test_whom_it_is_for_said_in_passing(text: str, wanted: list[str]) -> None:
    assert [fact.value for fact in read_object_scope(*read(text))] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "全镇流动儿童90名，其中幼儿园儿童30名、小学生60名。",
            [("流动儿童", 90), ("幼儿园儿童", 30), ("小学生", 60)],
        ),
        (
            "项目服务困境儿童70名，其中散居的50名、寄养的20名。",
            [("困境儿童", 70), ("散居的", 50), ("寄养的", 20)],
        ),
        ("服务儿童共计60名（东区40名，西区20名）。", [("儿童", 60)]),
        ("直接受益困境儿童45名。", [("困境儿童", 45)]),
        ("对留守儿童44名每月家访1次。\n全镇登记在册留守儿童44名每月家访1次。", [("留守儿童", 44)]),
        (
            "一、项目背景\n全市孤儿80人。\n二、服务对象\n孤儿12人，残疾儿童20人。",
            [("孤儿", 12), ("残疾儿童", 20)],
        ),
    ],
)
def test_numbers_that_add_up_are_classes(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert counted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "参加夏令营的儿童40名（男童20名，女童20名）。",
        "全区有未成年人9万人，其中小学生5万人、初中生4万人。",
        "服务儿童60名，每组10名。",
        "服务留守儿童90名，其中一组30名。",
        "培训儿童主任30名，其中一期10名、二期20名。",
    ],
)
def test_adding_up_alone_is_not_enough(text: str) -> None:
    assert counted(text) == []


def test_those_of_one_level_and_people_of_the_provider_are_no_class():
    draft = read_pasted(
        "某某镇留守儿童关爱实施方案\n一、分类\nA类（红色）：监护缺失的困境儿童，共6名，每周走访1次。\n"
        "二、人员\n全县14个站配备社工2名以上，共计28名。"
    )
    assert draft.service_objects == ()


def test_several_classes_in_a_row_are_those_served():
    draft = read_pasted("关爱服务合同\n第一条 服务内容\n乙方运营儿童之家，服务留守儿童80名、困境儿童12名。")
    assert [(o.category, o.count) for o in draft.service_objects] == [("留守儿童", 80), ("困境儿童", 12)]
