"""Reading submissions from disk: a file, a folder of files, or a folder of many submissions."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from autograder.submission.submission import Submission, python_files

LARGEST_FILE = 1 << 20  # bytes; all nine stubs filled in are some 20 KB
MOST_FILES = 200
NOT_HANDED_IN = {"__pycache__", "__MACOSX", "checks", "node_modules", "site-packages"}


def read_submissions(paths: Iterable[Path], modules: Collection[str]) -> list[Submission]:
    """Read what lies at `paths`, with a name of its own for each submission.

    Parameters
    ----------
    paths : iterable of Path
        Each a file, a folder with one submission, or a folder of such.
    modules : collection of str
        The names of the assignment's modules.
    """
    submissions = [submission for path in paths for submission in _read(path, modules)]
    return list(_with_names_of_their_own(submissions))


def _read(path: Path, modules: Collection[str]) -> list[Submission]:
    if not path.is_dir():
        return [_read_file(path)]
    here = [entry for entry in _entries(path) if entry.is_file() and entry.suffix == ".py"]
    parts = [entry for entry in _entries(path) if entry.is_dir() or (entry.is_file() and _could_be_code(entry))]
    alone = len(parts) == 1 and parts[0].is_file()
    if any(entry.stem in modules for entry in here) or not parts or alone or _is_one(path, modules):
        return [_read_folder(path, modules)]
    return [submission for part in parts for submission in _read_part(part, modules)]


def _read_part(path: Path, modules: Collection[str]) -> list[Submission]:
    """One submission in a folder of many."""
    return [_read_folder(path, modules) if path.is_dir() else _read_file(path)]


def _is_one(folder: Path, modules: Collection[str]) -> bool:
    """Whether a folder without modules of its own holds them one level down, as the student's bundle does."""
    return any((folder / "exercises" / f"{name}.py").is_file() for name in modules)


def _could_be_code(path: Path) -> bool:
    return path.suffix in {".py", ".ipynb", ".zip"}


def _read_file(path: Path) -> Submission:
    source, problem = _source(path, path.parent)
    name = path.stem
    return Submission(name, python_files({} if source is None else {name: source}), (problem,) if problem else ())


def _read_folder(folder: Path, modules: Collection[str]) -> Submission:
    """The Python files of a folder and below; of two with one name, the one that lies nearest to the top."""
    sources: dict[str, bytes] = {}
    messages: list[str] = []
    taken: dict[str, Path] = {}
    for path in _files_below(folder):
        shown = path.relative_to(folder).as_posix()
        name = path.stem
        first = next((other for known, other in taken.items() if known.lower() == name.lower()), None)
        if first is not None:
            kept = first.relative_to(folder).as_posix()
            messages.append(f"Two files are named {name}.py: {kept} was graded, {shown} was not. Hand in one of them.")
            continue
        source, problem = _source(path, folder)
        if problem:
            messages.append(problem)
        if source is not None:
            taken[name], sources[name] = path, source
    if not sources:
        names = ", ".join(f"{name}.py" for name in modules)
        messages.append(f"There is no Python file to grade here. Expected: {names}.")
    name = Path(os.path.abspath(folder)).name  # noqa: PTH100  # resolve() would follow a link: its own name counts
    return Submission(name, python_files(sources), tuple(messages))


def _files_below(folder: Path) -> list[Path]:
    """The Python files in `folder` and below, those nearest to the top first."""
    found: list[Path] = []
    for directory, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if name not in NOT_HANDED_IN and not name.startswith("."))
        found += [Path(directory, name) for name in sorted(names) if name.endswith(".py") and not name.startswith(".")]
        if len(found) > MOST_FILES:
            break
    return sorted(found[:MOST_FILES], key=lambda path: (len(path.parts), str(path)))


def _entries(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "__")))


def _source(path: Path, inside: Path) -> tuple[bytes | None, str | None]:
    """A file's content, or why it cannot be graded."""
    name = path.name
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # a link to itself; a RuntimeError before Python 3.13
        return None, f"{name} is a link that leads nowhere and was not read."
    if not target.is_relative_to(inside.resolve()):
        return None, f"{name} is a link to a file outside of the submission and was not read."
    if not path.is_file():
        return None, f"{name} is no ordinary file and was not read."
    if path.suffix != ".py":
        return None, f"{name} is no Python file. Hand in the .py files."
    try:
        with path.open("rb") as file:
            source = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return None, f"{name} cannot be read: {error.strerror}."
    if len(source) > LARGEST_FILE:
        return None, f"{name} is larger than {LARGEST_FILE >> 20} MB and was not read."
    if b"\0" in source:
        return None, f"{name} is no Python text: it holds NUL bytes. Save it as UTF-8."
    return source, None


def _with_names_of_their_own(submissions: Iterable[Submission]) -> Iterator[Submission]:
    used: set[str] = set()
    for submission in submissions:
        name, number = submission.name, 2
        while name in used:
            name, number = f"{submission.name} ({number})", number + 1
        used.add(name)
        yield Submission(name, submission.sources, submission.messages)
