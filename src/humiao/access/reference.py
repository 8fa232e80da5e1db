"""Write the reference of roles and permissions from their tables, or check that it is current.

Run as `python -m humiao.access.reference [--check]`; exit code 1 when the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from humiao.access.permissions import SENTENCES
from humiao.access.roles import ROLES
from humiao.foundation.reference import write_or_check

_REACH = {
    "county": "the whole county",
    "town": "one town",
    "village": "one village",
    "programme": "the programmes its provider is engaged in, or the one it names",
    "nobody": "no child",
}
_NAMES = {
    "masked": "masked; revealed by a click that is logged",
    "caseload": "whole in the own caseload, masked otherwise",
    "pseudonym": "file numbers only",
}
_SIGNS_IN = {
    "freely": "a second factor is offered",
    "with-second-factor": "**a second factor is a must**",
    "with-pin": "a second factor is offered, or a bound device with a PIN",
}


def markdown() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_roles(), "", *_permissions(), ""])


def _head() -> Iterator[str]:
    yield "# Roles and permissions"
    yield ""
    yield "Made from `access/roles.py` and `access/permissions.py` by `python -m humiao.access.reference`."
    yield "A person's posts add up; each permission works only on what the posts that give it reach."
    yield ""


def _roles() -> Iterator[str]:
    yield "| Role | What for | Reaches | Children's names | Signing in |"
    yield "|---|---|---|---|---|"
    for role, row in ROLES.items():
        yield (
            f"| {row.name} (`{role.value}`) | {row.sentence} | {_REACH[row.reach.value]} "
            f"| {_NAMES[row.names.value]} | {_SIGNS_IN[row.signs_in.value]} |"
        )


def _permissions() -> Iterator[str]:
    yield "| Permission | Who |"
    yield "|---|---|"
    for permission, sentence in SENTENCES.items():
        holders = ", ".join(str(row.name) for row in ROLES.values() if permission in row.permissions)
        yield f"| {sentence} (`{permission.value}`) | {holders or 'nobody yet'} |"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    return write_or_check({"roles.md": markdown}, module="humiao.access.reference", arguments=arguments)


if __name__ == "__main__":
    sys.exit(main())
