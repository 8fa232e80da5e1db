"""PostgreSQL itself: run the embedded one, keep its roles, or find the managed one. No Django here."""

from .errors import DatabaseUnavailableError
from .launcher import Address, Server
from .logins import Connections, Login
from .roles import connections, prepare, settings_of, superuser

__all__ = [
    "Address",
    "Connections",
    "DatabaseUnavailableError",
    "Login",
    "Server",
    "connections",
    "prepare",
    "settings_of",
    "superuser",
]
