"""Start, join and stop the embedded PostgreSQL of a data folder."""

import contextlib
import json
import os
import secrets
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from . import account, binaries, folders, postmaster, processes
from .errors import DatabaseUnavailableError
from .folders import Folders

SUPERUSER = "postgres"
_PORT = 5432
_GUARDIAN = f"{__package__}.guardian"
# The kernel's limit of a socket's path is 108 bytes with the closing zero.
_LONGEST_SOCKET = 107
_PATIENCE = 120.0


@dataclass(frozen=True)
class Address:
    """Where a running server listens: a socket in `folder`, and 127.0.0.1:`port` too when `tcp`."""

    folder: Path
    port: int
    tcp: bool = False

    @property
    def host(self) -> str:
        """The host as libpq and Django take it: the socket's folder."""
        return str(self.folder)

    def dsn(self, user: str, dbname: str) -> str:
        """Return a connection string without the password."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo("", host=self.host, port=self.port, user=user, dbname=dbname)


class Server:
    """The embedded PostgreSQL of one data folder, as one of its users.

    It runs as long as anybody uses it: `start` begins our use, starting the server when it isn't running;
    `stop` ends our use. The last user's `stop`, or death, stops the server. Also a context manager.

    `fsync=False` and `tcp_port` (127.0.0.1 only) are for tests; `patience` is how many seconds a start may
    take, recovery included.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        fsync: bool = True,
        tcp_port: int | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        self.folders = Folders(data_dir.absolute())
        self._fsync, self._tcp_port, self._patience = fsync, tcp_port, patience
        self._use = folders.in_use(self.folders.data)

    def __enter__(self) -> Address:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Address:
        """Start the server or join the running one; return where it listens.

        Raises `DatabaseUnavailableError` when it can't be started, naming the reason and the log's end.
        """
        self.folders.make()
        if not self._use.is_held and not self._use.take_within(self._patience, shared=True):
            raise DatabaseUnavailableError(
                f"The database in {self.folders.data} is stopping and doesn't end."
            )
        try:
            return self._running_address()
        except BaseException:
            self._use.free()
            raise

    def stop(self) -> bool:
        """End our use; return whether the server has stopped, which it doesn't while others use it."""
        if not self._use.is_held:
            return not self.is_running()
        self._use.free()
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            use = self._how_it_is_used()
            if use == "by others":  # or the guardian, having stopped it, let go while we looked
                return not self.is_running()
            if use == "by nobody" and not self.is_running():
                return True
            time.sleep(0.01)
        return False

    def is_running(self) -> bool:
        """Tell whether a server runs on this data folder, whoever started it."""
        return postmaster.running_pid(self.folders.cluster) is not None

    def address(self) -> Address | None:
        """Return where the running server listens without starting or joining it, or None."""
        found = folders.read_json(self.folders.address)
        # Without its guardian it is about to end.
        if found is None or not processes.lives(found["guardian"]) or not self.is_running():
            return None
        return Address(Path(found["folder"]), found["port"], found["tcp"])

    def why_unusable(self) -> str | None:
        """Say why this version can't open the data folder and what to do; None when it can."""
        file = self.folders.cluster / "PG_VERSION"
        if not self.folders.cluster.exists():
            return None
        found = file.read_text(encoding="ascii").strip() if file.exists() else "an unknown version"
        if found == str(binaries.MAJOR):
            return None
        return (
            f"The data folder {self.folders.data} was made by PostgreSQL {found}; "
            f"this version of Humiao runs PostgreSQL {binaries.MAJOR}. "
            "With the version of Humiao that made it run `humiao backup`, then with this one, "
            "naming an empty folder in HUMIAO_DATA, `humiao restore`. Nothing was changed."
        )

    def log_tail(self) -> str:
        """Return the last lines of the server's log."""
        return postmaster.log_tail(self.folders.log)

    def _running_address(self) -> Address:
        starting = folders.starting(self.folders.data)
        if not starting.take_within(self._patience):
            raise DatabaseUnavailableError(
                f"Another process is starting the database in {self.folders.data} and doesn't finish."
            )
        try:
            address = self._answering_address() or self._start_it()
        finally:
            starting.free()
        if self._tcp_port and (not address.tcp or address.port != self._tcp_port):
            raise DatabaseUnavailableError(
                f"The database in {self.folders.data} already runs, without TCP port {self._tcp_port}."
            )
        return address

    def _answering_address(self) -> Address | None:
        """Return the running server's address once it answers there; None when none runs, or it ends.

        A server that was killed is seen among the processes a while longer, and its socket takes calls that
        nobody will answer. One that recovers from a crash of its own is waited for.
        """
        deadline = time.monotonic() + self._patience
        while (address := self.address()) and not postmaster.answers(address.folder, address.port):
            if time.monotonic() > deadline:
                raise self._unavailable(f"PostgreSQL doesn't answer after {self._patience:.0f} seconds.")
            time.sleep(0.02)
        return address

    def _start_it(self) -> Address:
        user = account.choose(self.folders.home)
        if self.folders.home.stat().st_uid != user.uid:
            user.own(self.folders.home)
        programs = binaries.programs_for(user)
        if problem := self.why_unusable():
            raise DatabaseUnavailableError(problem)
        if not self.folders.cluster.exists():
            _make_cluster(self.folders, programs, user, fsync=self._fsync)
        port = self._tcp_port or _PORT
        sockets = _socket_folder(self.folders.home, port, user)
        postmaster.clear_what_was_left(self.folders.cluster, sockets)
        wish = postmaster.Wish(
            programs=str(programs),
            cluster=str(self.folders.cluster),
            sockets=str(sockets),
            port=port,
            log=str(self.folders.log),
            uid=user.uid,
            gid=user.gid,
            fsync=self._fsync,
            tcp=self._tcp_port is not None,
        )
        self._launch_guardian(wish)
        address = self.address()
        if address is None:
            raise self._unavailable("PostgreSQL ended right after its start.")
        return address

    def _launch_guardian(self, wish: postmaster.Wish) -> None:
        """Start the guardian and wait for its word."""
        asked = json.dumps({"data": str(self.folders.data), "wish": asdict(wish), "seconds": self._patience})
        package_root = str(Path(__file__).parents[3])
        paths = [package_root, *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", _GUARDIAN, asked],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        process.wait()  # it goes on as nobody's child
        answer = _answer(process, self._patience + 10)
        if "ready" not in answer:
            raise self._unavailable(str(answer.get("problem", "PostgreSQL couldn't be started.")))

    def _unavailable(self, problem: str) -> DatabaseUnavailableError:
        return DatabaseUnavailableError(f"{problem} The end of {self.folders.log}:\n{self.log_tail()}")

    def _how_it_is_used(self) -> str:
        """Read the in-use lock: others hold it shared, the guardian alone while it stops the server."""
        probe = folders.in_use(self.folders.data)
        try:
            if probe.take():
                return "by nobody"
            return "by others" if probe.take(shared=True) else "by the guardian"
        finally:
            probe.free()


def remove(data_dir: Path) -> None:
    """Delete a data folder for good, with the part of it that lies elsewhere; refuse while it is used."""
    paths = Folders(data_dir.absolute())
    if not paths.data.exists():
        return
    if postmaster.running_pid(paths.cluster) is not None:
        raise DatabaseUnavailableError(f"The database in {paths.data} is running; stop it first.")
    shutil.rmtree(paths.home, ignore_errors=True)
    shutil.rmtree(paths.data)


def _answer(process: "subprocess.Popen[bytes]", seconds: float) -> dict[str, Any]:
    """Read the guardian's one line of JSON; whatever else it said becomes the problem."""
    if process.stdout is None:
        raise AssertionError("the guardian's output is a pipe")
    said, deadline = b"", time.monotonic() + seconds
    with selectors.DefaultSelector() as selector, process.stdout as pipe:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(deadline - time.monotonic()):
            chunk = os.read(pipe.fileno(), 65536)
            said += chunk
            last = said.rpartition(b"\n")[0].rpartition(b"\n")[2]
            with contextlib.suppress(ValueError):
                return dict(json.loads(last))
            if not chunk:
                return {"problem": f"The database's guardian failed:\n{said.decode(errors='replace')}\n"}
    return {"problem": "The database's guardian doesn't answer."}


def _make_cluster(paths: Folders, programs: Path, user: account.Account, *, fsync: bool) -> None:
    """Make the cluster aside and move it into place when it is whole."""
    password = _superuser_password(paths)
    named = account.with_a_name(user)
    with tempfile.TemporaryDirectory(dir=paths.home.parent, prefix=".new-cluster-") as name:
        staging, word = Path(name, "cluster"), Path(name, "password")
        word.touch(mode=0o600)
        word.write_text(password, encoding="ascii")
        named.own(Path(name))
        command = [
            f"{programs}/initdb", "-D", str(staging), "-U", SUPERUSER, f"--pwfile={word}",
            "--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8",
            "--auth=scram-sha-256", "--data-checksums", *([] if fsync else ["--no-sync"]),
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 -- our own program
            command, capture_output=True, text=True, check=False, cwd="/", **named.run_as
        )
        if done.returncode:
            raise DatabaseUnavailableError(
                f"The database couldn't be made in {paths.home}. PostgreSQL said:\n{done.stdout}{done.stderr}"
            )
        user.own(staging)
        staging.rename(paths.cluster)


def _superuser_password(paths: Folders) -> str:
    """Return the superuser's password, drawing it the first time."""
    known = folders.read_json(paths.secrets) or {}
    if SUPERUSER not in known:
        known[SUPERUSER] = secrets.token_urlsafe(24)
        folders.write_private(paths.secrets, known)
    return str(known[SUPERUSER])


def _socket_folder(home: Path, port: int, user: account.Account) -> Path:
    """Return a private folder for the socket, short enough for the kernel."""
    folder = home / "run"
    if len(os.fsencode(folder / f".s.PGSQL.{port}.lock")) > _LONGEST_SOCKET:
        folder = Path(tempfile.mkdtemp(prefix="humiao-", dir=_short_temporary_folder()))
    folder.mkdir(mode=0o700, exist_ok=True)
    user.own(folder)
    return folder


def _short_temporary_folder() -> str:
    """Avoid a TMPDIR that is long itself."""
    return "/tmp" if sys.platform != "win32" else tempfile.gettempdir()  # noqa: S108 -- mkdtemp is private
