"""Divides a file or a cell into statements, even if some of them are not valid Python.

If the text as a whole cannot be parsed, each statement is parsed separately, so that a syntax error costs only the
statement that it is in.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from functools import cached_property

from autograder.immutable import immutable
from autograder.sandbox.guest.runtime.jupyter_syntax import LogicalLine, logical_lines

CONTINUES = re.compile(r"(else|elif|except|finally)\b|[)\]}]")
BEGINS = re.compile(r"^(?:def|class|import|from|async|@|if|for|while|with|try)\b|^@", re.MULTILINE)
BINDS = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE)
STRINGS = re.compile(r"""(\"{3}|'{3})(?:\\.|.)*?\1|#[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
MOST_OPEN = 20  # unclosed brackets and strings, after each of which parsing starts again
PARSER_GIVES_UP = (ValueError, RecursionError, MemoryError)


@immutable
class Text:
    """A text to run, with its name in tracebacks and the number of its first line."""

    text: str
    filename: str
    line: int = 1


@immutable
class Statement:
    """One statement at the top of a file or a cell.

    Attributes
    ----------
    line : int
        The line on which it begins.
    node : ast.stmt or None
        Its syntax tree; None if it is not valid Python.
    text : str
        Its text, if it is not valid Python.
    error : Exception or None
        The syntax error, if it is not valid Python.
    """

    line: int
    node: ast.stmt | None = None
    text: str = ""
    error: Exception | None = None

    @classmethod
    def of(cls, node: ast.stmt) -> Statement:
        """A statement of valid Python."""
        decorated = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.decorator_list
        line = min([node.lineno, *(each.lineno for each in decorated or ())])
        return cls(line, node)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names that it defines; if it is not valid Python, those that its beginning shows."""
        return tuple(dict.fromkeys(_bound(self.node) if self.node else _would_bind(self.text)))

    @property
    def is_definition(self) -> bool:
        """Whether it can neither fail nor take long: a function, or a name for a constant."""
        node = self.node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return not node.decorator_list
        return isinstance(node, ast.Assign | ast.Expr) and isinstance(node.value, ast.Constant)

    @property
    def is_needed(self) -> bool:
        """Whether other statements may depend on it: it is not a demonstration."""
        if isinstance(self.node, ast.ClassDef | ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef):
            return True
        if not isinstance(self.node, ast.Assign | ast.AnnAssign):
            return False
        return not any(isinstance(each, ast.Call | ast.comprehension | ast.Await) for each in ast.walk(self.node))


def statements_of(text: str, filename: str, line: int = 1) -> list[Statement]:
    """The statements of a text, in order.

    Parameters
    ----------
    text : str
        The text, with line feeds between its lines.
    filename : str
        Its name in tracebacks.
    line : int
        The number of its first line.
    """
    found, error = _read(text, line, filename)
    if not isinstance(error, SyntaxError):
        return found
    parts = [each for part, number in _parts(text) for each in _read(part, line + number - 1, filename)[0]]
    # If each part is Python but the whole is not, that is reported, too.
    return parts if any(each.error for each in parts) else [*parts, Statement(found[0].line, error=error)]


def _read(part: str, line: int, filename: str) -> tuple[list[Statement], Exception | None]:
    """The statements of a part that begins at a line, even those that are not valid Python, and the first error."""
    try:
        tree = ast.parse(part, filename)
    except (SyntaxError, *PARSER_GIVES_UP) as error:
        for attribute in ("lineno", "end_lineno"):
            if (place := getattr(error, attribute, None)) is not None:
                setattr(error, attribute, place + line - 1)
        return [Statement(line, text=part, error=error)], error
    if line > 1:
        ast.increment_lineno(tree, line - 1)
    return [Statement.of(node) for node in tree.body], None


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """A text divided where its statements begin; each part with its line.

    After a bracket or a string that is never closed, the next line that can only begin a statement begins one.
    """
    line = 1
    for _ in range(MOST_OPEN):
        starts, last = _starts(text)
        if not starts:
            return
        for start, stop in itertools.pairwise(starts):
            yield text[start:stop], line
            line += text.count("\n", start, stop)
        rest = text[starts[-1] :]
        begins = _begins_again(rest, last.open) if last and last.open else None
        if begins is None:
            yield rest, line
            return
        yield rest[:begins], line
        line += rest.count("\n", 0, begins)
        text = rest[begins:]
    yield text, line


def _begins_again(text: str, opened: str) -> int | None:
    """Where the next statement must begin after an unclosed bracket or string: never inside another string."""
    strings = [match.span() for match in STRINGS.finditer(text)] if opened == "bracket" else []
    for match in BEGINS.finditer(text, text.find("\n") + 1 or len(text)):
        if not any(start < match.start() < stop for start, stop in strings):
            return match.start()
    return None


def _starts(text: str) -> tuple[list[int], LogicalLine | None]:
    """Where statements begin, and the last logical line."""
    starts: list[int] = []
    decorated, last = False, None
    for last in logical_lines(text):
        code = text[last.start : last.start + 80]
        indented = last.start > 0 and text[last.start - 1] != "\n"
        if not code.strip() or code[0] in "#\n":
            continue
        if not starts or not (indented or decorated or CONTINUES.match(code)):
            starts.append(last.start)
        decorated = not indented and code.startswith("@")
    return [0, *starts[1:]] if starts else [], last


def _would_bind(part: str) -> Iterator[str]:
    return (name for match in BINDS.finditer(part) for name in match.groups() if name)


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds when it is run, in the order of the text."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names if alias.name != "*")
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    comprehension = isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
    for child in () if comprehension else ast.iter_child_nodes(node):
        yield from _bound(child)
