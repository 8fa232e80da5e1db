"""Addresses of programmes."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.programmes import views

urlpatterns = [
    route(
        "programmes/<slug:programme>",
        views.show_programme,
        name="show-programme",
        permission=P.VIEW_PROGRAMME,
    ),
    route(
        "programmes/<slug:programme>/queries/<slug:query>",
        views.settle,
        name="settle-query",
        permission=P.SETTLE_QUERY,
        methods=("GET", "POST"),
    ),
]
