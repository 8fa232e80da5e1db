"""Run all tests, in two processes at once: the journeys, and everything else.

A browser driven from Python keeps an event loop in its process, in which Django refuses its database; and a
served demo holds its data folder. So journeys share a process with nothing else. Arguments go to the others.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile


def main() -> int:
    """Run both, print the journeys' report after the others', and return the worse exit code."""
    pytest = [sys.executable, "-m", "pytest"]
    with tempfile.TemporaryFile("w+") as report:
        journeys = subprocess.Popen(
            [*pytest, "-m", "journey", "--durations", "5"], stdout=report, stderr=subprocess.STDOUT
        )
        others = subprocess.run(
            [*pytest, "-m", "not journey", "--durations", "10", *sys.argv[1:]], check=False
        )
        print("The journeys:", flush=True)
        code = journeys.wait()
        report.seek(0)
        print(report.read(), flush=True)
    return max(others.returncode, code)


if __name__ == "__main__":
    sys.exit(main())
