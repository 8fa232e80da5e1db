"""Addresses of possible duplicates."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.duplicates import views

_POST = ("POST",)

urlpatterns = [
    route("duplicates/", views.list_pairs, name="list-duplicates", permission=P.FIND_DUPLICATES),
    route(
        "duplicates/answered", views.list_answered, name="list-answered-pairs", permission=P.FIND_DUPLICATES
    ),
    route(
        "children/<uuid:child>/different",
        views.differ,
        name="say-different",
        permission=P.FIND_DUPLICATES,
        methods=_POST,
    ),
    route(
        "duplicates/<uuid:answer>/undo",
        views.reopen,
        name="reopen-likeness",
        permission=P.FIND_DUPLICATES,
        methods=_POST,
    ),
]
