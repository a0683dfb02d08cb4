"""Makes a misconception for the assignment from one student's wrong answer.

It will run in the grader's own process, as the instructor's code. So only functions that do nothing but calculate are
accepted, without comments and docstrings, and the instructor reads them first.
"""

from __future__ import annotations

import builtins
import io
import keyword
import re
import tokenize

from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.page.source_code import anonymous, function_code
from autograder.submissions.submission import Submission
from autograder.text.phrasing import listed

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
FORMATTED = re.compile(r"""[a-z]*f[a-z]*['"]""", re.IGNORECASE)  # f"…"
MOST_HELPERS = 10
CUT_OFF = "…"
# Names that a calculation does not need. Names with double underscores are always refused.
REFUSED = frozenset(
    {
        *("import", "exec", "eval", "compile", "open", "input", "print", "globals", "locals", "vars", "dir"),
        *("getattr", "setattr", "delattr", "hasattr", "breakpoint", "exit", "quit", "help", "class", "type"),
        *("object", "super", "memoryview", "os", "sys", "subprocess", "ctypes", "shutil", "socket", "pathlib"),
        *("importlib", "builtins", "global", "nonlocal", "async", "await", "load", "save", "savez", "loads"),
        *("tofile", "fromfile", "memmap", "loadtxt", "savetxt", "genfromtxt", "ctypeslib", "f2py"),
        *("testing", "dump", "dumps", "lib", "core", "distutils", "DataSource", "fromregex", "source", "frompyfunc"),
    }
)


def misconception_file(submission: Submission, exercise: str, module: str, name: str, hint: str) -> str:
    """A file with the student's function as a misconception, and the other functions that it calls.

    Parameters
    ----------
    submission : Submission
        The student's submission.
    exercise, module : str
        The exercise, and the module that it belongs to.
    name : str
        The misconception's id, with hyphens.
    hint : str
        The hint for students.

    Raises
    ------
    GradebookError
        If the id or the hint is of no use, or if the function does more than calculate.
    """
    if not NAME.fullmatch(name):
        raise GradebookError(f"{name} is not an id: use lower-case letters and hyphens, as in mean-over-batch.")
    if not hint.strip() or '"""' in hint or "\\" in hint:
        raise GradebookError("The hint must be one sentence, without backslashes: a question that leads to the idea.")
    parts = _parts(submission, exercise, module)
    own = name.replace("-", "_")
    main = re.sub(rf"\b{re.escape(exercise)}\b", own, parts.pop(exercise))
    head, body = _split(main)
    text = "\n\n\n".join(
        [
            f'"""What a class wrote for {exercise}."""\n\nimport numpy as np\n\n'
            "from autograder.authoring import misconception",
            *parts.values(),
            f'@misconception("{exercise}")\n{head}\n    """{" ".join(hint.split())}"""\n{body}',
        ]
    )
    try:
        compile(text, f"{own}.py", "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise GradebookError(
            f"The function cannot be taken over as it is ({error}). Write the misconception by hand."
        ) from error
    return f"{text}\n"


def _parts(submission: Submission, exercise: str, module: str) -> dict[str, str]:
    """The function, and all functions of the same student that it calls, the called ones first."""
    parts: dict[str, str] = {}
    waiting = [exercise]
    while waiting:
        name = waiting.pop()
        if name in parts:
            continue
        code = anonymous(function_code(submission, name, module))
        if not code and name == exercise:
            raise GradebookError(f"{exercise} was not found in what was handed in. Write the misconception by hand.")
        if not code:
            continue
        if not code.isascii() or any(char < " " and char != "\n" for char in code):
            raise GradebookError("The function has invisible or look-alike letters. Write the misconception by hand.")
        names = _names(code)
        if refused := sorted(each for each in names if each in REFUSED or each.startswith("__")):
            raise GradebookError(
                f"The function uses {listed(refused)}, and more than a calculation is not taken over: it would run as "
                "your own code. Write the misconception by hand."
            )
        if CUT_OFF in code or len(parts) == MOST_HELPERS:
            raise GradebookError("The function is too long to be taken over. Write the misconception by hand.")
        parts[name] = code
        waiting += [each for each in names if each not in parts and not hasattr(builtins, each)]
    return dict(reversed(parts.items()))


def _names(code: str) -> set[str]:
    """All names in code that are no keywords, and what is refused: some keywords, and texts that hold code."""
    found = set()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.NAME and (token.string in REFUSED or not keyword.iskeyword(token.string)):
            found.add(token.string)
        elif FORMATTED.match(token.string):
            found.add("eval")  # which it does with what stands in its braces
    return found


def _split(code: str) -> tuple[str, str]:
    """A function's signature and its body, each as lines."""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.NEWLINE:
            lines = code.splitlines()
            head, body = lines[: token.start[0]], lines[token.start[0] :]
            if body:
                return "\n".join(head), "\n".join(body)
            before, _, rest = head[-1].rpartition(":")  # all on one line
            return "\n".join([*head[:-1], f"{before}:"]), f"    {rest.strip()}"
    raise GradebookError("The function cannot be taken over as it is. Write the misconception by hand.")
