"""What the command line may use of the demo."""

from humiao.demo.build import NotOursError, build_demo, is_built

__all__ = ["NotOursError", "build_demo", "is_built"]
