"""Addresses of imports."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.lists import views

_ONE = "imports/<uuid:imported>"

urlpatterns = [
    route("imports", views.list_imports, name="list-imports", permission=P.IMPORT_ROSTER),
    route(
        "imports/new",
        views.start_import,
        name="start-import",
        permission=P.IMPORT_ROSTER,
        methods=("GET", "POST"),
    ),
    route(_ONE, views.show_import, name="show-import", permission=P.IMPORT_ROSTER),
    route(
        f"{_ONE}/columns", views.map_import, name="map-import", permission=P.IMPORT_ROSTER, methods=("POST",)
    ),
    route(
        f"{_ONE}/confirm", views.confirm, name="confirm-import", permission=P.IMPORT_ROSTER, methods=("POST",)
    ),
    route(f"{_ONE}/drop", views.drop, name="drop-import", permission=P.IMPORT_ROSTER, methods=("POST",)),
    route(f"{_ONE}/undo", views.undo, name="undo-import", permission=P.IMPORT_ROSTER, methods=("POST",)),
    route(
        f"{_ONE}/bad-rows",
        views.download_bad_rows,
        name="download-bad-rows",
        permission=P.IMPORT_ROSTER,
        methods=("GET", "POST"),
    ),
]
