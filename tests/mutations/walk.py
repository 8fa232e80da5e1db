"""The walk, the parts that tell most first: what has to fail on every mutant. Exit code as pytest's."""

from __future__ import annotations

import subprocess
import sys

OWN_AND_FOREIGN = "own_records or someone_elses or told or pages_tell or looks or figure"
STAGES = (
    ("tests/test_walk.py", "-k", OWN_AND_FOREIGN),
    ("tests/test_restricted_walk.py",),
    ("tests/test_walk.py", "-k", f"not ({OWN_AND_FOREIGN})"),
)


def main() -> int:
    """Run the stages until one fails."""
    quiet = ("-q", "-x", "-p", "no:cacheprovider", "-n", "0")
    for stage in STAGES:
        failed = subprocess.call([sys.executable, "-m", "pytest", *quiet, *stage])
        if failed:
            return failed
    return 0


if __name__ == "__main__":
    sys.exit(main())
