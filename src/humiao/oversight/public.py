"""What others may use of oversight."""

from humiao.oversight.queries import FindingValue, findings_page
from humiao.oversight.unusual.commands import judge_unusual, look_for_unusual
from humiao.oversight.verifying import Fault, faults_of, trail_faults

__all__ = [
    "Fault",
    "FindingValue",
    "faults_of",
    "findings_page",
    "judge_unusual",
    "look_for_unusual",
    "trail_faults",
]
