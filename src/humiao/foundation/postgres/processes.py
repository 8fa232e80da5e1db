"""Whether a process lives, and children that end with us, however we end."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

import psutil

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def lives(pid: int) -> bool:
    """Tell whether the process runs; one that is dead and that nobody has waited for doesn't."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def dying_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn` after which the kernel sends the child `sign` when its parent dies.

    Linux only; elsewhere it does nothing. The child must be started from a thread that lives as long as the
    parent, since the kernel means the thread. It has to be set after the account is changed, which clears
    it; Popen runs `preexec_fn` after that.
    """
    parent = os.getpid()

    def set_in_child() -> None:
        if _libc is None:
            return
        _libc.prctl(_PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it died before the kernel was told
            os.kill(os.getpid(), sign)

    return set_in_child
