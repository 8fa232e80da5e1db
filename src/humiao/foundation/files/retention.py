"""How long a file is kept, by what it belongs to: the classes of `foundation.retention`."""

from humiao.foundation.retention.classes import Retention

__all__ = ["Retention"]
