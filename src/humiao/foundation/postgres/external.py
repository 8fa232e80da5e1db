"""A managed PostgreSQL, named by `DATABASE_URL` and `DATABASE_OWNER_URL`."""

import os
from collections.abc import Mapping

from .errors import DatabaseUnavailableError
from .logins import Connections, Login

APP, OWNER = "DATABASE_URL", "DATABASE_OWNER_URL"
_NEEDED = ("host", "user", "dbname")


def from_environment(environ: Mapping[str, str] | None = None) -> Connections | None:
    """Return the managed server's logins, or None when neither variable is set.

    Raises `DatabaseUnavailableError` when one is missing, can't be read, or both name one role.
    """
    given = os.environ if environ is None else environ
    set_ones = [name for name in (APP, OWNER) if given.get(name)]
    if not set_ones:
        return None
    if len(set_ones) == 1:
        missing = OWNER if set_ones == [APP] else APP
        raise DatabaseUnavailableError(
            f"{set_ones[0]} is set and {missing} isn't. A managed server needs both: {APP} for the role the "
            f"app logs in as, which owns nothing, and {OWNER} for the role that owns the database."
        )
    found = Connections(app=_login(APP, given[APP]), owner=_login(OWNER, given[OWNER]))
    if found.app.user == found.owner.user:
        raise DatabaseUnavailableError(
            f"{APP} and {OWNER} name the same role, {found.app.user}. The app must log in as one that owns "
            "nothing, or its counties aren't kept apart."
        )
    return found


def _login(name: str, url: str) -> Login:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        words = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError as error:
        raise DatabaseUnavailableError(f"{name} can't be read: {_without(url, str(error))}") from None
    if missing := [word for word in _NEEDED if not words.get(word)]:
        raise DatabaseUnavailableError(
            f"{name} lacks {', '.join(missing)}; it looks like postgresql://role:password@host:5432/database."
        )
    port = words.pop("port", "5432")
    if not port.isdigit():
        raise DatabaseUnavailableError(f"{name} has port {port!r}; one server with one port is meant.")
    return Login(
        host=words.pop("host"),
        port=int(port),
        user=words.pop("user"),
        password=words.pop("password", ""),
        dbname=words.pop("dbname"),
        options=words,
    )


def _without(url: str, message: str) -> str:
    """Keep a password out of a message."""
    return message.replace(url, "…")
