"""What a deed costs in processor time, where only its growth or its ratio to a floor is asked."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def spent(deed: Callable[[], object], tries: int = 3) -> float:
    """Processor seconds of the quickest of so many tries.

    The collector stands still meanwhile: late in a long run one full collection of everything the tests
    hold takes more than a second, and falls on whoever happens to allocate.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        return min(_once(deed) for _ in range(tries))
    finally:
        if collected:
            gc.enable()


def _once(deed: Callable[[], object]) -> float:
    started = time.process_time()
    deed()
    return time.process_time() - started
