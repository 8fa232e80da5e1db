"""Addresses of people and posts."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.desk.people import caseload_views, invite_views, move_views, sign_in_views, views

_POST, _BOTH = ("POST",), ("GET", "POST")

urlpatterns = [
    route("people/", views.list_people, name="list-people", permission=P.VIEW_PEOPLE),
    route("people/roles", views.show_roles, name="show-roles", permission=P.VIEW_PEOPLE),
    route(
        "people/organisations", views.list_organisations, name="list-organisations", permission=P.VIEW_PEOPLE
    ),
    route("people/coverage", views.show_coverage, name="show-coverage", permission=P.VIEW_PEOPLE),
    route(
        "people/invite",
        invite_views.invite_person,
        name="invite-person",
        permission=P.MANAGE_PEOPLE,
        methods=_BOTH,
    ),
    route(
        "people/invite-directors",
        invite_views.invite_directors,
        name="invite-directors",
        permission=P.MANAGE_PEOPLE,
        methods=_BOTH,
    ),
    route(
        "people/invitations/<uuid:invitation>",
        invite_views.show_invitation,
        name="show-invitation",
        permission=P.VIEW_PEOPLE,
    ),
    route(
        "people/invitations/<uuid:invitation>/send",
        invite_views.send,
        name="send-invitation",
        permission=P.MANAGE_PEOPLE,
        methods=_POST,
    ),
    route(
        "people/invitations/<uuid:invitation>/withdraw",
        invite_views.withdraw,
        name="withdraw-invitation",
        permission=P.MANAGE_PEOPLE,
        methods=_POST,
    ),
    route(
        "people/invitations/<uuid:invitation>/confirm",
        invite_views.confirm,
        name="confirm-invitation",
        permission=P.CONFIRM_INVITATION,
        methods=_POST,
    ),
    route("people/<uuid:person>", views.show_person, name="show-person", permission=P.VIEW_PEOPLE),
    route(
        "people/<uuid:person>/move",
        move_views.move,
        name="move-person",
        permission=P.MANAGE_PEOPLE,
        methods=_BOTH,
    ),
    route(
        "people/<uuid:person>/new-way-in",
        sign_in_views.renew_way_in,
        name="renew-way-in",
        permission=P.MANAGE_PEOPLE,
        methods=_POST,
        fresh=True,
    ),
    route(
        "people/<uuid:person>/sign-in",
        sign_in_views.person_sign_in,
        name="person-sign-in",
        permission=P.LOCK_OUT,
        methods=_BOTH,
        fresh=True,
        sign_in_of="person",
    ),
    route(
        "people/<uuid:person>/leave",
        caseload_views.leave,
        name="let-person-leave",
        permission=P.MANAGE_PEOPLE,
        methods=_BOTH,
    ),
    route(
        "people/<uuid:person>/hand-over",
        caseload_views.hand_over,
        name="hand-over-caseload",
        permission=P.HAND_OVER_CASELOAD,
        methods=_BOTH,
    ),
    route(
        "people/hand-overs/<uuid:handed>",
        caseload_views.show,
        name="show-caseload-hand-over",
        permission=P.HAND_OVER_CASELOAD,
    ),
    route(
        "people/hand-overs/<uuid:handed>/paper",
        caseload_views.paper,
        name="print-caseload-hand-over",
        permission=P.HAND_OVER_CASELOAD,
        logs=caseload_views.log_paper,
    ),
]
