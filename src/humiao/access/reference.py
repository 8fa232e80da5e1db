"""Write the reference of roles, permissions and routes from their tables, or check that it is current.

Run as `python -m humiao.access.reference [--check]`; exit code 1 when the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

from humiao.access.permissions import SENTENCES
from humiao.access.roles import ROLES
from humiao.foundation.reference import write_or_check

if TYPE_CHECKING:
    from humiao.access.routes import Declaration

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


def routes_page() -> str:
    """Return the page of routes."""
    return "\n".join([*_routes_head(), *_routes(), ""])


def _routes_head() -> Iterator[str]:
    yield "# Routes"
    yield ""
    yield "Made from the `urls.py` of every context by `python -m humiao.access.reference`."
    yield "All stand below `/c/<county>/`, and each asks for one permission; `roles.md` says who has it."
    yield ""


def _routes() -> Iterator[str]:
    from humiao.access.routes import declaration_of  # needs the apps, which are set up by now

    yield "| Route | Address | Methods | Permission | Besides |"
    yield "|---|---|---|---|---|"
    for pattern in sorted(_county_patterns(), key=lambda one: str(one.name)):
        declared = declaration_of(pattern.callback)
        if declared:
            methods = ", ".join(declared.methods)
            yield (
                f"| `{pattern.name}` | `{pattern.pattern}` | {methods} "
                f"| `{declared.permission.value}` | {_besides(declared)} |"
            )


def _county_patterns() -> Iterator[URLPattern]:
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver):
            yield from (one for one in resolver.url_patterns if isinstance(one, URLPattern))


def _besides(declared: Declaration) -> str:
    told = {"asks anew who one is": declared.fresh, "each look is logged": declared.logs is not None}
    return "; ".join(words for words, holds in told.items() if holds)


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    pages = {"roles.md": markdown, "routes.md": routes_page}
    return write_or_check(pages, module="humiao.access.reference", arguments=arguments)


if __name__ == "__main__":
    sys.exit(main())
