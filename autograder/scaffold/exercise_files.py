"""The files of a new exercise, rendered from `templates`, with marks where the author is to continue."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.assignment.placeholders import MARK
from autograder.immutable import immutable
from autograder.scaffold.signature import Signature

LONGEST_LINE = 120
# In the order in which an author best completes them.
TEMPLATES = {
    "stub.py": "exercises/{module}.py",
    "reference.py": "solutions/{module}.py",
    "public_check.py": "exercises/checks/{module}.py",
    "hidden_check.py": "solutions/checks/{module}.py",
    "misconception.py": "solutions/misconceptions/{module}.py",
    "accepted_alternative.py": "solutions/accepted/{module}.py",
}


@immutable
class TemplateFile:
    """One file of an exercise.

    Attributes
    ----------
    path : str
        Its path in the assignment's folder.
    head : str
        The beginning of a new file: docstring and imports.
    body : str
        The part for one function, which an existing file gets as well.
    uses : tuple of str
        The names that the head imports from `autograder.authoring`, and that the body needs.
    """

    path: str
    head: str
    body: str

    @property
    def uses(self) -> tuple[str, ...]:
        imports = [node for node in ast.parse(self.head).body if isinstance(node, ast.ImportFrom)]
        return tuple(name.name for node in imports for name in node.names)


def exercise_files(signature: Signature, number: int, points: float) -> tuple[TemplateFile, ...]:
    """The files of a new exercise, in the order of `TEMPLATES`.

    Parameters
    ----------
    signature : Signature
        The function that the exercise asks for.
    number : int
        The number of its module, if that is new.
    points : float
        The points of the exercise.
    """
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
    """The handout of a new assignment."""
    return _filled_in("handout.md", "exercises/README.md", {"title": _title(folder_name), "mark": MARK})


def _filled_in(name: str, path: str, fields: dict[str, Any]) -> TemplateFile:
    """One file, rendered from the two blocks of its template."""
    template = _environment().get_template(f"{name}.jinja")
    head, body = ("".join(template.blocks[block](template.new_context(fields))) for block in ("head", "body"))
    return TemplateFile(path, head, body)


@cache
def _environment() -> Environment:
    return Environment(  # for Python and Markdown, where nothing needs escaping
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
    """A call or a definition on one line, or with one item on each line if that would be too long."""
    line = f"{head}({', '.join(items)}){tail}"
    if len(line) <= LONGEST_LINE:
        return line
    indent = " " * (len(head) - len(head.lstrip()))
    return "\n".join([f"{head}(", *(f"{indent}    {item}," for item in items), f"{indent}){tail}"])
