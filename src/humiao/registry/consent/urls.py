"""Addresses of consents."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.consent import views

_BOTH = ("GET", "POST")

urlpatterns = [
    route(
        "children/<uuid:child>/consents/give",
        views.give,
        name="give-consent",
        permission=P.RECORD_CONSENT,
        methods=_BOTH,
    ),
    route(
        "consents/<uuid:consent>/withdraw",
        views.withdraw,
        name="withdraw-consent",
        permission=P.RECORD_CONSENT,
        methods=_BOTH,
    ),
]
