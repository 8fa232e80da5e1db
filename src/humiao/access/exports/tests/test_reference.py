"""The page of downloads is what the table says."""

from __future__ import annotations

from django.utils import translation

from humiao.access.exports import reference
from humiao.access.exports.kinds import KINDS


def test_the_page_is_current() -> None:
    assert reference.main(["--check"]) == 0


def test_every_download_stands_in_it_with_why_no_reason_is_asked() -> None:
    with translation.override("en"):
        page = reference.markdown()
    for kind in KINDS:
        assert f"(`{kind.code}`)" in page
        assert kind.why_not in page
