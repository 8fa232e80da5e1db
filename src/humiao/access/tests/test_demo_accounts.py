"""The demonstration's accounts are told in a demonstration alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from humiao.access.signin.demo_accounts import demo_accounts


def test_they_are_told_in_a_demonstration_alone(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.HUMIAO_DEMO = tmp_path, True
    assert demo_accounts() == {}
    kept = {"accounts": [{"username": "lifang"}], "password": "shown"}
    (tmp_path / "demo.json").write_text(json.dumps(kept), encoding="utf-8")
    assert demo_accounts() == {"demo_accounts": kept["accounts"], "demo_password": "shown"}
    settings.HUMIAO_DEMO = False
    assert demo_accounts() == {}
