"""Addresses of moves."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.moves import views

_BOTH = ("GET", "POST")
_HAND = P.HAND_OVER_CHILD

urlpatterns = [
    route(
        "children/<uuid:child>/move",
        views.move_home,
        name="move-home",
        permission=P.CHANGE_CHILD,
        methods=_BOTH,
    ),
    route(
        "children/<uuid:child>/hand-over",
        views.hand_over,
        name="hand-over-child",
        permission=_HAND,
        methods=_BOTH,
    ),
    route("hand-overs", views.list_hand_overs, name="list-hand-overs", permission=_HAND),
    route("hand-overs/receive", views.receive, name="receive-package", permission=_HAND, methods=_BOTH),
    route("hand-overs/receipt", views.enter_receipt, name="enter-receipt", permission=_HAND, methods=_BOTH),
    route("hand-overs/key-card", views.key_card, name="show-key-card", permission=_HAND),
    route(
        "hand-overs/key-card/enter",
        views.enter_key_card,
        name="enter-key-card",
        permission=_HAND,
        methods=_BOTH,
    ),
    route(
        "hand-overs/<uuid:move>/package",
        views.give_package,
        name="download-package",
        permission=_HAND,
        logs=views.log_package,
    ),
    route(
        "hand-overs/<uuid:move>/confirm",
        views.confirm,
        name="confirm-hand-over",
        permission=_HAND,
        methods=_BOTH,
    ),
    route(
        "hand-overs/<uuid:move>/withdraw",
        views.withdraw,
        name="withdraw-hand-over",
        permission=_HAND,
        methods=_BOTH,
    ),
    route("received/<uuid:package>/receipt", views.receipt, name="download-receipt", permission=_HAND),
]
