"""Addresses of retention and destruction."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.destruction import views

_POST = ("POST",)

urlpatterns = [
    route("retention/", views.show, name="show-retention", permission=P.VIEW_RETENTION),
    route(
        "retention/prepare",
        views.prepare,
        name="prepare-destruction",
        permission=P.PREPARE_DESTRUCTION,
        methods=_POST,
    ),
    route(
        "retention/periods/<slug:key>",
        views.change_period,
        name="set-period",
        permission=P.APPROVE_DESTRUCTION,
        methods=("GET", "POST"),
    ),
    route(
        "retention/lists/<uuid:destruction>",
        views.show_list,
        name="show-destruction",
        permission=P.VIEW_RETENTION,
    ),
    route(
        "retention/lists/<uuid:destruction>/decide",
        views.decide,
        name="decide-destruction",
        permission=P.APPROVE_DESTRUCTION,
        methods=_POST,
    ),
    route(
        "retention/lists/<uuid:destruction>/withdraw",
        views.withdraw,
        name="withdraw-destruction",
        permission=P.PREPARE_DESTRUCTION,
        methods=_POST,
    ),
]
