"""Where things lie in a data folder, and the locks that say who is using it.

<data>/secrets.json          passwords of the database's roles (0600)
<data>/address.json          where the running server listens; absent when it isn't running
<data>/starting.lock         held while somebody starts the server
<data>/in-use.lock           held, shared, by everybody who uses the server
<data>/postgres/             the server's own folder, or a link to it (see `home`)
<data>/postgres/cluster/     PostgreSQL's data folder
<data>/postgres/run/         its socket
<data>/postgres/server.log
"""

import fcntl
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import account
from .errors import DatabaseUnavailableError

# Where root's clusters live when PostgreSQL's own account can't pass the folders above the data folder.
ELSEWHERE = Path("/var/lib/humiao")
_ORIGIN = "belongs-to"


@dataclass(frozen=True)
class Folders:
    """The paths inside one data folder. Making one touches nothing on disk."""

    data: Path

    @property
    def link(self) -> Path:
        """The server's own folder, or the link to it."""
        return self.data / "postgres"

    @property
    def home(self) -> Path:
        """The server's own folder, links followed."""
        return self.link.resolve()

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data folder."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "server.log"

    @property
    def secrets(self) -> Path:
        """The passwords."""
        return self.data / "secrets.json"

    @property
    def address(self) -> Path:
        """Where the running server listens."""
        return self.data / "address.json"

    def make_data(self) -> None:
        """Make the data folder where it is missing; as root, so that PostgreSQL's account can pass it."""
        self.data.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)

    def make(self) -> None:
        """Make the data folder and the server's own folder where they are missing.

        PostgreSQL doesn't run as root. When root's data folder lies behind a folder closed to others, such
        as /root, the server's own folder is made under `ELSEWHERE` and linked to; permissions of folders
        that aren't ours stay as they are.
        """
        as_root = os.geteuid() == 0
        self.make_data()
        if not self.link.exists() and not self.link.is_symlink():
            if as_root and account.closed_parent(self.data):
                self.link.symlink_to(self._make_elsewhere())
            else:
                self.link.mkdir(mode=0o700)
        uid = (self.home.stat().st_uid or None) if self.home.exists() else None
        if as_root and (closed := account.closed_parent(self.home.parent, uid)):
            raise DatabaseUnavailableError(
                f"PostgreSQL can't run as root, and its account can't pass {closed} to reach {self.home}. "
                f"Run `chmod o+x {closed}`, or name another folder in HUMIAO_DATA."
            )
        self.home.mkdir(mode=0o700, exist_ok=True)

    def _make_elsewhere(self) -> Path:
        """Make a new folder each time: one that a deleted data folder left behind is nobody's to open."""
        ELSEWHERE.mkdir(mode=0o711, parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix="cluster-", dir=ELSEWHERE))
        (place / _ORIGIN).write_text(str(self.data.resolve()), encoding="utf-8")
        return place


def left_behind() -> list[Path]:
    """Return the folders under `ELSEWHERE` to which no data folder links any more."""
    found = []
    for origin in sorted(ELSEWHERE.glob(f"cluster-*/{_ORIGIN}")):
        if Folders(Path(origin.read_text(encoding="utf-8"))).home != origin.parent:
            found.append(origin.parent)
    return found


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the object in the file, or None when there is no such file or no longer."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        value = json.loads(text)
    except ValueError as error:
        raise DatabaseUnavailableError(f"{path} isn't the JSON it should be: {error}") from error
    return value if isinstance(value, dict) else None


def write_private(path: Path, value: dict[str, Any]) -> None:
    """Write the object so that only the folder's owner reads it and nobody sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _give_to_owner_of_folder(Path(name))
    os.replace(name, path)


class Lock:
    """A lock on a file, freed by the kernel however its holder ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether this object holds it."""
        return self._handle is not None

    def take(self, *, shared: bool = False, wait: bool = False) -> bool:
        """Take the lock and return whether we have it; `wait` blocks until then."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            os.close(handle)
            return False
        except BaseException:
            os.close(handle)
            raise
        _give_to_owner_of_folder(self.path)
        self._handle = handle
        return True

    def take_within(self, seconds: float, *, shared: bool = False) -> bool:
        """Take the lock, trying for so many seconds."""
        deadline = time.monotonic() + seconds
        while not self.take(shared=shared):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def free(self) -> None:
        """Free the lock if we hold it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def in_use(data: Path) -> Lock:
    """Return the lock, shared by all who use the server; the guardian stops it once it gets it whole."""
    return Lock(data / "in-use.lock")


def starting(data: Path) -> Lock:
    """Return the lock held while the server is being started."""
    return Lock(data / "starting.lock")


def _give_to_owner_of_folder(path: Path) -> None:
    """Keep a folder usable by its owner after root has worked in it."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        if owner.st_uid != path.stat().st_uid:
            os.chown(path, owner.st_uid, owner.st_gid)
