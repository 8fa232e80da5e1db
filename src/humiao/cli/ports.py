"""Whether a port of this machine can be listened on."""

import errno
import socket

import psutil


def why_not_free(port: int, host: str = "127.0.0.1") -> str | None:
    """Return why nobody can listen on the port, in a sentence with what to do, or None when it is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return _sentence(port, error)
    return None


def _sentence(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use{_by_whom(port)}. Name another one with --port (PORT=… for make)."
    if error.errno == errno.EACCES:
        return f"Port {port} may be used by root only. Name one above 1023 with --port (PORT=… for make)."
    return f"Port {port} can't be used: {error.strerror}."


def _by_whom(port: int) -> str:
    """Name the process that listens, where we are allowed to see it."""
    try:
        for found in psutil.net_connections("tcp"):
            listens = found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port
            if listens and found.pid:
                return f" by {psutil.Process(found.pid).name()} (process {found.pid})"
    except psutil.Error:
        return ""
    return ""
