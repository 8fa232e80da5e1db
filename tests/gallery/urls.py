"""The gallery's pages, under the names the templates ask for."""

from django.urls import include, path
from django.views.i18n import set_language

from gallery import views

urlpatterns = [
    path("", views.contents, name="contents"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_in, name="sign-out"),
    path("sign-in/options/", views.sign_in, name="sign-in-options"),
    path("sign-in/passkey/", views.sign_in, name="sign-in-by-passkey"),
    path("language/", set_language, name="set-language"),
    path("parts/", views.parts, name="parts"),
    path("message/<int:code>/", views.message, name="message"),
    path(
        "c/<county>/",
        include(
            [
                path("today/", views.today, name="today"),
                path("children/", views.children, name="list-children"),
                path("child/", views.child, name="show-child"),
                path("scorecard/", views.scorecard, name="show-scorecard"),
                path("visit/", views.visit, name="record-visit"),
            ]
        ),
    ),
]
