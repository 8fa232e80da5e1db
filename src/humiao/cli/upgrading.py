"""Meet the data folder before serving it: a new one gets its key and schemas, an older one is upgraded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from humiao.cli.environment import set_up_django
from humiao.cli.exits import EnvironmentUnusableError


def make_ready(data: Path, say: Callable[[str], None]) -> None:
    """Bring the database up to this version, Django set up; exit code 3 when the data are not for it."""
    set_up_django()
    from django.conf import settings
    from django.db import connections

    from humiao.foundation.crypto import KeyMissing, ensure_master_key
    from humiao.foundation.tenancy import county_codes
    from humiao.foundation.upgrades import NewerData, UpgradeFailed, bring_up_to_date

    try:
        if not county_codes():
            ensure_master_key(settings.HUMIAO_MASTER_KEY)
        bring_up_to_date(data, say=say)
    except (NewerData, UpgradeFailed, KeyMissing) as error:
        raise EnvironmentUnusableError(str(error)) from error
    finally:
        connections.close_all()
