"""Addresses of exports."""

from humiao.access.exports import views
from humiao.access.permissions import Permission as P
from humiao.access.routes import route

_POST = ("POST",)

urlpatterns = [
    route("exports", views.list_own, name="list-own-exports", permission=P.VIEW_TODAY),
    route("exports/all", views.list_all, name="list-all-exports", permission=P.TRACE_EXPORT),
    route("exports/trace", views.trace, name="trace-export", permission=P.TRACE_EXPORT, logs=views.log_trace),
    route(
        "exports/<uuid:export>/fetch",
        views.fetch,
        name="fetch-export",
        permission=P.VIEW_TODAY,
        methods=_POST,
    ),
    route(
        "exports/<uuid:export>/revoke",
        views.revoke,
        name="revoke-export",
        permission=P.VIEW_TODAY,
        methods=_POST,
    ),
    route(
        "exports/all/<uuid:any_export>/revoke",
        views.withdraw,
        name="withdraw-export",
        permission=P.REVOKE_EXPORT,
        methods=("GET", "POST"),
    ),
]
