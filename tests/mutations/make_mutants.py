"""Write the mutants of a Cosmic Ray session as sources: run in the tool's environment.

python make_mutants.py SESSION.sqlite MUTANTS.json
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db


class _Bare(ast.NodeTransformer):
    """Take annotations off: nothing runs them."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant("")
        return self.generic_visit(node)


def _runs(source: str) -> str:
    return ast.dump(_Bare().visit(ast.parse(source)))


def main(session: str, out: str) -> None:
    """Write each work item not filtered out as `{path, line, operator, code}`, in the sources' order."""
    made = []
    with use_db(session, WorkDB.Mode.open) as rows:
        for item in rows.pending_work_items:
            (change,) = item.mutations
            source = Path(change.module_path).read_text(encoding="utf-8")
            if source.splitlines()[change.start_pos[0] - 1].startswith("@dataclass("):
                continue  # frozen or not: nobody who asks a page could notice
            code = mutate_code(source, get_operator(change.operator_name)(), change.occurrence)
            if code and _runs(code) != _runs(source):
                line = change.start_pos[0]
                made.append(
                    {
                        "path": str(change.module_path),
                        "line": line,
                        "operator": change.operator_name,
                        "code": code,
                    }
                )
    made.sort(key=lambda one: (one["path"], one["line"]))  # what noticed one notices its neighbour
    Path(out).write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
