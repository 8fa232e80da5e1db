"""Addresses inside the open county, and the one somebody wanted to go on to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from humiao.access.requests import CountyRequest


def link(request: CountyRequest, name: str, query: Mapping[str, Any] | None = None, /, **kwargs: Any) -> str:
    """Return the address of a route of the request's county; empty values are left out of the query."""
    path = reverse(name, kwargs={"county": request.county_code, **kwargs})
    asked = {key: value for key, value in (query or {}).items() if value not in ("", None)}
    return f"{path}?{urlencode(asked)}" if asked else path


def next_of(request: HttpRequest) -> str:
    """Return where the person wanted to go, where that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return safe_next(request, wanted)


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Return an address of this site, else nothing."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""
