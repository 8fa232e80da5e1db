"""Have on this machine what only the tests need: Chromium, PgBouncer, a Chinese font.

Takes what is there; else installs it where it may: with apt-get as root, Chromium also as Playwright's own
browser. Otherwise says exactly what is missing and exits with 1. Run by `make test`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_PROGRAM_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_MAC_FONT = Path("/System/Library/Fonts/PingFang.ttc")


@dataclass(frozen=True)
class Need:
    """Something the tests need: how it is found, and Debian's package of it."""

    name: str
    find: Callable[[], str | None]
    package: str
    why: str


def chromium() -> str | None:
    """Return the path of a Chromium, the machine's or Playwright's own."""
    return _program(*_CHROMIUMS) or _playwright_chromium()


def pgbouncer() -> str | None:
    """Return the path of PgBouncer."""
    return _program("pgbouncer")


def chinese_font() -> str | None:
    """Return a font with Chinese characters."""
    for folder in _FONT_FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob("*.[ot]t[fc]")):
            if any(word in path.name.lower() for word in ("cjk", "wqy", "sourcehan", "droidsansfallback")):
                return str(path)
    return str(_MAC_FONT) if _MAC_FONT.exists() else None


NEEDS = (
    Need("Chromium", chromium, "chromium", "the journeys in a real browser"),
    Need("PgBouncer", pgbouncer, "pgbouncer", "the test that a pool mixes no counties"),
    Need("a Chinese font", chinese_font, "fonts-noto-cjk", "pictures of the pages"),
)


def main() -> int:
    """Find, install what is missing, find again; return the exit code."""
    missing = [need for need in NEEDS if not need.find()]
    if missing and _is_root_with_apt():
        _apt_install(missing)
    if any(need.find is chromium and not chromium() for need in missing):
        _playwright_install()
    still = [need for need in NEEDS if not need.find()]
    for need in NEEDS:
        print(f"{need.name}: {need.find() or 'MISSING'}")
    if not still:
        return 0
    print("\nThe tests can't run without:", file=sys.stderr)
    for need in still:
        print(f"  {need.name}, for {need.why} (Debian and Ubuntu: {need.package})", file=sys.stderr)
    names = " ".join(need.package for need in still)
    print(f"As root: apt-get update && apt-get install {names}", file=sys.stderr)
    return 1


def _program(*names: str) -> str | None:
    search = os.pathsep.join([os.environ.get("PATH", ""), *_PROGRAM_FOLDERS])
    return next((path for name in names if (path := shutil.which(name, path=search))), None)


def _playwright_chromium() -> str | None:
    """Ask Playwright where its browser would be; it is there once installed."""
    program = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as a: print(a.chromium.executable_path)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    return path if path and Path(path).exists() else None


def _is_root_with_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_install(missing: list[Need]) -> None:
    """Install; a failure shows in what is still missing afterwards."""
    packages = [need.package for need in missing]
    print(f"Installing {', '.join(packages)} with apt-get", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *command], env=environment, check=False)


def _playwright_install() -> None:
    print("Installing Playwright's own Chromium", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    sys.exit(main())
