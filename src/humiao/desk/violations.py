"""Where browsers report what the content security policy kept a page from doing.

A report names addresses, and those of a county hold ids; so the log gets what a mender needs and nothing of a
person: which directive, what kind of thing or whose host was refused, and the name of the route.
"""

from __future__ import annotations

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from humiao.access.accounts.public import By, Kind, throttle
from humiao.foundation.client_address import counted_origin

MOST_BYTES = 8 * 1024
_TYPE = "application/csp-report"  # no form and no page of another site can send it unasked
_DIRECTIVE = re.compile(r"[a-z-]{1,40}")
_REFUSED = re.compile(r"[a-z0-9.:-]{1,100}")
log = logging.getLogger("humiao.violations")


@csrf_exempt
@require_POST
def take_report(request: HttpRequest) -> HttpResponse:
    """Log one report; what is too long, unreadable or too much from one address is answered alike.

    A status of an error would be a line of the log too.
    """
    report = _report(request)
    address = {By.ADDRESS: counted_origin(request)}
    if report is not None and throttle(Kind.REPORT, address, at=timezone.now()):
        log.warning("%s refused %s on %s", *_words(report))
    return HttpResponse(status=204)


def _report(request: HttpRequest) -> dict[str, Any] | None:
    sent = request.read(MOST_BYTES + 1)
    if request.content_type != _TYPE or len(sent) > MOST_BYTES:
        return None
    try:
        found = json.loads(sent)["csp-report"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _words(report: dict[str, Any]) -> tuple[str, str, str]:
    directive = str(report.get("effective-directive") or report.get("violated-directive") or "")
    return _shaped(_DIRECTIVE, directive.partition(" ")[0]), _refused(report), _page(report)


def _refused(report: dict[str, Any]) -> str:
    """Return `inline`, `data` or the like as it is, of an address its host alone."""
    blocked = str(report.get("blocked-uri", ""))
    try:
        return _shaped(_REFUSED, urlsplit(blocked).netloc or blocked.partition(":")[0])
    except ValueError:
        return "-"


def _page(report: dict[str, Any]) -> str:
    try:
        return str(resolve(urlsplit(str(report.get("document-uri", ""))).path).url_name)
    except (Resolver404, ValueError):
        return "-"


def _shaped(shape: re.Pattern[str], text: str) -> str:
    return text if shape.fullmatch(text) else "-"
