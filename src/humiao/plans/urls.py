"""Addresses of plans."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.plans import default_views, edit_views, views

_BOTH = ("GET", "POST")

urlpatterns = [
    route("plans", views.list_plans, name="list-plans", permission=P.VIEW_PLANS),
    route("plans/new", views.start_plan, name="start-plan", permission=P.DRAFT_PLAN, methods=_BOTH),
    route("plans/<uuid:plan>", views.read_plan, name="read-plan", permission=P.VIEW_PLANS),
    route("plans/<uuid:plan>/file", views.show_file, name="show-plan-file", permission=P.VIEW_PLANS),
    route(
        "plans/<uuid:plan>/pages/<int:page>", views.show_page, name="show-plan-page", permission=P.VIEW_PLANS
    ),
    route("plans/<uuid:plan>/print", views.print_plan, name="print-plan", permission=P.VIEW_PLANS),
    route(
        "plans/<uuid:plan>/facts/<str:fact>",
        edit_views.edit,
        name="edit-fact",
        permission=P.DRAFT_PLAN,
        methods=_BOTH,
    ),
    route(
        "plans/<uuid:plan>/facts/<str:fact>/mark",
        edit_views.mark,
        name="mark-fact",
        permission=P.DRAFT_PLAN,
        methods=("POST",),
    ),
    route("plans/<uuid:plan>/add", edit_views.add, name="add-fact", permission=P.DRAFT_PLAN, methods=_BOTH),
    route(
        "plans/<uuid:plan>/queries/<slug:question>",
        edit_views.settle,
        name="settle-plan-query",
        permission=P.SETTLE_QUERY,
        methods=_BOTH,
    ),
    route(
        "plans/<uuid:plan>/needed",
        edit_views.needed,
        name="answer-plan-needs",
        permission=P.DRAFT_PLAN,
        methods=_BOTH,
    ),
    route(
        "plans/<uuid:plan>/defaults",
        default_views.edit_defaults,
        name="edit-plan-defaults",
        permission=P.DRAFT_PLAN,
        methods=_BOTH,
    ),
    route(
        "plans/<uuid:plan>/confirm",
        edit_views.confirm,
        name="confirm-plan",
        permission=P.LOAD_PROGRAMME,
        methods=_BOTH,
    ),
    route(
        "plans/<uuid:plan>/discard",
        edit_views.discard,
        name="discard-plan",
        permission=P.DRAFT_PLAN,
        methods=("POST",),
    ),
]
