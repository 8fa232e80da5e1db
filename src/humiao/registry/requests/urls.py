"""Addresses of requests."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.requests import erasing_views, views

_POST = ("POST",)

urlpatterns = [
    route("requests/", views.list_requests, name="list-requests", permission=P.TAKE_REQUEST),
    route(
        "children/<uuid:child>/requests/take",
        views.take,
        name="take-request",
        permission=P.TAKE_REQUEST,
        methods=("GET", "POST"),
    ),
    route(
        "requests/<uuid:asked>",
        views.show,
        name="show-request",
        permission=P.TAKE_REQUEST,
        logs=views.log_request,
    ),
    route(
        "requests/<uuid:asked>/answer",
        views.answer,
        name="answer-request",
        permission=P.ANSWER_REQUEST,
        methods=_POST,
    ),
    route(
        "requests/<uuid:asked>/withdraw",
        views.withdraw,
        name="withdraw-request",
        permission=P.TAKE_REQUEST,
        methods=_POST,
    ),
    route(
        "requests/<uuid:asked>/erasure",
        erasing_views.prepare,
        name="prepare-erasure",
        permission=P.ERASE_CHILD,
        methods=_POST,
    ),
    route(
        "requests/<uuid:asked>/erasure/confirm",
        erasing_views.confirm,
        name="confirm-erasure",
        permission=P.ERASE_CHILD,
        methods=_POST,
    ),
    route(
        "requests/<uuid:asked>/erasure/send-back",
        erasing_views.send_back,
        name="send-back-erasure",
        permission=P.ERASE_CHILD,
        methods=_POST,
    ),
]
