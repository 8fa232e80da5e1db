"""Addresses of departments' lists."""

from humiao.access.public import Permission as P
from humiao.access.public import route
from humiao.registry.departments import group_views, views

_ONE = "departments/<uuid:listed>"
_POST = ("POST",)

urlpatterns = [
    route("departments", views.list_lists, name="list-department-lists", permission=P.VIEW_DEPARTMENT_LISTS),
    route(
        "departments/new",
        views.start,
        name="start-department-list",
        permission=P.COMPARE_LISTS,
        methods=("GET", "POST"),
    ),
    route(
        _ONE,
        views.show,
        name="show-department-list",
        permission=P.VIEW_DEPARTMENT_LISTS,
        logs=views.log_list,
    ),
    route(
        f"{_ONE}/columns",
        views.map_columns,
        name="map-department-list",
        permission=P.COMPARE_LISTS,
        methods=_POST,
    ),
    route(
        f"{_ONE}/compare",
        views.compare,
        name="compare-department-list",
        permission=P.COMPARE_LISTS,
        methods=_POST,
    ),
    route(f"{_ONE}/drop", views.drop, name="drop-department-list", permission=P.COMPARE_LISTS, methods=_POST),
    route(
        f"{_ONE}/decide",
        group_views.decide,
        name="decide-department-rows",
        permission=P.COMPARE_LISTS,
        methods=_POST,
    ),
    route(
        f"{_ONE}/decisions/<uuid:decision>/take-back",
        group_views.take_facts_back,
        name="take-back-facts",
        permission=P.COMPARE_LISTS,
        methods=_POST,
    ),
    route(
        f"{_ONE}/rows/<uuid:line>",
        group_views.show_line,
        name="show-department-row",
        permission=P.VIEW_DEPARTMENT_LISTS,
        logs=group_views.log_row,
    ),
    route(
        f"{_ONE}/rows/<uuid:line>/answer",
        group_views.answer,
        name="answer-department-row",
        permission=P.COMPARE_LISTS,
        methods=_POST,
    ),
]
