"""Each kind of broken file gives its one clear message, and several faults are all told at once."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from humiao.programmes.loading import load_terms, parse_terms, shipped_files
from humiao.programmes.problems import TermsError

Data = dict[str, Any]
FILES = {code: tomllib.loads(path.read_text(encoding="utf-8")) for code, path in shipped_files().items()}


def broken(code: str, harm: Callable[[Data], object]) -> tuple[str, ...]:
    data = copy.deepcopy(FILES[code])
    harm(data)
    with pytest.raises(TermsError) as caught:
        parse_terms(data, f"{code}.toml")
    return caught.value.problems


def without_queries(data: Data, *codes: str) -> None:
    data["queries"] = [item for item in data["queries"] if item["code"] not in codes]


def set_at(*path: Any) -> Callable[[Data], object]:
    """Put the last of `path` at the place the others name."""

    def harm(data: Data) -> None:
        *parents, last, value = path
        inner: Any = data
        for step in parents:
            inner = inner[step]
        inner[last] = value

    return harm


def drop(*path: Any) -> Callable[[Data], object]:
    def harm(data: Data) -> None:
        inner: Any = data
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]

    return harm


YINING = [
    (drop("indicators", 4, "clause"), 'indicators[4] "visits" has no clause'),
    (set_at("indicators", 4, "clause", " "), 'indicators[4] "visits" has no clause'),
    (drop("term", "clause"), "term has no clause"),
    (drop("purchaser"), "the file has no purchaser"),
    (set_at("hue", "red"), "the file has a field hue that isn't known"),
    (set_at("sites", 0, "hue", 1), 'sites[0] "xinhua-west" has a field hue that isn\'t known'),
    (
        set_at("indicators", 4, "measure", "visits.nothing"),
        'indicators[4] "visits" names "visits.nothing", which is no known measure',
    ),
    (drop("indicators", 4, "measure"), 'indicators[4] "visits" names no measure'),
    (drop("indicators", 4, "target"), 'indicators[4] "visits" names no target'),
    (
        set_at("indicators", 4, "fold", "count"),
        'indicators[4] "visits" folds by count, but visits.person_times folds by sum',
    ),
    (
        set_at("indicators", 6, "target", 1500),
        'indicators[6] "quality" is qualitative, so it has no measure, comparator, target or unit',
    ),
    (
        set_at("indicators", 6, "qualitative", False),
        'indicators[6] "quality" is qualitative if and only if its fold is judgement',
    ),
    (
        set_at("indicators", 8, "denominator", ""),
        'indicators[8] "satisfaction" is a rate and has no denominator rule in both languages',
    ),
    (set_at("indicators", 1, "code", "visits"), 'indicators[4] "visits" has the code of another one'),
    (
        set_at("count_classes", 0, "plan_count", 92),
        "count_classes add up to 6938, but the stated total is 6937, and no query sum-mismatch says so",
    ),
    (
        set_at("queries", 0, "code", "dates-clash"),
        "queries[0] \"end-day\" code is 'dates-clash', "
        "which is no query code (there are 47, see the plan reader)",
    ),
    (
        lambda data: without_queries(data, "evaluation-before-end"),
        'evaluations[1] "final" is on 2025-11-15, before the end on 2025-11-30, '
        "and no query evaluation-before-end says so",
    ),
    (
        lambda data: without_queries(data, "missing-levels"),
        "the programme has no levels, and no query missing-levels asks for it",
    ),
    (
        lambda data: without_queries(data, "payment-unspecified"),
        "the programme has no payment instalments, and no query payment-unspecified asks for it",
    ),
    (
        set_at("sites", 0, "amount_fen", 20_000_001),
        "sites are given 20000001 fen, more than the ceiling of 20000000 fen",
    ),
    (
        set_at("sites", 0, "town_code", "330482001"),
        'sites[0] "xinhua-west" has the code 330482001, which isn\'t in the county 654002',
    ),
    (
        set_at("money", "ceiling_fen", "20万"),
        "money ceiling_fen is '20万': input should be a valid integer",
    ),
    (
        set_at("term", "start", "2025-13"),
        "term start is '2025-13', no day or month such as 2025-03-01 or 2025-03",
    ),
    (
        set_at("term", "start", "2025.3"),
        "term start is '2025.3', no day or month such as 2025-03-01 or 2025-03",
    ),
    (
        lambda data: data["legal_bases"].append({"clause": "一.1", "article": "第一条"}),
        "legal_bases[3] has neither a title nor a number",
    ),
    (
        set_at("indicators", 4, "visits"),
        "indicators[4] is 'visits': input should be a valid dictionary or instance of Indicator",
    ),
    (
        set_at("queries", 6, "choices", 1, "changes", 0, "path", "indicators[visits].unit.x"),
        'queries[6] "visit-unit" has a choice person-times-year that changes a field: '
        "there is no indicators[visits].unit.x",
    ),
    (drop("term", "start"), "term has neither a start nor a start rule"),
    (drop("term", "end"), "term has neither an end nor a length in years"),
    (set_at("contract", "end", "2025-02-01"), "contract ends on 2025-02-01, before it starts on 2025-03-01"),
    (
        set_at("legal_bases", 1, "number", "国未保组[2021]1号"),
        'legal_bases[1] "国未保组[2021]1号" has a number other than 国未保组〔2021〕1号',
    ),
    (
        set_at("queries", 0, "in_force", "nov-30"),
        'queries[0] "end-day" is in force as nov-30, but the stricter reading is nov-15',
    ),
    (
        set_at("indicators", 4, "target", 250),
        'queries[6] "visit-unit" is in force as person-times-term, but the terms say otherwise',
    ),
    (
        set_at("queries", 6, "choices", 1, "changes", 0, "path", "indicators[calls].target"),
        'queries[6] "visit-unit" has a choice person-times-year that changes a field: '
        "there is no indicators[calls].target",
    ),
    (
        set_at("queries", 6, "choices", 1, "changes", 0, "value", "many"),
        'queries[6] "visit-unit" has a choice person-times-year whose changes would break the programme',
    ),
    (
        drop("queries", 5, "choices", 0, "strictest"),
        'queries[5] "case-units" has choices, but none of them is declared the strictest reading',
    ),
    (
        set_at("visit_rules", "silent", ["moon"]),
        "visit_rules is silent on moon, which is no switch",
    ),
]
PINGHU = [
    (
        set_at("money", "sources", 1, "amount_fen", 4_000_000),
        "money sources add up to 38000000 fen, but the ceiling is 39000000 fen, "
        "and no query sum-mismatch or fund-source-missing says so",
    ),
    (drop("money", "sources", 1, "clause"), 'money sources[1] "city" has no clause'),
    (
        drop("indicators", 9, "sub_constraints", 0, "clause"),
        'indicators[9] "stories" sub_constraints[0] "stories-psychological" has no clause',
    ),
    (
        set_at("indicators", 9, "sub_constraints", 0, "measure", "x.y"),
        'indicators[9] "stories" sub_constraints[0] "stories-psychological" '
        'names "x.y", which is no known measure',
    ),
    (
        set_at("count_classes", 1, "categories", ["DE_FACTO", "ALONE"]),
        "count_classes[1] \"de_facto\" categories[1] is 'ALONE', which is no known category",
    ),
    (
        set_at("count_classes", 0, "residual", True),
        'count_classes[0] "orphan" is residual, but an exclusive class stands after it',
    ),
    (
        lambda data: without_queries(data, "level-without-effect"),
        'levels[1] "yellow" has the interval of the level below it, '
        "and no query level-without-effect says so",
    ),
    (
        lambda data: data["levels"].__delitem__(slice(1, None)),
        'levels[0] "green" is the only level; there are none, or two to five',
    ),
    (drop("coverage", "units", 0), "coverage lists 7 units, but states 8"),
    (
        set_at("coverage", "units", 0, "village_code", "330482002001"),
        'coverage units[0] "330482001" has the village code 330482002001, which isn\'t in the town 330482001',
    ),
    (
        set_at("levels", 0, "interval", "unit", "moon"),
        "levels[0] \"green\" interval unit is 'moon': input should be 'day', ",
    ),
    (
        lambda data: data["queries"][8]["choices"].extend(data["queries"][8]["choices"][1:]),
        'queries[8] "safety-comparator" choices[2] "exactly" has the code of another one',
    ),
]


@pytest.mark.parametrize(("harm", "problem"), YINING)
def test_a_broken_yining_file_says_so(harm: Callable[[Data], object], problem: str) -> None:
    told = broken("yining-2025", harm)
    assert told == (f"yining-2025.toml: {problem}",)


@pytest.mark.parametrize(("harm", "problem"), PINGHU)
def test_a_broken_pinghu_file_says_so(harm: Callable[[Data], object], problem: str) -> None:
    told = broken("pinghu-2024", harm)
    assert len(told) == 1
    assert told[0].startswith(f"pinghu-2024.toml: {problem}")


def test_one_fault_gives_one_message() -> None:
    told = broken("yining-2025", drop("indicators", 4, "name_en"))
    assert told == ('yining-2025.toml: indicators[4] "visits" has no name_en',)
    told = broken("yining-2025", drop("queries", 1, "message"))
    assert told == ('yining-2025.toml: queries[1] "evaluated-early" has no message',)


def test_all_faults_are_told_at_once() -> None:
    def harm(data: Data) -> None:
        del data["indicators"][2]["clause"]
        del data["term"]["clause"]
        data["indicators"][5]["measure"] = "x.y"
        data["indicators"][11]["code"] = "groups"
        data["count_classes"][0]["plan_count"] = 90
        without_queries(data, "evaluation-before-end")

    told = "\n".join(broken("yining-2025", harm))
    assert 'indicators[2] "groups" has no clause' in told
    assert "term has no clause" in told
    assert 'indicators[5] "guarantee-rate" names "x.y"' in told
    assert 'indicators[11] "groups" has the code of another one' in told
    assert "count_classes add up to 6936" in told
    assert 'evaluations[1] "final" is on 2025-11-15' in told


def test_a_section_that_cannot_be_added_up_is_not(tmp_path: Path) -> None:
    told = broken("yining-2025", drop("count_classes", 0, "clause"))
    assert told == ('yining-2025.toml: count_classes[0] "orphan" has no clause',)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"code = ", "p.toml: is not a TOML file in UTF-8"),
        ("code = '平湖'".encode("gb18030"), "p.toml: is not a TOML file in UTF-8"),
        (b"", "p.toml: the file has no code"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(content)
    with pytest.raises(TermsError) as caught:
        load_terms(path)
    assert any(line.startswith(problem) for line in caught.value.problems)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TermsError, match=r"p\.toml: can't be read \(No such file or directory\)"):
        load_terms(tmp_path / "p.toml")
