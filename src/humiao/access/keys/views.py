"""The page about the master key: versions, rotation, who holds the shares. No key material is on it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from humiao.access.keys.presenters import shown
from humiao.access.requests import CountyRequest
from humiao.foundation.keys.custody import custody, today
from humiao.foundation.keys.ring import described
from humiao.foundation.keys.rotation import progress


def show_keys(request: CountyRequest) -> HttpResponse:
    """Show the versions, how far a rotation is, who holds which share, and when recovery was practised."""
    versions, _heads = described()
    context = {
        "page": {"title": _("Master key"), "sub": _("Without it nothing that is sealed can ever be read.")},
        **shown(versions, custody(), progress(), today()),
    }
    return render(request, "access/keys.html", context)
