"""The addresses the pages of imports need, without the other contexts."""

from django.urls import include, path

from humiao.registry.months.tests import urls

urlpatterns = [
    *urls.urlpatterns,
    path("c/<county>/", include("humiao.registry.lists.urls")),
]
