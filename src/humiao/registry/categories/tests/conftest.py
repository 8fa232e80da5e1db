"""One child of the roster, and people who may do things with its categories."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import pytest

from humiao.access.public import Role
from humiao.registry.models import CategorySpell
from humiao.registry.tests.conftest import TOWN, VILLAGE, a_child, a_home, enter


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """Keep files in a folder of the test's own."""
    place = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "files": place}


@pytest.fixture
def one(pinghu: Any) -> Any:
    """Open 平湖 with one child in it: `with one() as child_id: …`."""

    @contextmanager
    def opened(**more: Any) -> Any:
        with pinghu():
            yield enter(a_home(a_child(**more)))[0]

    return opened


@pytest.fixture
def officer(actor: Any) -> Any:
    """Return an officer of the bureau."""
    return actor(Role.BUREAU_OFFICER)


@pytest.fixture
def approver(actor: Any) -> Any:
    """Return an approver of the bureau."""
    return actor(Role.BUREAU_APPROVER, name="王敏")


@pytest.fixture
def supervisor(actor: Any) -> Any:
    """Return the supervisor of the child's town."""
    return actor(Role.TOWN_SUPERVISOR, name="张强", town=TOWN)


@pytest.fixture
def elsewhere(actor: Any) -> Any:
    """Return the supervisor of another town."""
    return actor(Role.TOWN_SUPERVISOR, name="赵燕", town="330482002")


@pytest.fixture
def director(actor: Any) -> Any:
    """Return the village's child director, who may read and not write."""
    return actor(Role.CHILD_DIRECTOR, village=VILLAGE)


def spell_of(child_id: Any, category: str = "DE_FACTO") -> Any:
    """Return the id of a child's category."""
    return CategorySpell.objects.get(child_id=child_id, category=category).pk
