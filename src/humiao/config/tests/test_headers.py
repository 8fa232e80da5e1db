"""What every answer tells the browser, and what the settings are once HTTPS is on."""

from __future__ import annotations

import runpy

import pytest
from django.test import Client

from humiao.config import settings

PAGES = ["/sign-in", "/health", "/no-such-page", "/c/330482/today", "/c/330482/apply"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_ties_the_browsers_hands(db, page):
    headers = Client().get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_over_https_cookies_stay_with_the_host_and_never_go_in_the_clear(monkeypatch):
    monkeypatch.setenv("HUMIAO_HTTPS", "1")
    told = runpy.run_path(str(settings.__file__))
    assert told["SESSION_COOKIE_NAME"] == "__Host-humiao_session"
    assert told["CSRF_COOKIE_NAME"] == "__Host-humiao_csrf"
    assert told["SESSION_COOKIE_SECURE"]
    assert told["CSRF_COOKIE_SECURE"]
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert told["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
