"""Where a request came from: forged headers change nothing, trusted proxies are seen through."""

from __future__ import annotations

import pytest
from django.test import RequestFactory, override_settings

from humiao.config.environment import networks
from humiao.foundation.client_address import address_of, client_address, counted_origin, networks_of

PROXY, CHAIN = "10.0.0.1", "10.0.0.1, 10.1.0.0/16, fd00::/8"
CLIENT = "203.0.113.7"


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "found"),
    [
        ("", CLIENT, "", CLIENT),
        ("", CLIENT, "198.51.100.1", CLIENT),
        ("", PROXY, CLIENT, PROXY),
        (CHAIN, CLIENT, "198.51.100.1", CLIENT),
        (CHAIN, CLIENT, f"198.51.100.1, {PROXY}", CLIENT),
        (CHAIN, PROXY, CLIENT, CLIENT),
        (CHAIN, PROXY, f"198.51.100.1, {CLIENT}", CLIENT),
        (CHAIN, PROXY, f"198.51.100.1, {CLIENT}, 10.1.2.3", CLIENT),
        (CHAIN, PROXY, f"{PROXY}, {CLIENT}", CLIENT),
        (CHAIN, PROXY, "10.1.2.3", "10.1.2.3"),
        (CHAIN, PROXY, "", PROXY),
        (CHAIN, PROXY, "unknown", PROXY),
        (CHAIN, PROXY, "x, 10.1.2.3", "10.1.2.3"),
        (CHAIN, PROXY, f"{CLIENT}, ", PROXY),
        (CHAIN, "::ffff:10.0.0.1", f"{CLIENT}:50123", CLIENT),
        (CHAIN, "fd00::1", "[2001:db8::1]:443", "2001:db8::1"),
        (CHAIN, "", CLIENT, ""),
        (CHAIN, "unix:", CLIENT, "unix:"),
    ],
)
def test_whose_word_is_believed(trusted, peer, forwarded, found):
    assert address_of(peer, forwarded, networks_of(trusted)) == found


def request(peer, forwarded=None):
    more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **more)


def test_the_setting_is_what_counts_and_nobody_is_trusted_without_it():
    forged = request(PROXY, CLIENT)
    assert client_address(forged) == PROXY
    with override_settings(HUMIAO_TRUSTED_PROXIES=networks_of(PROXY)):
        assert client_address(forged) == CLIENT
        assert client_address(request(CLIENT, "198.51.100.1")) == CLIENT
        assert client_address(request(CLIENT)) == CLIENT


@pytest.mark.parametrize(
    ("peer", "origin"),
    [
        (CLIENT, CLIENT),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", CLIENT),
        ("", ""),
    ],
)
def test_what_a_limit_counts_by(peer, origin):
    assert counted_origin(request(peer)) == origin


@pytest.mark.parametrize("wrong", ["proxy.example", "10.0.0.1/8", "10.0.0.256", "*"])
def test_what_is_no_network_is_refused_when_it_starts(wrong, monkeypatch):
    monkeypatch.setenv("HUMIAO_TRUSTED_PROXIES", wrong)
    with pytest.raises(ValueError, match="HUMIAO_TRUSTED_PROXIES: "):
        networks("HUMIAO_TRUSTED_PROXIES")


def test_the_setting_unset_trusts_nobody(monkeypatch):
    monkeypatch.delenv("HUMIAO_TRUSTED_PROXIES", raising=False)
    assert networks("HUMIAO_TRUSTED_PROXIES") == ()
