"""`humiao serve`: the database, the web pages and the worker, until Ctrl-C."""

import http.client
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from humiao.cli import environment, ports
from humiao.cli.exits import EPILOG, EnvironmentUnusableError, RefusedError, told
from humiao.cli.supervisor import Child, GaveUpError, Supervisor
from humiao.cli.upgrading import make_ready
from humiao.foundation.postgres import folders

HOST = "127.0.0.1"
APPLICATION = "humiao.config.wsgi:application"
WORKER = "humiao.foundation.worker"


@click.command(epilog=EPILOG)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve.")
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
def serve(port: int, host: str) -> None:
    """Run the database, the web pages and the worker until Ctrl-C.

    A part that dies is started again. HUMIAO_WEB_PROCESSES sets the number of web processes.
    """
    run(port, host)


def run(port: int, host: str = HOST, *, greeting: str = "") -> None:
    """Serve until told to stop; `greeting` is printed once the pages can be opened.

    Ends the command with exit code 3 when the port or the data folder is in use, 1 when a part keeps dying.
    """
    url = f"http://{host}:{port}/"
    with only_one(url):
        if reason := ports.why_not_free(port, host):
            raise EnvironmentUnusableError(reason)
        with environment.database() as found:
            make_ready(found.data, say)
            supervisor = Supervisor(children(host, port), say, _database_keeper(found))
            try:
                with told():
                    supervisor.run(lambda: say(f"Serving {url}  (Ctrl-C stops)\n{greeting}".rstrip()))
            except GaveUpError as error:
                raise RefusedError(str(error)) from error
    say("Stopped.")


def say(text: str) -> None:
    """Print a line at once."""
    click.echo(text)
    sys.stdout.flush()


@contextmanager
def only_one(url: str) -> Iterator[None]:
    """Hold the data folder for this supervisor; exit code 3 when another one serves it."""
    data = environment.data_folder()
    with told():
        folders.Folders(data).make_data()
    lock, card = folders.Lock(data / "serving.lock"), data / "serving.json"
    if not lock.take():
        other = folders.read_json(card) or {}
        raise EnvironmentUnusableError(
            f"The data folder {data} is already being served, by process {other.get('process', '?')} "
            f"at {other.get('url', '?')}. Stop that one, or name another folder in HUMIAO_DATA."
        )
    folders.write_private(card, {"process": os.getpid(), "url": url})
    try:
        yield
    finally:
        card.unlink(missing_ok=True)
        lock.free()


def children(host: str, port: int) -> list[Child]:
    """Return the parts after the database, in the order they start in."""
    processes = os.environ.get("HUMIAO_WEB_PROCESSES") or str(min(os.cpu_count() or 1, 4))
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", processes, "--blocking-threads", "4", "--no-ws",
        "--workers-kill-timeout", "5", "--log-level", "warning", APPLICATION,
    ]  # fmt: skip
    return [
        Child("The web server", web, ready=lambda: _answers(host, port)),
        Child("The worker", [sys.executable, "-m", WORKER]),
    ]


def _answers(host: str, port: int) -> bool:
    """Tell whether a page is served, whatever it says."""
    try:
        connection = http.client.HTTPConnection(host, port, timeout=10)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        finally:
            connection.close()
    except (OSError, http.client.HTTPException):
        return False
    return True


def _database_keeper(found: environment.Environment) -> Callable[[], None]:
    """Return what looks once a second whether the embedded database still runs, and starts it again."""
    next_look = 0.0

    def look() -> None:
        nonlocal next_look
        if found.server is None or time.monotonic() < next_look:
            return
        next_look = time.monotonic() + 1.0
        if not found.server.is_running():
            say("The database has ended; starting it again.")
            found.server.start()

    return look
