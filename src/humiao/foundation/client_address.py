"""From which address a request came, also behind reverse proxies, without believing what a client claims.

Only a proxy named in `HUMIAO_TRUSTED_PROXIES` is believed: each proxy writes whom it heard behind what it was
told, so `X-Forwarded-For` is read from its end, past the proxies that are trusted. The first address that is
not one of them is the client; what stands before it anybody could have written. None are trusted by default.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_HOME = 64  # of an IPv6 address: what one household or one server is given


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever sent the request; empty where the server knows none (a local socket)."""
    meta = request.META
    forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", ""))
    return address_of(str(meta.get("REMOTE_ADDR", "")), forwarded, settings.HUMIAO_TRUSTED_PROXIES)


def counted_origin(request: HttpRequest) -> str:
    """Return what a limit counts by: the address; of IPv6 its network, since a client has all of that."""
    address = _parsed(client_address(request))
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _HOME), strict=False))
    return str(address or "")


def address_of(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Return the client's address from who connected and what the trusted proxies among the chain wrote."""
    found = _parsed(peer)
    for claimed in reversed(forwarded.split(",")):
        if found is None or not any(found in network for network in trusted):
            break
        before = _parsed(claimed)
        if before is None:  # nothing, or nonsense: as far as the trusted ones tell
            break
        found = before
    return str(found or peer)


def networks_of(text: str) -> tuple[Network, ...]:
    """Read the setting: addresses and networks with commas between; raises `ValueError` for anything else."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def _parsed(text: str) -> Address | None:
    """Read an address as proxies write it: with a port, in brackets, an IPv4 one as IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
