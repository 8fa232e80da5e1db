"""Addresses of the desk inside a county."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.desk import looks, views
from humiao.desk.papers import rights_views
from humiao.registry.requests.views import log_request

urlpatterns = [
    route("", views.today, name="today", permission=P.VIEW_TODAY, logs=looks.read_own_day),
    route(
        "programmes/<slug:programme>/today/indicators",
        views.show_indicators_of_today,
        name="show-indicators-of-today",
        permission=P.VIEW_SCORECARD,
    ),
    route(
        "today/reviews",
        views.show_reviews_of_today,
        name="show-reviews-of-today",
        permission=P.REVIEW_CATEGORY,
    ),
    route(
        "today/rights", views.show_rights_of_today, name="show-rights-of-today", permission=P.RECORD_CONSENT
    ),
    route(
        "children/",
        views.list_children,
        name="list-children",
        permission=P.VIEW_CHILDREN,
        logs=looks.read_caseload,
    ),
    route(
        "children/export",
        views.export_list,
        name="export-children",
        permission=P.EXPORT_LIST,
        methods=("GET", "POST"),
    ),
    route(
        "children/<uuid:child>",
        views.show_child,
        name="show-child",
        permission=P.VIEW_CHILD,
        logs=looks.open_file,
    ),
    route(
        "children/<uuid:child>/reveal/<slug:field>",
        views.reveal,
        name="reveal-child",
        permission=P.REVEAL_CHILD,
        methods=("POST",),
    ),
    route(
        "children/<uuid:child>/uncover/<slug:tab>",
        views.uncover_family,
        name="reveal-family",
        permission=P.REVEAL_CHILD,
        methods=("POST",),
    ),
    route(
        "children/<uuid:child>/export",
        views.export,
        name="export-child",
        permission=P.EXPORT_CHILD,
        methods=("GET", "POST"),
    ),
    route(
        "children/<uuid:child>/change",
        views.change,
        name="change-child",
        permission=P.CHANGE_CHILD,
        methods=("GET", "POST"),
        logs=looks.open_form,
    ),
    route(
        "children/<uuid:child>/consents/form",
        rights_views.print_consent_form,
        name="print-consent-form",
        permission=P.RECORD_CONSENT,
        logs=looks.open_file,
    ),
    route(
        "requests/<uuid:asked>/letter",
        rights_views.print_letter,
        name="print-letter",
        permission=P.TAKE_REQUEST,
        logs=log_request,
    ),
    route(
        "requests/<uuid:asked>/copy",
        rights_views.copy_file,
        name="copy-file",
        permission=P.ANSWER_REQUEST,
        methods=("POST",),
    ),
    route(
        "retention/lists/<uuid:destruction>/record",
        rights_views.print_destruction,
        name="print-destruction",
        permission=P.VIEW_RETENTION,
    ),
]
