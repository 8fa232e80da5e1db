"""Addresses of corrections."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.corrections import looks, views

_BOTH, _POST = ("GET", "POST"), ("POST",)

urlpatterns = [
    route(
        "children/<uuid:child>/same-child",
        views.merge,
        name="propose-merge",
        permission=P.PROPOSE_CORRECTION,
        methods=_BOTH,
        logs=looks.compare,
    ),
    route(
        "children/<uuid:child>/wrong",
        views.report,
        name="report-wrong-record",
        permission=P.PROPOSE_CORRECTION,
        methods=_BOTH,
        logs=looks.open_file,
    ),
    route("corrections/", views.list_waiting, name="list-corrections", permission=P.PROPOSE_CORRECTION),
    route(
        "corrections/<uuid:correction>",
        views.show,
        name="show-correction",
        permission=P.PROPOSE_CORRECTION,
        logs=looks.open_correction,
    ),
    route(
        "corrections/<uuid:correction>/decide",
        views.decide,
        name="decide-correction",
        permission=P.CONFIRM_CORRECTION,
        methods=_POST,
    ),
    route(
        "corrections/<uuid:correction>/withdraw",
        views.withdraw,
        name="withdraw-correction",
        permission=P.PROPOSE_CORRECTION,
        methods=_POST,
    ),
    route(
        "corrections/<uuid:correction>/undo",
        views.undo,
        name="undo-correction",
        permission=P.PROPOSE_CORRECTION,
        methods=_POST,
    ),
]
