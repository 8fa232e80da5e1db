"""The pages of imports: from a file to its undoing, with what stays named."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from humiao.access.public import SYSTEM, Role
from humiao.foundation.clock import now
from humiao.registry.lists.tests.axes import THERE, two
from humiao.registry.lists.tests.test_importing import TWO, book, bring, line
from humiao.registry.models import Child
from humiao.registry.months.tests.people import COUNTY, sign_in
from humiao.registry.public import change_child

pytestmark = [
    pytest.mark.urls("humiao.registry.lists.tests.urls"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
IMPORTS = f"/c/{COUNTY}/imports"


def brought(client: Any, *rows: Any) -> str:
    """Upload a list and confirm all of it; returns its address."""
    file = SimpleUploadedFile("名册.xlsx", book(*rows))
    preview = client.post(f"{IMPORTS}/new", {"file": file}, follow=True).content.decode()
    address = str(re.findall(rf'action="({IMPORTS}/[0-9a-f-]+)/confirm"', preview)[0])
    names = ("seen_version", "seen")
    said = {name: re.findall(rf'name="{name}"[^>]*value="([^"]*)"', preview)[-1] for name in names}
    done = client.post(f"{address}/confirm", {**said, "basis": "2号"})
    assert done.status_code == 302, done.content.decode()
    return address


def undone(client: Any, address: str) -> str:
    """Take an import back and return the page."""
    text: str = client.post(f"{address}/undo").content.decode()
    return text


def test_an_import_is_confirmed_and_taken_back(pinghu: Any) -> None:
    client = sign_in(Role.BUREAU_OFFICER)
    row = brought(client, line())
    with pinghu():
        assert Child.objects.count() == 1
    text = undone(client, row)
    assert "Taken out: 1; put back as they were: 0" in text
    assert "Worked on since:" not in text
    with pinghu():
        assert not Child.objects.exists()
    assert "Only an import that was carried out" in undone(client, row)


def test_who_stays_as_the_list_made_it_is_named(pinghu: Any) -> None:
    client = sign_in(Role.BUREAU_OFFICER)
    with pinghu():
        two()
    row = brought(client, line(学校="二小", **THERE), line("王小红", TWO, **THERE))
    with pinghu():
        brother = Child.objects.get(name="王小明")
        change_child(
            child_id=brother.pk, seen_version=2, changes={"grade": "五年级"}, by=SYSTEM, at=now(COUNTY)
        )
        bring(line("王小红", TWO, 村="甲西社区"), at=now(COUNTY))
    text = undone(client, row)
    assert "worked on since and left as they are: 2" in text
    assert f"{brother.name} {brother.file_number}" in text


def test_who_stays_in_a_home_that_was_changed_since_is_named(pinghu: Any) -> None:
    client = sign_in(Role.BUREAU_OFFICER)
    with pinghu():
        two()
    row = brought(client, line(学校="二小", **THERE))
    with pinghu():
        bring(line("王小红", TWO, 村="甲西社区"), at=now(COUNTY))
        brother = Child.objects.get(name="王小明")
    text = undone(client, row)
    assert "Put back save for the home, which was changed since:" in text
    assert f"{brother.name} {brother.file_number}" in text


def test_the_preview_says_from_when_a_new_place_holds(pinghu: Any) -> None:
    client = sign_in(Role.BUREAU_OFFICER)
    with pinghu():
        two()
    file = SimpleUploadedFile("名册.xlsx", book(line(**THERE)))
    text = client.post(f"{IMPORTS}/new", {"file": file}, follow=True).content.decode()
    assert "A new town or village holds from today on" in text
    assert "平湖1街道 → <b>平湖2街道</b>" in text
