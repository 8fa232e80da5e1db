"""The vocabularies: that they load, agree with the house's codes, and tell words apart."""

import pytest

from humiao.measures.catalogue import CATALOGUE
from humiao.plans.reader.words import MENTION_KINDS, Entry, Vocabulary, WordsError, find_mentions, load
from humiao.programmes.categories import Category

ALL = (*MENTION_KINDS, "unit", "comparator", "per", "idiom")


def keys(kind: str, folded: str) -> list[str]:
    return [mention.key for mention in load(kind).find(folded)]


@pytest.mark.parametrize("kind", ALL)
def test_each_loads_and_has_names(kind):
    assert all(entry.names for entry in load(kind))


def test_categories_carry_the_registry_codes():
    assert {entry.text("code") for entry in load("category")} - {""} <= {str(code) for code in Category}


def test_services_name_only_measures_there_are():
    codes = {entry.text(field) for entry in load("service") for field in ("measure", "measure_for_persons")}
    assert codes - {""} <= {measure.code for measure in CATALOGUE}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("category", "社会散居孤儿9人、孤儿3人", ["orphan-community", "orphan"]),
        ("category", "低保边缘家庭儿童和低保家庭儿童", ["near-subsistence", "subsistence"]),
        ("category", "事实无人扶养儿童", ["de-facto"]),
        ("category", "农村留守儿童、流动儿童", ["left-behind", "migrant"]),
        ("category", "儿童主任、儿童福利", []),
        ("service", "个案或小组社会工作", ["case-or-group"]),
        ("service", "领导小组", []),
        ("service", "儿童督导员", []),
        ("service", "受益未成年人满意率", ["satisfaction"]),
        ("service", "满意度调查", ["satisfaction-survey"]),
        ("service", "走访定位图谱", ["visit-map"]),
        ("role", "儿童督导员、督导", ["supervisor-official", "supervisor"]),
        ("role", "社工站、专业社工", ["social-worker"]),
        ("level", "红级、黄色预警、绿色", ["red", "yellow", "green"]),
        ("level", "红色教育、绿色通道", []),
        ("level", "高风险、中风险、低风险", ["risk-high", "risk-middle", "risk-low"]),
        ("level", "一级(红色)、二级(橙色)", ["grade-1", "red", "grade-2", "orange"]),
        ("level", "残疾等级为一级二级", []),
        ("level", "三级网络", []),
        ("money", "最高限价39万元,预算40万元", ["ceiling", "total"]),
        ("money", "一般公共预算资金", []),
        ("money", "省级福彩公益金和市财政资金", ["provincial", "city"]),
        ("phase", "中期、末期评估", ["mid", "final"]),
        ("evaluator", "邀请第三方评估机构", ["third-party"]),
        ("channel", "上门探访、电话回访", ["home", "phone"]),
        ("method", "竞争性磋商方式", ["consultation"]),
        ("cue", "更正前:2场;更正后:3场", ["withdrawn", "corrected"]),
        ("cue", "如果、例如、如小组", ["example", "such-as"]),
        ("background", "总人口、上年度", ["population", "history"]),
        ("law", "政府购买服务管理办法(暂行)", ["purchase-interim"]),
        ("law", "劳动合同法、合同法", ["contract"]),
        ("place", "社区活动", []),
        ("section", "一、服务对象及范围", ["objects"]),
    ],
)
def test_words_are_told_apart(kind, text, expected):
    assert keys(kind, text) == expected


def test_mentions_of_all_kinds_come_in_order():
    found = find_mentions("专职社工上门探访困境儿童")
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert {"role", "channel", "service", "category"} <= {m.kind for m in found}


def test_guards_decide_by_what_stands_around():
    fields = {"not_after": ["甲"], "not_before": ["丁"], "only_after": ["乙", "丙"], "only_before": ["戊"]}
    words = Vocabulary("test", [Entry("k", ("字",), fields)])
    assert [m.start for m in words.find("乙字戊 甲字戊 丙字戊 乙字丁 字戊")] == [1, 9]


def test_an_entry_gives_its_fields_typed():
    entry = load("service").entry("satisfaction")
    assert (entry.flag("rate"), entry.text("measure"), entry.texts("units")) == (
        True,
        "evaluation.satisfaction",
        ("%",),
    )
    assert (entry.text("nothing"), entry.texts("nothing"), entry.flag("nothing")) == ("", (), False)
    assert load("level").entry("grade-1").text("rank") == "1"


def test_a_name_finds_its_entry():
    assert load("category").named("重残") is load("category").entry("disabled-severe")
    assert load("category").named("无") is None
    assert load("unit").match("人次", 0) == (load("unit").entry("人次"), 2)
    assert load("unit").match("去", 0) is None


@pytest.mark.parametrize(
    "entries",
    [
        [Entry("a", ("甲",)), Entry("b", ("甲",))],
        [Entry("a", ("甲",)), Entry("a", ("乙",))],
    ],
)
def test_a_name_or_key_given_twice_is_refused(entries):
    with pytest.raises(WordsError):
        Vocabulary("test", entries)


def test_an_unknown_vocabulary_is_refused():
    with pytest.raises(WordsError):
        load("nonsense")


def test_an_empty_vocabulary_finds_nothing():
    assert Vocabulary("test", []).find("甲") == []
