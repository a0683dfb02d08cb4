"""Which statements in a folder's files the value of a name depends on, found from their source without running it.

The files import each other by their bare names, as they do when an assignment is loaded.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.immutable import immutable

ANY = "*"  # stands for every name, as in Python
ALL = (ANY,)
DYNAMIC = {"eval", "exec", "globals", "vars"}  # code that uses these may access any name of the file
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
UNIMPORTANT = {"ctx", "kind", "type_comment", "type_ignores"}


@immutable
class TopLevelStatement:
    """One statement at the top level of a file. An import of several names counts as several statements.

    Attributes
    ----------
    file : str
        The name of the file.
    place : int
        The statement's place in it. Imports, whose order does not matter, come first.
    content : str
        Its syntax tree without comments, whitespace and docstrings; the same on every supported Python.
    binds, mentions : frozenset of str
        The file's names that it assigns or may change, and those that it uses.
    imports : tuple of (str, str)
        The modules that it imports, each with the imported name; a star stands for all names.
    """

    file: str
    place: int
    content: str
    binds: frozenset[str]
    mentions: frozenset[str]
    imports: tuple[tuple[str, str], ...]


class Definitions:
    """The top-level statements of the Python files in a folder; a file is read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, list[TopLevelStatement]] = {}
        self._by_name: dict[str, dict[str, list[TopLevelStatement]]] = {}

    def path(self, file: str) -> Path:
        """The path of a file, whether it exists or not."""
        return self._folder / f"{file}.py"

    def of(self, file: str) -> list[TopLevelStatement]:
        """All statements of a file; empty if there is no such file."""
        if file not in self._files:
            path = self.path(file)
            self._files[file] = list(_statements(file, path.read_text(encoding="utf-8"))) if path.is_file() else []
        return self._files[file]

    def closure(self, file: str, name: str) -> list[TopLevelStatement]:
        """The statements that `name` depends on, directly or indirectly, by file and in the order of each."""
        waiting, found = self._binding(file, name), set()
        while waiting:
            statement = waiting.pop()
            if statement in found:
                continue
            found.add(statement)
            for mentioned in ALL if statement.mentions & DYNAMIC else statement.mentions:
                waiting += self._binding(statement.file, mentioned)
            for module, imported in statement.imports:
                waiting += self._binding(module, imported)
        return sorted(found, key=lambda each: (each.file, each.place, each.content))

    def _binding(self, file: str, name: str) -> list[TopLevelStatement]:
        """The statements of a file that bind a name; all of them for `ANY`."""
        if name == ANY:
            return self.of(file)
        if file not in self._by_name:
            index = self._by_name.setdefault(file, {ANY: []})
            for statement in self.of(file):
                for bound in statement.binds:
                    index.setdefault(bound, []).append(statement)
        index = self._by_name[file]
        return index.get(name, []) + index[ANY]


def normalized(node: object) -> str:
    """A syntax tree as text, independent of layout, comments, docstrings and the version of Python."""
    parts: list[str] = []
    _write(node, parts)
    return "".join(parts)


def _write(node: object, parts: list[str]) -> None:
    if isinstance(node, list):
        parts.append("[")
        for each in node:
            if not _is_text(each):
                _write(each, parts)
                parts.append(",")
        parts.append("]")
    elif isinstance(node, ast.AST):
        parts.append(f"{type(node).__name__}(")
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(node, ast.JoinedStr):  # Python 3.12 has empty pieces in some
                value = [each for each in node.values if not (isinstance(each, ast.Constant) and each.value == "")]
            # Fields that newer versions add are empty if unused.
            if name not in UNIMPORTANT and value is not None and value != []:
                parts.append(f"{name}=")
                _write(value, parts)
        parts.append(")")
    else:
        parts.append(f"{type(node).__name__} {node!r}")


def _is_text(node: object) -> bool:
    """Whether a statement is nothing but a string, as a docstring is."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _statements(file: str, source: str) -> Iterator[TopLevelStatement]:
    scopes = {each.get_lineno(): each for each in symtable.symtable(source, file, "exec").get_children()}
    for place, node in enumerate(_one_import_each(ast.parse(source).body)):
        if _is_text(node):
            continue
        if isinstance(node, DEFINITIONS):
            binds, mentions = frozenset({node.name}), _mentioned_around(node) | _mentioned_in(scopes[node.lineno])
        else:
            binds, mentions = _bound(node), _mentioned(node)
            if not isinstance(node, IMPORTS) and not _only_assigns(node):
                binds |= mentions  # a loop, a condition or a bare call may change whatever it mentions
        order = -1 if isinstance(node, IMPORTS) else place
        yield TopLevelStatement(file, order, normalized(node), binds, mentions, tuple(_imports(node)))


def _one_import_each(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.Import):
            yield from (ast.Import([alias]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (ast.ImportFrom(node.module, [alias], node.level) for alias in node.names)
        else:
            yield node


def _only_assigns(node: ast.stmt) -> bool:
    """Whether a statement assigns names and changes nothing else."""
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    parts = (part for target in targets for part in ast.walk(target))
    return not any(isinstance(part, ast.Attribute | ast.Subscript) for part in parts)


def _bound(node: ast.stmt) -> frozenset[str]:
    if isinstance(node, IMPORTS):
        return frozenset((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    return frozenset(
        each.name if isinstance(each, DEFINITIONS) else each.id
        for each in ast.walk(node)
        if isinstance(each, DEFINITIONS) or (isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
    ) | {name for each in ast.walk(node) if each is not node and isinstance(each, IMPORTS) for name in _bound(each)}


def _mentioned(*nodes: ast.AST) -> frozenset[str]:
    return frozenset(each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name))


def _mentioned_around(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> frozenset[str]:
    """The names in decorators, defaults, annotations and bases, which belong to the scope of the file."""
    within = set(map(id, node.body))
    return _mentioned(*(child for child in ast.iter_child_nodes(node) if id(child) not in within))


def _mentioned_in(scope: symtable.SymbolTable) -> frozenset[str]:
    """The file's names that a function or a class uses, without local variables of the same names."""
    names = {each.get_name() for each in scope.get_symbols() if each.is_global()}
    return frozenset(names.union(*map(_mentioned_in, scope.get_children())))


def _statements_within(node: ast.stmt) -> Iterator[ast.stmt]:
    """A statement and all those in its body, without their expressions."""
    yield node
    for _, value in ast.iter_fields(node):
        for each in value if isinstance(value, list) else ():
            if isinstance(each, ast.stmt):
                yield from _statements_within(each)
            elif isinstance(each, ast.ExceptHandler | ast.match_case):
                for inner in each.body:
                    yield from _statements_within(inner)


def _imports(node: ast.stmt) -> Iterator[tuple[str, str]]:
    for each in [node] if isinstance(node, IMPORTS) else _statements_within(node):
        if isinstance(each, ast.Import):
            yield from ((alias.name.partition(".")[0], ANY) for alias in each.names)
        elif isinstance(each, ast.ImportFrom) and each.module and not each.level:
            yield from ((each.module.partition(".")[0], alias.name) for alias in each.names)
