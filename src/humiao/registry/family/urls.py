"""Addresses of the pages that write down family and life."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.family import guardian_views, views

_CHILD = "children/<uuid:child>/life/"

urlpatterns = [
    route(
        _CHILD + "add/<slug:kind>",
        views.add,
        name="add-life",
        permission=P.RECORD_LIFE,
        methods=("GET", "POST"),
        logs=views.open_form,
    ),
    route(
        "children/<uuid:child>/guardians/add",
        guardian_views.add,
        name="add-guardian",
        permission=P.CHANGE_CHILD,
        methods=("GET", "POST"),
    ),
    route(
        "children/<uuid:child>/guardians/<uuid:guardian>/end",
        guardian_views.end,
        name="end-guardian",
        permission=P.CHANGE_CHILD,
        methods=("GET", "POST"),
    ),
    route(
        _CHILD + "<uuid:entry>",
        views.amend,
        name="amend-life",
        permission=P.RECORD_LIFE,
        methods=("GET", "POST"),
        logs=views.open_form,
    ),
    route(
        _CHILD + "<uuid:entry>/void",
        views.void,
        name="void-life",
        permission=P.RECORD_LIFE,
        methods=("GET", "POST"),
    ),
]
