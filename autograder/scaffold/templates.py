"""The files of a new exercise, with marks where its author goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.assignment.placeholders import MARK
from autograder.scaffold.signature import Signature

LONGEST_LINE = 120


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
        The names that the body needs, and that the head imports.
    """

    path: str
    head: str
    body: str
    uses: tuple[str, ...] = ()


def parts(signature: Signature, number: int, points: float) -> tuple[TemplateFile, ...]:
    """The files in the order in which they are best written; `number` is that of the module, should it be new."""
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
        TemplateFile(part.path.format(**fields), part.head.format(**fields), part.body.format(**fields), part.uses)
        for part in (STUB, REFERENCE, PUBLIC_CHECK, HIDDEN_CHECK, MISCONCEPTION, ACCEPTED_ALTERNATIVE)
    )


def handout(folder_name: str) -> TemplateFile:
    """What a new assignment has besides."""
    return TemplateFile("exercises/README.md", f"# {_title(folder_name) or 'Exercises'}\n", HANDOUT.format(mark=MARK))


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


STUB = TemplateFile(
    "exercises/{module}.py",
    '''\
"""{title}.

{mark} what this file is about, and what is the same in all its functions.
"""

import numpy as np
''',
    '''\
{define}
    """{mark} what it does, in one line.

    {mark} the formula, where it stands in the lecture, and what is easily overlooked.

{parameters}    Returns
    -------
    array
        {mark} its type and shape, and what it is. Several results have a name each.

    Examples
    --------
    {mark} a call after >>>, with numbers of no check, and below it what comes back.
    """
    raise NotImplementedError
''',
)
REFERENCE = TemplateFile(
    "solutions/{module}.py",
    '"""{title}."""\n',
    """\
{define}
    # {mark} the right answer, as it would stand on a slide. Several are named: return dW, db.
    raise NotImplementedError
""",
)
PUBLIC_CHECK = TemplateFile(
    "exercises/checks/{module}.py",
    '"""{number}. {title}."""\n\nfrom autograder.authoring import Case, check\n',
    '''\
@check("{function}", points={points})
def {function}_by_hand():
    """{mark} what these inputs show, in a line for students"""
    # {mark} numbers that can be followed by hand, and what they give: .gives(value), .gives(dW=..., db=...).
{case_with_answer}
''',
    ("Case", "check"),
)
HIDDEN_CHECK = TemplateFile(
    "solutions/checks/{module}.py",
    '"""Hidden checks: {title}."""\n\nfrom autograder.authoring import Case, check\n',
    '''\
@check("{function}", points={points})
def {function}_of_drawn_inputs(rng):
    """{mark} what kinds of inputs these are, in a line for students"""
    # {mark} a case each for several shapes, signs and scales, whole numbers, arguments_unchanged.
{case}
''',
    ("Case", "check"),
)
MISCONCEPTION = TemplateFile(
    "solutions/misconceptions/{module}.py",
    '"""How it goes wrong: {title}."""\n\nfrom autograder.authoring import misconception\n',
    '''\
@misconception("{function}")
{define_mistake}
    """{mark} a question that leads to the idea, and does not say the answer"""
    # {mark} the answer of who makes this mistake, and the mistake's name for the function's. Then more of them.
    raise NotImplementedError
''',
    ("misconception",),
)
ACCEPTED_ALTERNATIVE = TemplateFile(
    "solutions/accepted/{module}.py",
    '"""Accepted alternatives: {title}."""\n',
    """\
{define_odd_one}
    # {mark} a right answer that a check might take for a wrong one; the name says how. Then more of them.
    raise NotImplementedError
""",
)
HANDOUT = """\
{mark} what students do here, the notation, how to work, how to hand in, and what is graded.
"""
