"""Addresses of months and statistics."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.months import statistics_views, views

_BOTH = ("GET", "POST")

urlpatterns = [
    route("months", views.list_months, name="list-months", permission=P.VIEW_MONTHS),
    route(
        "months/limits",
        views.set_limits,
        name="set-month-limits",
        permission=P.CLOSE_MONTH,
        methods=_BOTH,
    ),
    route(
        "months/<slug:month>",
        views.show_month,
        name="show-month",
        permission=P.VIEW_MONTHS,
        logs=views.read_names,
    ),
    route(
        "months/<slug:month>/print",
        views.print_month,
        name="print-month",
        permission=P.VIEW_MONTHS,
        logs=views.read_names,
    ),
    route(
        "months/<slug:month>/excel",
        views.export_month,
        name="export-month",
        permission=P.VIEW_MONTHS,
        methods=_BOTH,
    ),
    route("months/<slug:month>/sign", views.sign, name="sign-month", permission=P.SIGN_MONTH, methods=_BOTH),
    route(
        "months/<slug:month>/close", views.close, name="close-month", permission=P.CLOSE_MONTH, methods=_BOTH
    ),
    route(
        "statistics", statistics_views.show_statistics, name="show-statistics", permission=P.VIEW_STATISTICS
    ),
    route(
        "statistics/children",
        statistics_views.list_children,
        name="list-counted-children",
        permission=P.VIEW_CHILDREN,
    ),
    route(
        "statistics/excel",
        statistics_views.export,
        name="export-statistics",
        permission=P.VIEW_STATISTICS,
        logs=statistics_views.log_export,
    ),
    route(
        "statistics/background",
        statistics_views.add_figure,
        name="record-background-figure",
        permission=P.CLOSE_MONTH,
        methods=_BOTH,
    ),
    route(
        "statistics/background/<uuid:figure>/withdraw",
        statistics_views.withdraw_figure,
        name="withdraw-background-figure",
        permission=P.CLOSE_MONTH,
        methods=("POST",),
    ),
]
