"""The demonstration's accounts, shown on the sign-in page of a demonstration only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings


def demo_accounts() -> dict[str, Any]:
    """Return `demo_accounts` and `demo_password` where this is a demonstration, else nothing."""
    path: Path = settings.DATA / "demo.json"
    if not settings.HUMIAO_DEMO or not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {"demo_accounts": kept["accounts"], "demo_password": kept["password"]}
