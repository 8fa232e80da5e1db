"""`humiao plan read`: read a plan document into a draft programme, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humiao.cli.exits import EPILOG, RefusedError

if TYPE_CHECKING:
    from humiao.plans.reader.draft import Draft

_WORDS = 48
_PLACES = frozenset({"evidence", "start", "end", "clause"})


@click.group()
def plan() -> None:
    """Read plan documents."""


@plan.command(
    epilog=EPILOG.replace(
        "1 a problem was found or the request refused", "1 the file can't be read as a plan"
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="Print the draft as JSON (docs/reference/plan-draft.schema.json)."
)
def read(file: Path, as_json: bool) -> None:
    """Read FILE (.docx, .pdf with text, .txt; .doc where LibreOffice is) and print the draft programme.

    Each line has the section, the clause, what was read and, in quotes, the words it was read from; then
    come the queries and the numbers that ended in no fact. No database is needed and nothing is kept.
    """
    from humiao.plans.reader.api import read_plan
    from humiao.plans.reader.files.problems import FileProblem

    try:
        draft = read_plan(file.read_bytes(), file.name)
    except FileProblem as problem:
        raise RefusedError(
            f"{file.name}: {problem.message_en} {problem.remedy_en} ({problem.code})"
        ) from problem
    except OSError as error:
        raise RefusedError(f"{file.name}: {error.strerror}") from error
    if as_json:
        click.echo(draft.model_dump_json(indent=1))
        return
    for line in _lines(draft):
        click.echo(line)


def _lines(draft: Draft) -> Iterator[str]:
    yield from _facts(draft)
    yield f"\n# queries: {len(draft.queries)}"
    for query in draft.queries:
        choices = " / ".join(choice.label for choice in query.choices)
        yield _row(query.severity, "、".join(query.clauses), f"{query.code}: {query.message}", choices)
    yield f"\n# numbers in no fact: {len(draft.unused)}"
    for left in draft.unused:
        yield _row(left.why, left.clause, left.evidence, "")


def _facts(draft: Draft) -> Iterator[str]:
    for name in type(draft).model_fields:
        if name in ("document", "queries", "unused"):
            continue
        value = getattr(draft, name)
        for fact in value if isinstance(value, tuple) else (value,):
            said = _said(fact)
            if said:
                yield _row(name, fact.clause, said, fact.evidence)


def _said(fact: Any) -> str:
    """Write the fields of a fact that say something; its value alone needs no name."""
    fields = fact.model_dump(mode="json", exclude_defaults=True, exclude=_PLACES | {"parts"})
    value = fields.pop("value", None)
    told = [] if value is None else [str(value)]
    return "; ".join([*told, *(f"{name}={_plain(given)}" for name, given in fields.items())])


def _plain(given: Any) -> str:
    if isinstance(given, dict):
        return " ".join(str(part) for part in given.values() if part not in (None, ""))
    return "、".join(str(part) for part in given) if isinstance(given, list) else str(given)


def _row(*cells: str) -> str:
    *told, words = (" ".join(cell.split()) for cell in cells)
    short = words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
    return "\t".join([*told, f"“{short}”" if short else ""]).rstrip()
