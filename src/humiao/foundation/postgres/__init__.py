"""stub until the launcher lands"""

import os
from pathlib import Path
from typing import Any


def settings_of(data: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    base = {"HOST": os.environ.get("PGHOST", "/tmp/none"), "PORT": "5432", "NAME": "humiao", "PASSWORD": "x"}
    return {**base, "USER": "humiao_app"}, {**base, "USER": "humiao_owner"}
