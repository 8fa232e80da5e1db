"""The addresses the pages of months need, without the other contexts."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def elsewhere(_request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """Stand for a page of another context."""
    return HttpResponse("elsewhere")


urlpatterns = [
    path("", elsewhere, name="home"),
    path("sign-in", elsewhere, name="sign-in"),
    path("sign-out", elsewhere, name="sign-out"),
    path("language", elsewhere, name="set-language"),
    path("c/<county>/", elsewhere, name="today"),
    path("c/<county>/children", elsewhere, name="list-children"),
    path("c/<county>/children/<uuid:child>", elsewhere, name="show-child"),
    path("c/<county>/programmes/<programme>/visits", elsewhere, name="list-duties"),
    path("c/<county>/programmes/<programme>/scorecard", elsewhere, name="show-scorecard"),
    path("c/<county>/programmes/<programme>", elsewhere, name="show-programme"),
    path("c/<county>/hand-overs", elsewhere, name="list-hand-overs"),
    path("c/<county>/plans", elsewhere, name="list-plans"),
    path("c/<county>/trail", elsewhere, name="show-trail"),
    path("c/<county>/unusual", elsewhere, name="list-unusual"),
    path("c/<county>/exports/all", elsewhere, name="list-all-exports"),
    path("c/<county>/access-audit", elsewhere, name="show-access-audit"),
    path("c/<county>/intakes/", elsewhere, name="list-intakes"),
    path("c/<county>/requests/", elsewhere, name="list-requests"),
    path("c/<county>/people", elsewhere, name="list-people"),
    path("c/<county>/restricted/requests", elsewhere, name="list-access-requests"),
    path("c/<county>/view-as", elsewhere, name="view-as"),
    path("c/<county>/programmes/<programme>/participants", elsewhere, name="list-participants"),
    path("c/<county>/", include("humiao.registry.months.urls")),
]
