"""The address of the page about the master key."""

from humiao.access.keys import views
from humiao.access.permissions import Permission as P
from humiao.access.routes import route

urlpatterns = [route("keys", views.show_keys, name="show-keys", permission=P.VIEW_KEYS)]
