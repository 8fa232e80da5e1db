"""What can be asked of lists that come in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from humiao.access.public import Actor, Permission
from humiao.registry.commands import checks
from humiao.registry.lists.checking import ListCheck, check_list


def check_roster(
    *,
    data: bytes,
    file_name: str,
    mapping: Mapping[str, str] | None = None,
    sheet: str = "",
    by: Actor,
    at: datetime,
) -> ListCheck:
    """Say what importing a file would do; writes nothing. Raises `UnusableFile`."""
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    return check_list(data, by=by, on=checks.day_of(at), mapping=mapping, sheet=sheet, file_name=file_name)
