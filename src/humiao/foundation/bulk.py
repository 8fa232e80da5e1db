"""Work on many thousand rows at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Leave the search for cycles until a piece of bulk work is done.

    Reading ten thousand rows makes a million small objects that all live on: each search among them
    walks the whole process and finds nothing. It took a tenth of an import's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
