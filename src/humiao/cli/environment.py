"""What a command stands on: the data folder, the database in it, Django."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from humiao.cli.exits import told

if TYPE_CHECKING:
    from humiao.foundation.postgres import Server

DATA = "HUMIAO_DATA"
SETTINGS = "DJANGO_SETTINGS_MODULE"


@dataclass(frozen=True)
class Environment:
    """The data folder, and the embedded server; None when the database is a managed one."""

    data: Path
    server: "Server | None"


def data_folder() -> Path:
    """Return the data folder: `HUMIAO_DATA`, else `.data` in the current folder."""
    return Path(os.environ.get(DATA) or ".data").absolute()


@contextmanager
def running_database() -> Iterator[Environment]:
    """Have the database run, and Django set up on it, for as long as the block lasts.

    The embedded server is started or joined; it stops after its last user. Ends the command with exit
    code 3 and a message when the database can't be used.
    """
    with database() as environment:
        set_up_django()
        yield environment


@contextmanager
def database() -> Iterator[Environment]:
    """Have the database run with its roles, without Django; tell settings where by the environment."""
    from humiao.foundation.postgres import Server, external, folders, prepare

    data = data_folder()
    os.environ[DATA] = str(data)
    os.environ.setdefault(SETTINGS, "humiao.config.settings")
    with told():
        managed = external.from_environment()
    if managed:
        folders.Folders(data).make_data()
        yield Environment(data, server=None)
        return
    server = Server(data)
    with told():
        server.start()
    try:
        with told():
            prepare(data, prefix=os.environ.get("HUMIAO_ROLE_PREFIX", "humiao"))
        yield Environment(data, server)
    finally:
        server.stop()


def set_up_django() -> None:
    """Load the settings and the apps, once the database runs and settings can say where it is."""
    import django

    django.setup()
