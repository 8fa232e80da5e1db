"""Addresses of legal holds."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.holds import views

_BOTH = ("GET", "POST")

urlpatterns = [
    route("holds/", views.list_holds, name="list-holds", permission=P.HOLD_RECORDS),
    route(
        "children/<uuid:child>/hold",
        views.place,
        name="place-hold",
        permission=P.HOLD_RECORDS,
        methods=_BOTH,
    ),
    route(
        "programmes/<slug:programme>/hold",
        views.place_on_programme,
        name="hold-programme",
        permission=P.HOLD_RECORDS,
        methods=_BOTH,
    ),
    route("holds/<uuid:hold>", views.show, name="show-hold", permission=P.HOLD_RECORDS, methods=_BOTH),
]
