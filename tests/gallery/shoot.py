"""Open every page of the gallery in headless Chromium: pictures, print, axe, console errors.

Run as `PYTHONPATH=tests:src python -m gallery.shoot [folder]`; exit code 1 when anything is wrong.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from playwright.sync_api import Page

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gallery.settings")
PAGES = {
    "sign-in": "/sign-in/",
    "today": "/c/654002/today/",
    "children": "/c/654002/children/",
    "children-none": "/c/654002/children/?q=none",
    "child": "/c/654002/child/",
    "scorecard": "/c/654002/scorecard/",
    "visit": "/c/654002/visit/",
    "parts": "/parts/",
    "message-403": "/message/403/",
    "message-500": "/message/500/",
}
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
PRINTED = ("children", "child", "scorecard")


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def serve() -> WSGIServer:
    """Serve the gallery on a free port in a thread."""
    import django
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    django.setup()
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def look(folder: Path | None, language: str = "zh-hans") -> list[str]:
    """Write the pictures into a folder, where one is given, and return what is wrong."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    wrong: list[str] = []
    server = serve()
    base = f"http://127.0.0.1:{server.server_port}"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
            context.add_cookies([{"name": "django_language", "value": language, "url": base}])
            page = context.new_page()
            page.on("console", lambda said: _note(wrong, f"console {said.type}: {said.text}"))
            page.on("pageerror", lambda error: _note(wrong, f"script: {error}"))
            for name, path in PAGES.items():
                page.goto(base + path, wait_until="load")
                wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                if wide > 0:
                    wrong.append(f"{name} at {size}: {wide} px too wide")
                for violation in Axe().run(page).response["violations"]:
                    where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
                    wrong.append(f"{name} at {size}: axe {violation['id']}: {violation['help']} ({where})")
                if folder:
                    _picture(page, folder, name, size)
            context.close()
        browser.close()
    server.shutdown()
    return wrong


def _picture(page: Page, folder: Path, name: str, size: str) -> None:
    page.screenshot(path=folder / f"{name}-{size}.png")
    page.screenshot(path=folder / f"{name}-{size}-full.png", full_page=True)
    if size == "desk" and name in PRINTED:
        page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)


def _note(wrong: list[str], said: str) -> None:
    if said.startswith(("script", "console error")):
        wrong.append(said)


def main() -> None:
    """Look at every page, in the language given second; a folder of "-" takes no pictures."""
    given = sys.argv[1] if len(sys.argv) > 1 else "build/gallery"
    folder = None if given == "-" else Path(given)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    wrong = look(folder, *sys.argv[2:3])
    print("\n".join(wrong) or "nothing wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
