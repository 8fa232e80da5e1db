"""Addresses of exchanges; a file that was brought has those of departments' lists."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.exchange import views

_BOTH = ("GET", "POST")

urlpatterns = [
    route("exchange", views.list_exchanges, name="list-exchanges", permission=P.VIEW_DEPARTMENT_LISTS),
    route("exchange/new", views.start, name="start-exchange", permission=P.COMPARE_LISTS, methods=_BOTH),
    route("exchange/give", views.give, name="give-roster", permission=P.COMPARE_LISTS, methods=_BOTH),
]
