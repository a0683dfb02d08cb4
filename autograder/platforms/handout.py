"""The files of ``exercises/`` that students get: those that belong to the assignment, with stubs that are unsolved.

Anything else (a solved stub, a copy, a link into ``solutions/``) stops the release with a message that names it: a zip
cannot be recalled once it is out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.assignment.model import Assignment, AssignmentError
from autograder.diagnosis import known_mistakes, recorded_candidates
from autograder.judging import recorded_cases
from autograder.platforms.contents import folder_files
from autograder.student.hunt import hunts_file as hunts

STUBS, README = "", "README.md"
# In which folders what is found by its name, and how such files end. A name may go on: stability_clipping.
FOLDERS = {"checks": ".py", "pictures": ".py", "guide": ".md"}


def handout_files(assignment: Assignment) -> dict[str, bytes]:
    """The files of ``exercises/``, by name, with cases and mistakes that are recorded for use without the solutions.

    Raises
    ------
    AssignmentError
        If a file is not for students, or a stub is missing or solved; the message lists all of them.
    """
    if problems := [*_strangers(assignment), *_no_stubs(assignment), *_given_away(assignment)]:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise AssignmentError(f"Nothing was built: students would get what they should not have.\n{listed}")
    files = folder_files("exercises", assignment, ".py", ".md")
    made = {}
    if any(check.is_public and check.needs for check in assignment.checks):
        made[recorded_cases.FILE] = recorded_cases.recorded_cases(assignment)
    if assignment.misconceptions:
        made[recorded_candidates.FILE] = known_mistakes.known_mistakes(assignment)
        made[hunts.FILE] = hunts.hunts(assignment)
    return {**files, **{f"exercises/{name}": content for name, content in made.items()}}


def _strangers(assignment: Assignment) -> Iterator[str]:
    """Links, and files that do not belong to the assignment. Hidden and cached files are never handed out."""
    folder = assignment.folder / "exercises"
    for path in (folder, *sorted(folder.rglob("*"))):
        place = path.relative_to(folder)
        if any(part.startswith((".", "__pycache__")) for part in place.parts):
            continue
        if path.is_symlink():
            yield f"exercises/{place} is a link: put the file itself there, or take it out."
        elif not path.is_dir() and not _is_named(place, path, assignment.module_names):
            yield f"exercises/{place} belongs to no exercise: take it out."


def _is_named(place: Path, path: Path, modules: Sequence[str]) -> bool:
    above = place.parent.as_posix().removeprefix(".")
    if above == STUBS:
        return place.name == README or (place.suffix == ".py" and place.stem in modules)
    if FOLDERS.get(above) != place.suffix:
        return False
    if place.stem.startswith("_"):
        return any(place.stem in _imported(each) for each in path.parent.glob("*.py") if each != path)
    return any(place.stem == module or place.stem.startswith(f"{module}_") for module in modules)


def _imported(path: Path) -> set[str]:
    """The modules that a file imports."""
    nodes = list(ast.walk(_tree(path)))
    names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return names | {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}


def _no_stubs(assignment: Assignment) -> Iterator[str]:
    """Exercises whose stub is missing or solved."""
    for module in assignment.modules:
        path = assignment.folder / "exercises" / f"{module.name}.py"
        body = _tree(path).body if path.is_file() and not path.is_symlink() else []
        for exercise in module.exercises:
            bound = [node for node in body if exercise.name in _names_bound_by(node)]
            if [_is_stub(node) for node in bound] != [True]:
                yield (
                    f"exercises/{module.name}.py: {exercise.name} is no stub. Its body is a docstring, and "
                    "raise NotImplementedError; nothing else there goes by its name."
                )


def _given_away(assignment: Assignment) -> Iterator[str]:
    """Lines of the solutions beside a stub: in a comment, in another function, or in the guide."""
    for module in assignment.modules:
        solution = assignment.folder / "solutions" / f"{module.name}.py"
        lines = set(_telling_lines(_tree(solution))) if solution.is_file() else set()
        for place in (f"exercises/{module.name}.py", f"exercises/guide/{module.name}.md"):
            path = assignment.folder / place
            text = _without_spaces(_without_docstrings(path)) if path.is_file() and not path.is_symlink() else ""
            for line in sorted(line for line in lines if _without_spaces(line) in text):
                yield f"{place} holds a line of solutions/{module.name}.py: {line}"


def _telling_lines(tree: ast.Module) -> Iterator[str]:
    """The statements inside functions that compute something."""
    for function in ast.walk(tree):
        for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
            if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) and node.value is not None:
                kinds = ast.BinOp | ast.Call | ast.Compare | ast.Attribute
                if sum(isinstance(each, kinds) for each in ast.walk(node.value)) > 1:
                    value = ast.unparse(node.value)
                    # As people write it: a tuple without brackets.
                    bare = value[1:-1] if isinstance(node.value, ast.Tuple) else value
                    yield ast.unparse(node).replace(value, bare)


def _without_docstrings(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(_tree(path)) if path.suffix == ".py" else ():
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    return "\n".join(lines)


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _names_bound_by(node: ast.stmt) -> set[str]:
    """The names that a statement binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    aliases = {each.asname or each.name for each in ast.walk(node) if isinstance(each, ast.alias)}
    stored = (each for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
    inner = (each for each in ast.walk(node) if isinstance(each, ast.FunctionDef))
    return aliases | {each.id for each in stored} | {each.name for each in inner}


def _is_stub(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return False
    *before, last = node.body
    says = [each.value.value for each in before if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)]
    raised = last.exc if isinstance(last, ast.Raise) else None
    function = raised.func if isinstance(raised, ast.Call) else raised
    return len(says) == len(before) <= 1 and isinstance(function, ast.Name) and function.id == "NotImplementedError"


def _tree(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        raise AssignmentError(f"{path} cannot be read as Python: {error}") from error
