"""Addresses inside the open county."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from humiao.access.requests import CountyRequest


def link(request: CountyRequest, name: str, query: Mapping[str, Any] | None = None, /, **kwargs: Any) -> str:
    """Return the address of a route of the request's county; empty values are left out of the query."""
    path = reverse(name, kwargs={"county": request.county_code, **kwargs})
    asked = {key: value for key, value in (query or {}).items() if value not in ("", None)}
    return f"{path}?{urlencode(asked)}" if asked else path
