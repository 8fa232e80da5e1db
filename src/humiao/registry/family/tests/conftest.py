"""One child on a roster, as the registry's own tests have it."""

from humiao.registry.tests.conftest import one

__all__ = ["one"]
