"""What changes findings."""

from humiao.oversight.unusual.commands.judging import judge_unusual
from humiao.oversight.unusual.commands.looking import look_for_unusual

__all__ = ["judge_unusual", "look_for_unusual"]
