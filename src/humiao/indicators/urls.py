"""Addresses of the scorecard."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.indicators import views

urlpatterns = [
    route(
        "programmes/<slug:programme>/scorecard",
        views.show_scorecard,
        name="show-scorecard",
        permission=P.VIEW_SCORECARD,
    ),
    route(
        "programmes/<slug:programme>/scorecard/<slug:indicator>",
        views.list_evidence,
        name="list-evidence",
        permission=P.VIEW_EVIDENCE,
    ),
]
