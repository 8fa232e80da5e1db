"""Addresses of ledgers."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.ledgers import views

_ONE = "ledgers/<uuid:ledger>"
_POST = ("POST",)

urlpatterns = [
    route("ledgers", views.list_ledgers, name="list-ledgers", permission=P.IMPORT_LEDGER),
    route(
        "ledgers/new",
        views.start_ledger,
        name="start-ledger",
        permission=P.IMPORT_LEDGER,
        methods=("GET", "POST"),
    ),
    route(_ONE, views.show_ledger, name="show-ledger", permission=P.IMPORT_LEDGER),
    route(f"{_ONE}/columns", views.map_ledger, name="map-ledger", permission=P.IMPORT_LEDGER, methods=_POST),
    route(
        f"{_ONE}/answers",
        views.answer_ledger,
        name="answer-ledger",
        permission=P.IMPORT_LEDGER,
        methods=_POST,
    ),
    route(f"{_ONE}/confirm", views.confirm, name="confirm-ledger", permission=P.IMPORT_LEDGER, methods=_POST),
    route(f"{_ONE}/drop", views.drop, name="drop-ledger", permission=P.IMPORT_LEDGER, methods=_POST),
    route(f"{_ONE}/undo", views.undo, name="undo-ledger", permission=P.IMPORT_LEDGER, methods=_POST),
    route(
        f"{_ONE}/left-out",
        views.download_left_out,
        name="download-left-out",
        permission=P.IMPORT_LEDGER,
        methods=("GET", "POST"),
    ),
    route(
        "ledger-rows/<slug:ledger_kind>",
        views.list_ledger_rows,
        name="list-ledger-rows",
        permission=P.IMPORT_LEDGER,
    ),
    route(
        "ledgers/rows/<uuid:ledger_row>",
        views.show_ledger_row,
        name="show-ledger-row",
        permission=P.VIEW_CHILD,
    ),
]
