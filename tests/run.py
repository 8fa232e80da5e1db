"""Run all tests, in two processes at once: the journeys, and everything else.

A browser driven from Python keeps an event loop in its process, in which Django refuses its database; and a
served demo holds its data folder. So journeys share a process with nothing else. Arguments go to the others.
Every process they start writes down what of the system it ran; `tests/coverage_gate.py` adds it up.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile


def main() -> int:
    """Run both, print the journeys' report after the others'; return 1 unless both went well."""
    shutil.rmtree("build/coverage", ignore_errors=True)
    os.makedirs("build/coverage")
    pytest = [sys.executable, "-m", "coverage", "run", "-m", "pytest"]
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
    for name, ended in (("journeys", code), ("others", others.returncode)):
        if ended < 0:
            print(f"The {name} were ended by signal {-ended} before they were through.", flush=True)
    return 0 if others.returncode == code == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
