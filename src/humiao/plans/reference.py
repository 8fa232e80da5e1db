"""Write the draft's JSON Schema: `python -m humiao.plans.reference [--check]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from humiao.plans.reader.draft import Draft

PAGE = Path("docs/reference/plan-draft.schema.json")


def schema() -> str:
    """Return the schema of what `humiao plan read --json` prints."""
    made = Draft.model_json_schema(mode="serialization")
    return (
        json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}, indent=1, ensure_ascii=False
        )
        + "\n"
    )


def main() -> int:
    """Write or check the file; return the exit code."""
    if "--check" not in sys.argv:
        PAGE.write_text(schema(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == schema():
        return 0
    sys.stderr.write(f"{PAGE} is out of date: run python -m humiao.plans.reference\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
