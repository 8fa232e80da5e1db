"""The page of an installation whose master key is gone or damaged: nothing is read or written without it."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from humiao.access.public import message
from humiao.foundation.crypto import KeyMissing

log = logging.getLogger("humiao.keys")


class WithoutKeysMiddleware(MiddlewareMixin):
    """Answer 503 and say what to do; where the key should lie is told in the log and by `humiao doctor`."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a missing key into a page; everything else goes its way."""
        if not isinstance(exception, KeyMissing):
            return None
        log.error("%s", exception)
        what = _("The master key of this installation is missing or damaged. Nothing was written.")
        to_do = _("Tell the system administrator: “humiao doctor” says which key has to be put back.")
        return message(request, status=503, title=_("Closed until the key is back"), reason=what, to_do=to_do)
