"""PostgreSQL's main process: how it is started, whether it runs, and what it leaves behind when it dies."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from . import processes
from .account import Account
from .errors import DatabaseUnavailableError

_READY = "ready"
_LINE_OF_STATUS = 7
_LOG_LIMIT = 5_000_000
_SECONDS_TO_ANSWER = 2
_SETTINGS = {
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "work_mem": "16MB",  # a county's year of visits is sorted and hashed in memory
    "max_connections": "100",
    # A dump locks every table of every county at once.
    "max_locks_per_transaction": "256",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "password_encryption": "scram-sha-256",
}
_CARELESS = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Wish:
    """How the server is to be run. `fsync` off loses data in a power cut: tests only."""

    programs: str
    cluster: str
    sockets: str
    port: int
    log: str
    uid: int
    gid: int
    fsync: bool = True
    tcp: bool = False

    def command(self) -> list[str]:
        """Return the command line of the server."""
        settings = {
            **_SETTINGS,
            **({} if self.fsync else _CARELESS),
            "listen_addresses": "127.0.0.1" if self.tcp else "",
            "port": str(self.port),
            "unix_socket_directories": self.sockets,
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [f"{self.programs}/postgres", "-D", self.cluster, *options]


def spawn(wish: Wish) -> "subprocess.Popen[bytes]":
    """Start the server under its account; it stops fast when the process that called this dies."""
    log = Path(wish.log)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        return subprocess.Popen(  # noqa: S603 -- our own program and settings
            wish.command(),
            stdin=subprocess.DEVNULL,
            stdout=handle,
            stderr=handle,
            cwd=wish.cluster,
            start_new_session=True,
            preexec_fn=processes.dying_with_parent(signal.SIGINT),
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            **Account(wish.uid, wish.gid).run_as,
        )
    finally:
        os.close(handle)


def accepts_connections(cluster: Path) -> bool:
    """Tell whether the server accepts connections, recovery over."""
    lines = _pid_file(cluster)
    return len(lines) > _LINE_OF_STATUS and lines[_LINE_OF_STATUS].strip() == _READY


def answers(sockets: Path, port: int) -> bool:
    """Ask the server itself whether it takes connections; one that was killed but isn't gone can't say."""
    from psycopg import pq

    asked = f"host='{sockets}' port={port} dbname=postgres connect_timeout={_SECONDS_TO_ANSWER}"
    return pq.PGconn.ping(os.fsencode(asked)) == pq.Ping.OK


def running_pid(cluster: Path) -> int | None:
    """Return the process number of the server that runs on this cluster, or None."""
    lines = _pid_file(cluster)
    try:
        pid = int(lines[0])
        return pid if _works_in(psutil.Process(pid), cluster) else None
    except (IndexError, ValueError, psutil.Error):
        return None


def clear_what_was_left(cluster: Path, sockets: Path, *, seconds: float = 30.0) -> None:
    """Make way for a new server after one that was killed.

    Server processes that outlived their main process get some time to end. Only then are its lock files
    removed, which are PostgreSQL's own guard against two servers: it would take them for valid where the
    number in them belongs to another program by now, or to a dead process that nobody has waited for.
    """
    locks = [cluster / "postmaster.pid", *sockets.glob(".s.PGSQL.*")]
    if not any(lock.exists() for lock in locks):
        return
    deadline = time.monotonic() + seconds
    while left := [p.pid for p in psutil.process_iter() if _works_in(p, cluster)]:
        if time.monotonic() > deadline:
            raise DatabaseUnavailableError(
                f"Processes of another PostgreSQL still work in {cluster}: {', '.join(map(str, left))}. "
                "End them and start again."
            )
        time.sleep(0.1)
    for lock in locks:
        lock.unlink(missing_ok=True)


def log_tail(log: Path, lines: int = 15) -> str:
    """Return the log's last lines, for a message."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return "(the log is empty)"
    return "\n".join(text.splitlines()[-lines:])


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    """Tell whether a process is PostgreSQL's and works in this cluster, as all of one server's do."""
    try:
        return (
            process.name() == "postgres"
            and process.status() != psutil.STATUS_ZOMBIE
            and Path(process.cwd()) == cluster
        )
    except psutil.Error:
        return False
