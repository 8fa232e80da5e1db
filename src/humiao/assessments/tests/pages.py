"""Addresses for requests in tests: this context's own, and bare pages under the names the frame links to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import include, path


def bare(*_args: Any, **_kwargs: Any) -> HttpResponse:
    """Answer with an empty page."""
    return HttpResponse()


urlpatterns = [
    *(path(name, bare, name=name) for name in ("sign-in", "sign-out", "set-language")),
    path("c/<county>/today", bare, name="today"),
    path("c/<county>/children/", bare, name="list-children"),
    path("c/<county>/children/<uuid:child>", bare, name="show-child"),
    path("c/<county>/programmes/<slug:programme>/visits", bare, name="list-duties"),
    path("c/<county>/programmes/<slug:programme>/scorecard", bare, name="show-scorecard"),
    path("c/<county>/programmes/<slug:programme>/participants", bare, name="list-participants"),
    path("c/<county>/intakes/", bare, name="list-intakes"),
    path("c/<county>/hand-overs", bare, name="list-hand-overs"),
    path("c/<county>/requests/", bare, name="list-requests"),
    path("c/<county>/plans", bare, name="list-plans"),
    path("c/<county>/trail", bare, name="show-trail"),
    path("c/<county>/unusual", bare, name="list-unusual"),
    path("c/<county>/exports/all", bare, name="list-all-exports"),
    path("c/<county>/access-audit", bare, name="show-access-audit"),
    path("c/<county>/people", bare, name="list-people"),
    path("c/<county>/months", bare, name="list-months"),
    path("c/<county>/statistics", bare, name="show-statistics"),
    path("c/<county>/restricted/requests", bare, name="list-access-requests"),
    path("c/<county>/view-as", bare, name="view-as"),
    path("c/<county>/programmes/<slug:programme>", bare, name="show-programme"),
    path("c/<county>/", include("humiao.assessments.urls")),
]
