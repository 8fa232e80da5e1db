"""The world of visits: a programme, a home of two children, a worker."""

from humiao.visits.tests.conftest import world

__all__ = ["world"]
