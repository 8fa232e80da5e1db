"""Write the reference pages made from code: `python -m humiao.programmes.reference [--check]`."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from humiao.foundation.bilingual import Bilingual
from humiao.foundation.reference import write_or_check
from humiao.measures.catalogue import CATALOGUE
from humiao.programmes.categories import Category
from humiao.programmes.terms.programme import ProgrammeTerms
from humiao.programmes.terms.queries import QueryCode

_MADE = "<!-- Made by `python -m humiao.programmes.reference`; change the code, not this page. -->"


def measures_page() -> str:
    """Give the table of every measure."""
    lines = ["# Measures", "", _MADE, ""]
    lines += [
        "An indicator names one of these. A rate is in percent, with what was exempt left out of both sides.",
        "",
    ]
    lines += [
        "| Code | 名称 | Name | Unit | Fold | What it needs | 说明 | Records |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for item in CATALOGUE:
        records = "yes" if item.available else "later"
        cells = (
            f"`{item.code}`",
            item.name.zh,
            item.name.en,
            item.unit,
            f"`{item.fold}`",
            item.needs.en,
            item.needs.zh,
        )
        lines.append(f"| {' | '.join(cells)} | {records} |")
    return "\n".join(lines) + "\n"


def _both(text: Bilingual) -> tuple[str, str]:
    return text.en, text.zh


def terms_page() -> str:
    """Give every field of the programme's terms, model by model, with its docstring."""
    lines = ["# Programme terms", "", _MADE, ""]
    lines += [
        "Every switch of a programme, as its data file writes it. An item without a clause is refused.",
        "The clause `合同` marks a fact of the contract, `默认` a house default where the plan is silent.",
        "",
    ]
    for model in _models(ProgrammeTerms, set()):
        lines += _section(model)
    lines += ["## Query codes", "", ", ".join(f"`{code}`" for code in QueryCode), ""]
    lines += ["## Categories", "", "| Code | 名称 | Name |", "|---|---|---|"]
    lines += [f"| `{item}` | {item.zh} | {item.en} |" for item in Category]
    return "\n".join(lines) + "\n"


def _section(model: type[BaseModel]) -> list[str]:
    lines = [f"## {model.__name__}", "", (model.__doc__ or "").strip(), ""]
    lines += ["| Field | Type | Default | Meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        meaning = field.description or ""
        lines.append(f"| `{name}` | {_written(field.annotation)} | {_default(field)} | {meaning} |")
    return [*lines, ""]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    return "none" if field.default in (None, (), "") else f"`{str(field.default).lower()}`"


def _written(annotation: Any) -> str:
    """Write a type for somebody who writes a data file."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _written(parts[0])
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin is tuple:
        return f"list of {_written(parts[0])}"
    if origin in (Union, UnionType):
        return " or ".join(_written(part) for part in parts if part is not type(None))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return str(getattr(annotation, "__name__", annotation))


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    if model in seen:
        return
    seen.add(model)
    yield model
    for field in model.model_fields.values():
        for inner in _inner(field.annotation):
            yield from _models(inner, seen)


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inner(part)


PAGES = {"measures.md": measures_page, "programme-terms.md": terms_page}


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; return the exit code."""
    return write_or_check(PAGES, module="humiao.programmes.reference", arguments=arguments)


if __name__ == "__main__":
    raise SystemExit(main())
