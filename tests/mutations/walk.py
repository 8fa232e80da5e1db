"""The walk, the parts that tell most first: what has to fail on every mutant. Exit code as pytest's.

    python tests/mutations/walk.py scope|tables|restricted
"""

from __future__ import annotations

import subprocess
import sys

FOREIGN = "someone_elses and (town-supervisor or child-director or provider or worker)"
TELLING = "someone_elses or own_records or pages_tell or declares or leads_only"
STAGES = {
    "scope": (
        ("tests/test_walk.py", "-k", FOREIGN),
        ("tests/test_walk.py", "-k", f"({TELLING}) and not ({FOREIGN})"),
        ("tests/test_restricted_walk.py",),
        ("tests/test_walk.py", "-k", f"not ({TELLING})"),
    ),
    "tables": (("tests/test_walk.py",), ("tests/test_restricted_walk.py",)),
    "restricted": (("tests/test_restricted_walk.py",), ("tests/test_walk.py",)),
}


def main(of: str) -> int:
    """Run the stages until one fails."""
    quiet = ("-q", "-x", "-p", "no:cacheprovider", "-n", "0")
    for stage in STAGES[of]:
        failed = subprocess.call([sys.executable, "-m", "pytest", *quiet, *stage])
        if failed:
            return failed
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
