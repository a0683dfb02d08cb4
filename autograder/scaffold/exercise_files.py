"""The files of a new exercise, with marks where its author goes on: `templates` as they are filled in."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.assignment.placeholders import MARK
from autograder.scaffold.signature import Signature

LONGEST_LINE = 120
# In the order in which they are best written.
TEMPLATES = {
    "stub.py": "exercises/{module}.py",
    "reference.py": "solutions/{module}.py",
    "public_check.py": "exercises/checks/{module}.py",
    "hidden_check.py": "solutions/checks/{module}.py",
    "misconception.py": "solutions/misconceptions/{module}.py",
    "accepted_alternative.py": "solutions/accepted/{module}.py",
}


@dataclass(frozen=True)
class TemplateFile:
    """One of an exercise's files.

    Attributes
    ----------
    path : str
        From the assignment's folder.
    head : str
        What a new file begins with.
    body : str
        What is in it for one function.
    uses : tuple of str
        What the head imports of the author's language: the body needs it.
    """

    path: str
    head: str
    body: str

    @property
    def uses(self) -> tuple[str, ...]:
        imports = [node for node in ast.parse(self.head).body if isinstance(node, ast.ImportFrom)]
        return tuple(name.name for node in imports for name in node.names)


def parts(signature: Signature, number: int, points: float) -> tuple[TemplateFile, ...]:
    """The files in the order of `TEMPLATES`; `number` is that of the module, should it be new."""
    fields = {
        "module": signature.module,
        "title": _title(signature.module),
        "number": number,
        "function": signature.function,
        "points": f"{points / 2:g}",  # one half for the public check, one for the hidden
        "mark": MARK,
        "define": _definition(signature, ""),
        "define_mistake": _definition(signature, "_first_mistake"),
        "define_odd_one": _definition(signature, "__in_another_way"),
        "parameters": _described(signature),
        "case": _broken("    yield Case", [f"{name}=..." for name in signature.parameters], ""),
        "case_with_answer": _broken("    yield Case", [f"{name}=..." for name in signature.parameters], ".gives(...)"),
    }
    return tuple(
        _filled_in(template, path.format(module=signature.module), fields) for template, path in TEMPLATES.items()
    )


def handout(folder_name: str) -> TemplateFile:
    """What a new assignment has besides."""
    return _filled_in("handout.md", "exercises/README.md", {"title": _title(folder_name), "mark": MARK})


def _filled_in(name: str, path: str, fields: dict[str, Any]) -> TemplateFile:
    """One file: its template has a block for what a new file begins with, and one for each function."""
    template = _environment().get_template(f"{name}.jinja")
    head, body = ("".join(template.blocks[block](template.new_context(fields))) for block in ("head", "body"))
    return TemplateFile(path, head, body)


@cache
def _environment() -> Environment:
    return Environment(  # what is written is Python and Markdown: nothing in it is to be escaped
        loader=PackageLoader("autograder.scaffold"),
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )


def _title(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _definition(signature: Signature, suffix: str) -> str:
    return _broken(f"def {signature.function}{suffix}", list(signature.parameters.values()), ":")


def _described(signature: Signature) -> str:
    if not signature.parameters:
        return ""
    lines = [f"    {name} : array\n        {MARK} its type and shape, and what it is." for name in signature.parameters]
    return "\n".join(["    Parameters", "    ----------", *lines, "", ""])


def _broken(head: str, items: Sequence[str], tail: str) -> str:
    """A call or a definition on one line, or with one item a line where that would be too long."""
    line = f"{head}({', '.join(items)}){tail}"
    if len(line) <= LONGEST_LINE:
        return line
    indent = " " * (len(head) - len(head.lstrip()))
    return "\n".join([f"{head}(", *(f"{indent}    {item}," for item in items), f"{indent}){tail}"])
