"""Addresses of visits."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.visits import exemption_views, views

_BOTH = ("GET", "POST")

urlpatterns = [
    route(
        "programmes/<slug:programme>/visits",
        views.list_duties,
        name="list-duties",
        permission=P.VIEW_DUTIES,
    ),
    route(
        "programmes/<slug:programme>/homes/<uuid:household>/visit",
        views.write_visit,
        name="record-visit",
        permission=P.RECORD_VISIT,
        methods=_BOTH,
    ),
    route("visits/<uuid:visit>", views.show_visit, name="show-visit", permission=P.VIEW_CHILD),
    route(
        "visits/<uuid:visit>/amend",
        views.amend,
        name="amend-visit",
        permission=P.AMEND_VISIT,
        methods=_BOTH,
    ),
    route(
        "visits/<uuid:visit>/children/<uuid:child>/amend",
        views.amend,
        name="amend-visit-line",
        permission=P.AMEND_VISIT,
        methods=_BOTH,
    ),
    route(
        "visits/<uuid:visit>/void",
        views.void,
        name="void-visit",
        permission=P.AMEND_VISIT,
        methods=_BOTH,
    ),
    route(
        "programmes/<slug:programme>/children/<uuid:child>/exemption",
        exemption_views.ask,
        name="ask-exemption",
        permission=P.RECORD_VISIT,
        methods=_BOTH,
    ),
    route(
        "programmes/<slug:programme>/exemptions",
        exemption_views.list_exemptions,
        name="list-exemptions",
        permission=P.APPROVE_EXEMPTION,
    ),
    route(
        "exemptions/<uuid:exemption>",
        exemption_views.decide,
        name="decide-exemption",
        permission=P.APPROVE_EXEMPTION,
        methods=_BOTH,
    ),
]
