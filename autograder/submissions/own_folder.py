"""Decides whether a folder is one student's submission."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from autograder.submissions.copies import MARK, WORD, may_be_versions, module_of, say_version
from autograder.submissions.files import NOTEBOOK, File, Folder, Unreadable
from autograder.submissions.layout import could_be_handed_in, is_module, look_into

COPY = re.compile(r"(-Copy\d+| \(\d+\))+$")  # what Jupyter and browsers add to a name
PACKAGE = "__init__.py"
OF_A_PROJECT = {"setup.py", "setup.cfg", "pyproject.toml"}
MOST_FILES = 40  # of one student, in which imports are looked for
LARGEST = 20 << 20  # bytes
PART = re.compile(r"(?:part|teil|question|task|aufgabe|exercise|problem|section|step|q|ex)[ _-]?\d+", re.IGNORECASE)
A_CLASS = re.compile(
    r"class|course|submi|hand|homework|hw|assign|student|group|download|export|section|batch", re.IGNORECASE
)
DEFINED = re.compile(rb"(?:^|\n|\"|\\n)(?:async )?def (\w+)")


def is_one_students(folder: Folder, modules: Collection[str]) -> bool:
    """Whether a folder is one student's: it contains modules, or files that belong together, or no code at all."""
    code = [file for file in folder.files if file.code]
    others: list[File | Folder] = [*folder.folders, *(file for file in folder.files if file.archive)]
    bundle = folder.folder("exercises")
    return (
        any(is_module(file, modules) for file in code)
        or _are_modules(code, modules)
        or any(file.name in OF_A_PROJECT for file in folder.files)
        or (bundle is not None and any(is_module(entry, modules) for entry in look_into(bundle)))
        or (not code and not others and not folder.hidden_folders)
        or (len(code) == 1 and not any(_may_hold_code(each) for each in others))
        or (not others and (_are_copies(code) or _are_parts(code)))
        or (not code and _are_versions(folder.name, others))
        or (not code and len(others) == 1 and _is_package(others[0]))
        or _import_each_other(code, [each for each in folder.folders if _may_hold_code(each)], others)
    )


def _are_modules(code: Sequence[File], modules: Collection[str]) -> bool:
    """Whether all files are renamed modules with the same addition to their names, or none, so not names of people."""
    rests = {_beside_module(file.stem, modules) for file in code}
    distinct = {module_of(file.stem, modules) for file in code}
    return len(code) > 1 and len(rests) == 1 and None not in rests and (len(distinct) == len(code) or "" in rests)


def _beside_module(stem: str, modules: Collection[str]) -> str | None:
    """The rest of a renamed module's name, without what browsers and Jupyter add; None for another file."""
    module = module_of(stem, modules)
    if module is None:
        return None
    words = [word for word in WORD.findall(stem.lower()) if not MARK.fullmatch(word) and word != "of"]
    return " ".join(word for word in words if word not in WORD.findall(module.lower()))


def _may_hold_code(entry: File | Folder) -> bool:
    return isinstance(entry, File) or any(could_be_handed_in(each) for each in look_into(entry))


def _is_package(entry: File | Folder) -> bool:
    return isinstance(entry, Folder) and any(each.name == PACKAGE for each in look_into(entry))


def _are_copies(code: Sequence[File]) -> bool:
    """Whether these are all copies of one notebook."""
    return len({COPY.sub("", file.stem) for file in code}) == 1 and all(file.suffix == NOTEBOOK for file in code)


def _are_parts(code: Sequence[File]) -> bool:
    """Whether these are numbered parts of one work: no function is defined in two of them."""
    return (
        1 < len(code) <= MOST_FILES
        and all(PART.search(file.stem) for file in code)
        and len({PART.sub("", file.stem.lower()) for file in code}) == 1
        and _define_different_functions([_text(file) for file in code])
    )


def _are_versions(around: str, others: Sequence[File | Folder]) -> bool:
    """Whether these are versions of one work, usually in a folder with its author's name."""
    names = [each.name for each in others]
    if not all(isinstance(each, Folder) and _may_hold_code(each) for each in others):
        return False
    return say_version(names) or (may_be_versions(names) and not A_CLASS.search(around))


def _define_different_functions(texts: Iterable[bytes]) -> bool:
    defined: set[bytes] = set()
    for text in texts:
        here = set(DEFINED.findall(text))
        if here & defined:
            return False
        defined |= here
    return True


def _import_each_other(code: Sequence[File], folders: Sequence[Folder], others: Sequence[File | Folder]) -> bool:
    """Whether all files and folders are connected by imports, and no function is defined in two of them.

    The second condition is needed because the students of a class all define the same functions.
    """
    if not code or len(code) + len(folders) > MOST_FILES or any(isinstance(each, File) for each in others):
        return False
    texts = {file.stem: _text(file) for file in code}
    texts |= {folder.name: b"\n".join(_texts(folder)) for folder in folders}
    if len(texts) < len(code) + len(folders):
        return False
    if not _define_different_functions(texts.values()):
        return False
    return _are_connected({name: _imported(text, set(texts) - {name}) for name, text in texts.items()})


def _text(file: File) -> bytes:
    try:
        return file.content(LARGEST)
    except Unreadable:
        return b""


def _texts(folder: Folder) -> Iterator[bytes]:
    files = [entry for entry in look_into(folder) if isinstance(entry, File) and entry.code and not entry.link]
    yield from (_text(file) for file in files[:MOST_FILES])


def _imported(text: bytes, names: Collection[str]) -> set[str]:
    return {name for name in names if name.isidentifier() and _import_of(name).search(text)}


def _import_of(name: str) -> re.Pattern[bytes]:
    """An import of a module, or `%run` of it, in a file's lines or a notebook's JSON."""
    called = re.escape(name.encode())
    imports = rb"(?:from|import)[ \t]+(?:[\w., \t]+[, \t])?\.?" + called
    runs = rb"%run[ \t]+(?:-\w+[ \t]+)*[\"'\\]*(?:\./)?" + called
    return re.compile(rb"(?:^|\n|\"|\\n)[ \t]*(?:" + imports + rb"|" + runs + rb")\b")


def _are_connected(imports: dict[str, set[str]]) -> bool:
    """Whether imports, in either direction, connect all of them."""
    reached: set[str] = set()
    to_visit = [next(iter(imports))]
    while to_visit:
        name = to_visit.pop()
        if name not in reached:
            reached.add(name)
            to_visit += [*imports[name], *(other for other, names in imports.items() if name in names)]
    return len(reached) == len(imports) > 1
