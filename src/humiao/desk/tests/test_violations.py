"""Reports of what the policy kept a page from doing: what is logged, what is not, what is too much."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from humiao.access.accounts.rules import LIMITS, By, Kind
from humiao.desk.violations import MOST_BYTES

CHILD = "0192f0c1-7a5e-7c3b-9b1e-2f6a1d9c0e55"
REPORT = {
    "document-uri": f"http://testserver/c/330482/children/{CHILD}?q=王小明",
    "referrer": "http://testserver/c/330482/children/?q=王小明",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/steal.js?id=330482201503071234",
    "script-sample": "王小明",
}


def send(report: Any, *, kind: str = "application/csp-report", **more: Any) -> int:
    body = report if isinstance(report, (str, bytes)) else json.dumps({"csp-report": report})
    client = Client(enforce_csrf_checks=True)
    return client.post("/csp-reports", body, content_type=kind, **more).status_code


def test_every_answer_says_where_to_report(db: None) -> None:
    policy = Client().get("/sign-in").headers["Content-Security-Policy"]
    assert f"report-uri {reverse('report-violation')}" in policy


def test_what_was_refused_is_logged_and_nothing_of_a_person(db: None, caplog: Any) -> None:
    assert send(REPORT) == 204
    assert caplog.messages == ["script-src-elem refused evil.example on show-child"]


@pytest.mark.parametrize(
    ("report", "line"),
    [
        ({"violated-directive": "img-src 'self'", "blocked-uri": "inline"}, "img-src refused inline on -"),
        ({"effective-directive": "img-src", "blocked-uri": "data:image/png;x"}, "img-src refused data on -"),
        ({"effective-directive": "a\nb", "blocked-uri": "王小明"}, "- refused - on -"),
        ({"blocked-uri": "http://[", "document-uri": "http://["}, "- refused - on -"),
        ({"blocked-uri": ["x"], "document-uri": 7}, "- refused - on -"),
        ({}, "- refused - on -"),
    ],
)
def test_words_that_have_no_known_shape_are_not_logged(db: None, caplog: Any, report: Any, line: str) -> None:
    assert send(report) == 204
    assert caplog.messages == [line]


@pytest.mark.parametrize("body", ["", "nonsense", "7", "[]", "{}", '{"csp-report": 7}', b"\xff", "[" * 4000])
def test_what_can_not_be_read_is_answered_and_forgotten(db: None, caplog: Any, body: Any) -> None:
    assert send(body) == 204
    assert caplog.messages == []


def test_what_another_sites_form_can_send_is_none(db: None, caplog: Any) -> None:
    assert send(REPORT, kind="text/plain") == 204
    assert caplog.messages == []


def test_it_is_sent_not_asked_for(db: None) -> None:
    assert Client().get("/csp-reports").status_code == 405


def test_too_long_a_report_is_not_read(db: None, caplog: Any) -> None:
    assert send({**REPORT, "script-sample": "x" * MOST_BYTES}) == 204
    assert caplog.messages == []


def test_one_address_fills_no_log(db: None, caplog: Any) -> None:
    free = LIMITS[Kind.REPORT, By.ADDRESS].free
    for _ in range(free + 2):
        assert send(REPORT, REMOTE_ADDR="10.1.1.1") == 204
    assert len(caplog.messages) == free
    assert send(REPORT, REMOTE_ADDR="10.1.1.2") == 204
    assert len(caplog.messages) == free + 1
