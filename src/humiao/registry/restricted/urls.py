"""Addresses of restricted files."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.restricted import decision_views, views

_BOTH, _POST = ("GET", "POST"), ("POST",)

urlpatterns = [
    route("restricted/", views.list_restricted, name="list-restricted", permission=P.OPEN_RESTRICTED),
    route("restricted/ask", views.ask, name="ask-access", permission=P.OPEN_RESTRICTED, methods=_BOTH),
    route(
        "restricted/emergency",
        views.open_at_once,
        name="break-glass",
        permission=P.BREAK_GLASS,
        methods=_BOTH,
        fresh=True,
    ),
    route(
        "restricted/requests/<uuid:access_request>/withdraw",
        views.withdraw,
        name="withdraw-access-request",
        permission=P.OPEN_RESTRICTED,
        methods=_POST,
    ),
    route(
        "restricted/access/<uuid:grant>/end",
        views.end_own,
        name="end-access",
        permission=P.OPEN_RESTRICTED,
        methods=_POST,
    ),
    route(
        "restricted/requests/",
        decision_views.list_requests,
        name="list-access-requests",
        permission=P.APPROVE_ACCESS,
    ),
    route(
        "restricted/requests/<uuid:access_request>",
        decision_views.decide,
        name="decide-access-request",
        permission=P.APPROVE_ACCESS,
        methods=_BOTH,
    ),
    route(
        "restricted/openings/<uuid:grant>",
        decision_views.judge,
        name="judge-opening",
        permission=P.APPROVE_ACCESS,
        methods=_BOTH,
    ),
    route(
        "restricted/restrictions/<uuid:restriction>/end",
        decision_views.answer_end,
        name="answer-end-restriction",
        permission=P.APPROVE_ACCESS,
        methods=_POST,
    ),
    route(
        "children/<uuid:child>/restrict",
        views.restrict,
        name="restrict-file",
        permission=P.RESTRICT_FILE,
        methods=_BOTH,
    ),
    route(
        "children/<uuid:child>/restricted",
        views.show,
        name="show-restriction",
        permission=P.OPEN_RESTRICTED,
        methods=_BOTH,
    ),
    route(
        "children/<uuid:child>/restricted/end",
        views.propose,
        name="propose-end-restriction",
        permission=P.RESTRICT_FILE,
        methods=_BOTH,
    ),
]
