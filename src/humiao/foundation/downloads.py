"""The one response in which a file leaves: saved by the browser, never opened in the page, in no cache.

What holds people's data leaves through `access.exports`, which says who took it and why; this is its last
step.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"
JSON: Final = "application/json"
ANYTHING: Final = "application/octet-stream"
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def download(content: bytes | str, *, name: str, media: str) -> HttpResponse:
    """Return a file to be saved under this name."""
    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    for header, value in _HEADERS.items():
        response.headers[header] = value
    return response
