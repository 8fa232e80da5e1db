"""Addresses for looking as another post."""

from humiao.access.looking import views
from humiao.access.permissions import Permission as P
from humiao.access.routes import route

urlpatterns = [
    route("view-as/", views.choose, name="view-as", permission=P.VIEW_AS),
    route("view-as/end", views.end, name="end-view-as", permission=P.VIEW_AS, methods=("POST",)),
    route("view-as/<uuid:post>", views.show, name="view-as-post", permission=P.VIEW_AS),
    route(
        "view-as/<uuid:post>/start",
        views.start,
        name="start-view-as",
        permission=P.VIEW_AS,
        methods=("POST",),
    ),
]
