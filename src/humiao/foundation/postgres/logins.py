"""Who logs in to which database where."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Login:
    """A database role's way in. `options` are further words of libpq, such as `sslmode`."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    dbname: str
    options: dict[str, str] = field(default_factory=dict)

    def dsn(self) -> str:
        """Return the connection string for psycopg, the password in it."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo(
            "",
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=self.dbname,
            **self.options,
        )

    def for_django(self) -> dict[str, Any]:
        """Return the login's part of an entry of Django's `DATABASES`; merge its OPTIONS, don't replace."""
        return {
            "HOST": self.host,
            "PORT": str(self.port),
            "USER": self.user,
            "PASSWORD": self.password,
            "NAME": self.dbname,
            "OPTIONS": dict(self.options),
        }


@dataclass(frozen=True)
class Connections:
    """The two logins of an installation: the app's, which owns nothing, and the owner's for migrations."""

    app: Login
    owner: Login
