"""The page about the master key: what it says in each state, that it shows no key, who may see it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from humiao.access.keys.presenters import shown
from humiao.access.public import Role
from humiao.access.tests.people import sign_in
from humiao.foundation.keys import ring
from humiao.foundation.keys.custody import Custody, Drill, ShareSet, custody
from humiao.foundation.keys.ring import State, Version
from humiao.foundation.keys.rotation import Progress
from humiao.foundation.keys.shares import drill, split

COUNTY = "330482"
NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test's own."""
    shutil.copy(settings.HUMIAO_MASTER_KEY, tmp_path / "master.key")
    settings.HUMIAO_MASTER_KEY = tmp_path / "master.key"
    monkeypatch.setattr(ring, "LOOK_AGAIN", 0.0)
    return tmp_path


@pytest.mark.usefixtures("db")
def test_before_and_after_splitting(keys: Path) -> None:
    client = sign_in(Role.SYSTEM_ADMINISTRATOR)
    page = client.get(f"/c/{COUNTY}/keys").content.decode()
    assert "还没有制作分片" in page
    made = split(need=2, holders=["李芳", "王强", "赵敏"])
    drill([share.words for share in made[1:]])
    answer = client.get(f"/c/{COUNTY}/keys")
    page = answer.content.decode()
    assert all(name in page for name in ("李芳", "王强", "赵敏", made[0].fingerprint, "今天演练过恢复"))
    master = (keys / "master.key").read_bytes()
    assert master.hex() not in page
    assert not any(
        share.words in page or h.check in page
        for share, h in zip(made, custody().sets[0].holders, strict=True)
    )
    english = sign_in(Role.SYSTEM_ADMINISTRATOR, language="en").get(f"/c/{COUNTY}/keys")
    assert "Who holds the shares" in english.content.decode()


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR])
def test_others_do_not_see_it(keys: Path, role: Role) -> None:
    assert sign_in(role).get(f"/c/{COUNTY}/keys").status_code == 403


@pytest.mark.usefixtures("db")
def test_a_lost_key_closes_the_house_and_its_return_opens_it(keys: Path) -> None:
    client = sign_in(Role.SYSTEM_ADMINISTRATOR)
    assert client.get("/health").status_code == 200
    (keys / "master.key").rename(keys / "away")
    for address in ("/health", f"/c/{COUNTY}/keys"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "主密钥缺失或损坏" in answer.content.decode()
        assert str(keys) not in answer.content.decode()
    (keys / "away").rename(keys / "master.key")
    assert client.get("/health").status_code == 200


def versions(*states: State) -> dict[int, Version]:
    return {
        n: Version(n, state, f"{n:016x}", "2025-01-01T00:00:00+00:00", cipher="sm4-gcm" if n > 1 else "")
        for n, state in enumerate(states, 1)
    }


def test_a_rotation_is_shown_while_it_runs() -> None:
    told = Progress(
        2, "", "x", "2026-01-01T00:00:00+00:00", left={"c1.a": 25, "c1.b": 0}, rows=75, closed=["x"]
    )
    found = shown(versions(State.RETIRING, State.ACTIVE), Custody(), told, NOW)
    assert (found["rotation"]["percent"], found["rotation"]["tables"]) == (75, [("a", 25)])
    assert [t["command"] for t in found["to_do"]] == [
        "humiao keys rotate",
        "humiao keys split --of 5 --need 3",
    ]
    assert shown(versions(State.RETIRED, State.ACTIVE), Custody(), told, NOW)["rotation"] is None
    assert [v.suite for v in found["versions"]] == ["SM4-GCM", ""]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-01-01T00:00:00+00:00", "1 "),
        ("2024-01-01T00:00:00+00:00", "732 "),
        ("2026-01-02T00:00:00+00:00", ""),
    ],
)
def test_days_since_the_last_drill(at: str, words: str) -> None:
    record: Any = Custody(drills=[Drill(at, 1, 1, [1], is_right=True), Drill(at, 1, 0, [1], is_right=False)])
    assert words in shown(versions(State.ACTIVE), record, None, NOW)["drill"]
    never = Custody(drills=[Drill(at, 1, 0, [1], is_right=False)])
    assert shown(versions(State.ACTIVE), never, None, NOW)["drill_days"] is None


@pytest.mark.parametrize(
    ("at", "commands"),
    [
        ("", ["humiao keys drill"]),
        ("2025-01-01T00:00:00+00:00", ["humiao keys drill"]),  # 366 days ago
        ("2025-01-02T00:00:00+00:00", []),  # a year ago to the day
    ],
)
def test_recovery_is_to_be_practised_once_a_year(at: str, commands: list[str]) -> None:
    drills = [Drill(at, 1, 1, [1], is_right=True)] if at else []
    record = Custody([ShareSet(1, 1, 2, 3, "2024-01-01T00:00:00+00:00")], drills)
    found = shown(versions(State.ACTIVE), record, None, NOW)
    assert [t["command"] for t in found["to_do"]] == commands
