"""Addresses of oversight."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.oversight import trail_views, views

urlpatterns = [
    route(
        "trail",
        trail_views.show_trail,
        name="show-trail",
        permission=P.VIEW_TRAIL,
        logs=trail_views.log_trail,
    ),
    route("trail/refusals", trail_views.show_refusals, name="show-refusals", permission=P.VIEW_TRAIL),
    route("trail/chain", trail_views.show_chain, name="show-chain", permission=P.VIEW_TRAIL),
    route("trail/mine", trail_views.show_own, name="show-own-trail", permission=P.VIEW_TODAY),
    route("unusual", views.list_unusual, name="list-unusual", permission=P.VIEW_UNUSUAL),
    route(
        "unusual/look", views.look_now, name="look-for-unusual", permission=P.VIEW_UNUSUAL, methods=("POST",)
    ),
    route("unusual/<uuid:finding>", views.show_unusual, name="show-unusual", permission=P.VIEW_UNUSUAL),
    route(
        "unusual/<uuid:finding>/judge",
        views.judge,
        name="judge-unusual",
        permission=P.JUDGE_UNUSUAL,
        methods=("POST",),
    ),
    route("access-audit", views.show_audit, name="show-access-audit", permission=P.VIEW_AUDIT_REPORT),
    route(
        "access-audit/print",
        views.print_audit,
        name="print-access-audit",
        permission=P.VIEW_AUDIT_REPORT,
        methods=("POST",),
    ),
]
