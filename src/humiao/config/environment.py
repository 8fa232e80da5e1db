"""Typed readers of the environment."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from humiao.foundation.client_address import Network, networks_of

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str) -> str:
    """Return a text setting."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting; any other word is refused."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise ValueError(f"{name}={value!r}: say yes or no")


def options(name: str, default: dict[str, Any]) -> dict[str, Any]:
    """Return a setting of several named values, given as a JSON object."""
    given = os.environ.get(name)
    if not given:
        return default
    found = json.loads(given)
    if not isinstance(found, dict):
        raise TypeError(f"{name}: give a JSON object")
    return found


def networks(name: str) -> tuple[Network, ...]:
    """Return a setting of addresses and networks with commas between, none where it isn't set."""
    try:
        return networks_of(os.environ.get(name, ""))
    except ValueError as error:
        raise ValueError(
            f"{name}: {error}; give addresses or networks such as 10.0.0.1, 10.1.0.0/16"
        ) from error


def secret_key(data: Path) -> str:
    """Return the secret that signs cookies: from the environment, else a file of the data folder."""
    given = os.environ.get("HUMIAO_SECRET_KEY")
    if given:
        return given
    path = data / "keys" / "cookie.key"
    if path.exists():
        return path.read_text()
    if not data.exists():
        return secrets.token_hex(32)  # nothing is set up yet: only checks and builds run now
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = secrets.token_hex(32)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(made)
    return made


def databases(data: Path) -> dict[str, dict[str, Any]]:
    """Return the two connections: the app's, which owns nothing, and the owner's for migrations."""
    from humiao.foundation.postgres import settings_of

    app, owner = settings_of(data, prefix=text("HUMIAO_ROLE_PREFIX", "humiao"))
    pool = {"min_size": 1, "max_size": int(text("HUMIAO_POOL", "8")), "timeout": 10}
    pooled = {"pool": pool} if flag("HUMIAO_POOLED", default=True) else {}
    base = {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 0}
    return {
        "default": {**base, **app, "OPTIONS": {**app.get("OPTIONS", {}), **pooled}},
        "owner": {**base, **owner},
    }
