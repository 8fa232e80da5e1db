"""Addresses of categories."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.categories import due_views, file_views, parent_views, views

_BOTH = ("GET", "POST")
_CHILD = "children/<uuid:child>/"
_SPELL = _CHILD + "categories/<uuid:spell>/"
_SITUATION = _CHILD + "parents/<uuid:situation>/"

urlpatterns = [
    route("reviews", due_views.list_due, name="list-reviews-due", permission=P.REVIEW_CATEGORY),
    route(
        _CHILD + "categories/give", views.give, name="add-category", permission=P.CHANGE_CHILD, methods=_BOTH
    ),
    route(_SPELL + "paper", views.prove, name="add-proof", permission=P.CHANGE_CHILD, methods=_BOTH),
    route(
        _SPELL + "review", views.review, name="review-category", permission=P.REVIEW_CATEGORY, methods=_BOTH
    ),
    route(_SPELL + "end", views.leave_category, name="send-exit", permission=P.CHANGE_CHILD, methods=_BOTH),
    route(
        _CHILD + "papers/<uuid:proof>/void",
        views.void,
        name="void-proof",
        permission=P.CHANGE_CHILD,
        methods=_BOTH,
    ),
    route(
        _CHILD + "exits/<uuid:exit>",
        views.decide,
        name="decide-exit",
        permission=P.DECIDE_EXIT,
        methods=_BOTH,
    ),
    route(
        _CHILD + "exits/<uuid:exit>/withdraw",
        views.withdraw,
        name="withdraw-exit",
        permission=P.CHANGE_CHILD,
        methods=_BOTH,
    ),
    route(
        _CHILD + "parents",
        parent_views.record,
        name="record-situation",
        permission=P.CHANGE_CHILD,
        methods=_BOTH,
    ),
    route(
        _SITUATION + "end", parent_views.end, name="end-situation", permission=P.CHANGE_CHILD, methods=_BOTH
    ),
    route(
        _SITUATION + "void",
        parent_views.void,
        name="void-situation",
        permission=P.CHANGE_CHILD,
        methods=_BOTH,
    ),
    route(_CHILD + "study", parent_views.study, name="note-study", permission=P.CHANGE_CHILD, methods=_BOTH),
    route(
        _CHILD + "leave", parent_views.leave, name="leave-roster", permission=P.CHANGE_CHILD, methods=_BOTH
    ),
    route(
        _CHILD + "files/<uuid:file>",
        file_views.save,
        name="show-child-file",
        permission=P.VIEW_CHILD,
        logs=file_views.log_file,
    ),
    route(
        _CHILD + "files/<uuid:file>/picture",
        file_views.show,
        name="show-child-picture",
        permission=P.VIEW_CHILD,
        logs=file_views.log_picture,
    ),
]
