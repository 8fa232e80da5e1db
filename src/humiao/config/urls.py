"""Every address: the public doors, and below `/c/<county>/` the routes of each context."""

from django.urls import include, path

from humiao.access.signin import urls as signin_urls
from humiao.desk import doors, violations
from humiao.desk.people.doors import open_invitation

COUNTY_ROUTES = [
    "humiao.desk.urls",
    "humiao.access.exports.urls",
    "humiao.desk.people.urls",
    "humiao.access.keys.urls",
    "humiao.access.looking.urls",
    "humiao.registry.corrections.urls",
    "humiao.registry.restricted.urls",
    "humiao.registry.duplicates.urls",
    "humiao.registry.lists.urls",
    "humiao.registry.departments.urls",
    "humiao.registry.exchange.urls",
    "humiao.ledgers.urls",
    "humiao.registry.consent.urls",
    "humiao.registry.requests.urls",
    "humiao.registry.holds.urls",
    "humiao.registry.destruction.urls",
    "humiao.registry.family.urls",
    "humiao.registry.months.urls",
    "humiao.registry.moves.urls",
    "humiao.programmes.urls",
    "humiao.registry.categories.urls",
    "humiao.registry.participants.urls",
    "humiao.plans.urls",
    "humiao.registry.intake.urls",
    "humiao.assessments.urls",
    "humiao.visits.urls",
    "humiao.indicators.urls",
    "humiao.oversight.urls",
]

urlpatterns = [
    path("", doors.home, name="home"),
    *signin_urls.urlpatterns,
    path("language", doors.change_language, name="set-language"),
    path("invitation/<code>/<secret>", open_invitation, name="open-invitation"),
    path("health", doors.health, name="health"),
    path("csp-reports", violations.take_report, name="report-violation"),
    *(path("c/<county>/", include(module)) for module in COUNTY_ROUTES),
]
handler400 = "humiao.desk.doors.bad_request"
handler404 = "humiao.desk.doors.not_found"
handler500 = "humiao.desk.doors.server_error"
