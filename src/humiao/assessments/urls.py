"""Addresses of assessing and of levels."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.assessments import views

urlpatterns = [
    route(
        "programmes/<slug:programme>/children/<uuid:child>/assess",
        views.assess_child,
        name="assess-child",
        permission=P.ASSESS_CHILD,
        methods=("GET", "POST"),
    ),
    route(
        "programmes/<slug:programme>/children/<uuid:child>/raise-level",
        views.raise_child,
        name="raise-level",
        permission=P.RAISE_LEVEL,
        methods=("GET", "POST"),
    ),
    route("levels/waiting", views.list_waiting, name="list-waiting-levels", permission=P.CONFIRM_LEVEL),
    route(
        "levels/<uuid:change>/confirm",
        views.confirm,
        name="confirm-level",
        permission=P.CONFIRM_LEVEL,
        methods=("POST",),
    ),
    route(
        "levels/<uuid:change>/reject",
        views.reject,
        name="reject-level",
        permission=P.CONFIRM_LEVEL,
        methods=("POST",),
    ),
]
