"""The small rosters of the registry's own tests."""

from humiao.registry.tests.conftest import one

__all__ = ["one"]
