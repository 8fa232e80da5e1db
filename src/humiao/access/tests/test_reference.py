"""The page of roles and permissions is what the tables say."""

from __future__ import annotations

from humiao.access import reference
from humiao.access.permissions import SENTENCES
from humiao.access.roles import ROLES


def test_the_page_is_current() -> None:
    assert reference.main(["--check"]) == 0


def test_every_role_and_permission_stands_in_it() -> None:
    page = reference.markdown()
    assert all(f"`{word.value}`" in page for word in (*ROLES, *SENTENCES))
