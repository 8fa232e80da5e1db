"""Addresses of participants."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.participants import views

_BOTH = ("GET", "POST")

urlpatterns = [
    route(
        "programmes/<slug:programme>/participants",
        views.list_participants,
        name="list-participants",
        permission=P.RECORD_PARTICIPANT,
    ),
    route(
        "programmes/<slug:programme>/participants/add",
        views.add,
        name="add-participant",
        permission=P.RECORD_PARTICIPANT,
        methods=_BOTH,
    ),
    route(
        "participants/<uuid:participant>",
        views.show,
        name="show-participant",
        permission=P.RECORD_PARTICIPANT,
        methods=_BOTH,
        logs=views.log_participant,
    ),
    route(
        "participants/<uuid:participant>/match",
        views.match,
        name="match-participant",
        permission=P.RECORD_PARTICIPANT,
        methods=("POST",),
    ),
    route(
        "participants/<uuid:participant>/unmatch",
        views.unmatch,
        name="unmatch-participant",
        permission=P.RECORD_PARTICIPANT,
        methods=("POST",),
    ),
]
