"""Each act the code writes to the trail has words: the acts are read from the code itself."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import humiao
from humiao.access.people.commands.shutting import ACTIONS
from humiao.desk.acts import ActKind, kind_of, said
from humiao.registry.intake.choices import Action
from humiao.registry.restricted.commands.asking import ANSWERS

_HOME = Path(humiao.__file__).parent
_ACT = ("humiao.foundation.trail.public", "Act")
Writer = tuple[str, str]  # module and name of what is called with an act's name


class Module:
    """One file: its functions, the calls in each, and what the names in it stand for."""

    def __init__(self, path: Path) -> None:
        self.name = ".".join(path.relative_to(_HOME.parent).with_suffix("").parts)
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(self.tree))
        self.functions = [n for n in nodes if isinstance(n, ast.FunctionDef)]
        self.imported = {
            one.asname or one.name: (node.module, one.name)
            for node in nodes
            if isinstance(node, ast.ImportFrom) and node.module
            for one in node.names
        }
        self.calls = [(home, *call) for home in (*self.functions, self.tree) for call in self._calls(home)]

    def _calls(self, home: ast.AST) -> Iterator[tuple[ast.Call, Writer]]:
        for node in ast.walk(home):
            if isinstance(node, ast.Call) and (called := self._called(node)):
                yield node, called

    def _called(self, call: ast.Call) -> Writer | None:
        """Return what is called: a function of this file, an imported one, or one of an imported module."""
        match call.func:
            case ast.Name(id=name):
                return self.imported.get(name, (self.name, name))
            case ast.Attribute(value=ast.Name(id=home), attr=name) if home in self.imported:
                return (".".join(self.imported[home]), name)
        return None


@cache
def texts() -> dict[Path, str]:
    """Return the files of the system without its tests."""
    found = (p for p in sorted(_HOME.rglob("*.py")) if "tests" not in p.parts)
    return {path: path.read_text(encoding="utf-8") for path in found}


_read = cache(Module)


def modules_calling(wanted: Collection[Writer]) -> list[Module]:
    """Return the files that may call one of these; the others need not be read as code."""
    names = {f"{name}(" for _home, name in wanted}
    return [_read(path) for path, text in texts().items() if any(name in text for name in names)]


def named(call: ast.Call, place: tuple[int, str]) -> Iterator[ast.expr]:
    """Yield what a call passes as the name of the act."""
    yield from call.args[place[0] : place[0] + 1]
    yield from (k.value for k in call.keywords if k.arg == place[1])


def parameters(home: ast.AST) -> list[str]:
    """Return the names of a function's arguments; a file has none."""
    if not isinstance(home, ast.FunctionDef):
        return []
    return [a.arg for a in (*home.args.posonlyargs, *home.args.args, *home.args.kwonlyargs)]


@cache
def writers() -> dict[Writer, tuple[int, str]]:
    """Return what takes the name of an act, and as which argument: `Act`, and who passes one on to it."""
    found, before = {_ACT: (0, "action")}, 0
    while len(found) > before:
        before = len(found)
        for module in modules_calling(found):
            for home, call, called in module.calls:
                if called not in found or not isinstance(home, ast.FunctionDef):
                    continue
                names = parameters(home)
                for value in named(call, found[called]):
                    if isinstance(value, ast.Name) and value.id in names:
                        found[module.name, home.name] = (names.index(value.id), value.id)
    return found


@cache
def acts_written() -> dict[str, str]:
    """Return each act and a place that writes it; what can't be read off stands as its own code."""
    found: dict[str, str] = {}
    for module in modules_calling(writers()):
        for home, call, called in module.calls:
            if place := writers().get(called):
                for value in named(call, place):
                    for act in _values(value, module, home):
                        found.setdefault(act, f"{module.name}:{call.lineno}")
    return found


def _values(value: ast.expr, module: Module, home: ast.AST) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _values(one, module, home)
            yield from _values(other, module, home)
        case ast.Name(id=name):
            if name not in parameters(home):  # else its callers say it
                yield from _assigned(name, module, home)
        case _ if isinstance(home, ast.FunctionDef):
            yield ast.unparse(value)


def _assigned(name: str, module: Module, home: ast.AST) -> Iterator[str]:
    """Yield what a name is given, in the function or in the file."""
    for node in (*ast.walk(home), *module.tree.body):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield from _values(node.value, module, home)
            elif isinstance(target, ast.Tuple):
                yield from _of_pair(name, target, node.value)


def _of_pair(name: str, target: ast.Tuple, value: ast.expr) -> Iterator[str]:
    at = [t.id if isinstance(t, ast.Name) else "" for t in target.elts]
    for pair in (n for n in ast.walk(value) if isinstance(n, ast.Tuple)):
        if name in at and isinstance(text := pair.elts[at.index(name)], ast.Constant):
            yield str(text.value)


# what stands in the code as a table or a pattern, and the acts it comes to
STEPS = {
    "f'intake-{step.action.value}'": [f"intake-{action.value}" for action in Action],
    "ACTIONS[what]": [*ACTIONS.values()],
    "ANSWERS[state]": [*ANSWERS.values()],
}


def test_every_act_the_code_writes_has_words():
    found = acts_written()
    assert found.keys() >= {"give-consent", "erase-child", "lift-hold", "finish-destruction"}
    acts = {act: where for name, where in found.items() for act in STEPS.get(name, [name])}
    wordless = {act: where for act, where in acts.items() if said(act) == act}
    assert wordless == {}


def test_what_is_in_no_list_is_a_change():
    assert kind_of("open-file") is ActKind.READ
    assert kind_of("whatever") is ActKind.CHANGE
    assert said("whatever") == "whatever"
