"""Addresses of intakes: for the staff, and for people without an account."""

from humiao.access.public import Kind, public_route, route
from humiao.access.public import Permission as P
from humiao.registry.intake import public_views, step_views, views
from humiao.registry.intake.choices import Action
from humiao.registry.intake.presenters import STEP_ROUTES

_BOTH = ("GET", "POST")

urlpatterns = [
    public_route("apply", public_views.apply, name="apply", methods=_BOTH),
    public_route(
        "apply/status", public_views.status, name="apply-status", methods=_BOTH, guesses=Kind.PUBLIC_CODE
    ),
    route("intakes/", views.list_intakes, name="list-intakes", permission=P.VIEW_INTAKES),
    route(
        "intakes/new/<slug:door>",
        views.open_at_door,
        name="open-intake",
        permission=P.REPORT_CHILD,
        methods=_BOTH,
    ),
    route(
        "intakes/decide",
        step_views.decide_batch,
        name="decide-intakes",
        permission=P.DECIDE_INTAKE,
        methods=_BOTH,
    ),
    route(
        "intakes/<uuid:intake>",
        views.show_intake,
        name="show-intake",
        permission=P.VIEW_INTAKES,
        logs=views.log_reading,
    ),
    route(
        "intakes/<uuid:intake>/notice",
        views.print_notice,
        name="print-intake-notice",
        permission=P.VIEW_INTAKES,
        logs=views.log_reading,
    ),
    route(
        "intakes/<uuid:intake>/alike",
        views.answer_alike,
        name="answer-intake-likeness",
        permission=P.HANDLE_INTAKE,
        methods=_BOTH,
    ),
    *(
        route(
            f"intakes/<uuid:intake>/{name.removesuffix('-intake')}",
            step_views.complete if action is Action.COMPLETE else step_views.step_view(action),
            name=name,
            permission=permission,
            methods=_BOTH,
            logs=views.log_reading,
        )
        for action, (name, permission) in STEP_ROUTES.items()
    ),
    route(
        "working-days/<int:year>",
        step_views.working_days,
        name="set-working-days",
        permission=P.SET_WORKING_DAYS,
        methods=_BOTH,
    ),
]
