"""Write the draft's JSON Schema: `python -m humiao.plans.reference [--check]`."""

from __future__ import annotations

import json
import sys

from humiao.foundation.reference import write_or_check
from humiao.plans.reader.draft import Draft


def schema() -> str:
    """Return the schema of what `humiao plan read --json` prints."""
    made = Draft.model_json_schema(mode="serialization")
    return (
        json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}, indent=1, ensure_ascii=False
        )
        + "\n"
    )


def main(arguments: list[str] | None = None) -> int:
    """Write or check the file; return the exit code."""
    return write_or_check(
        {"plan-draft.schema.json": schema}, module="humiao.plans.reference", arguments=arguments
    )


if __name__ == "__main__":
    sys.exit(main())
