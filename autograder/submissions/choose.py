"""Chooses between a student's files: which one is used for each module, and which others are kept in addition."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from autograder.immutable import immutable
from autograder.submissions.copies import Progress, module_of, progress_of, version_order
from autograder.submissions.files import NOTEBOOK, PYTHON
from autograder.submissions.submission import Source
from autograder.text.phrasing import plural

PACKAGE = "__init__"


@immutable
class FoundFile:
    """A file of code: where it was found, and its contents.

    Attributes
    ----------
    path : PurePosixPath
        Its path in the submission.
    source : Source
        Its code.
    below : str
        The name of the submitted folder, which may be a package too.
    """

    path: PurePosixPath
    source: Source
    below: str = ""

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.source.cells)

    @property
    def stem(self) -> str:
        return self.path.stem

    @property
    def is_notebook(self) -> bool:
        return self.path.suffix.lower() == NOTEBOOK


@immutable
class Choice:
    """The files that are graded, by module or by path without the extension, and the messages about the others."""

    sources: dict[str, Source]
    messages: tuple[str, ...]


def choose(found: Sequence[FoundFile], modules: Collection[str]) -> Choice:
    """Choose the file for each module, and keep all others that it may need.

    A finished file with the module's name is preferred; an untouched stub is never preferred to an answer. Files that
    were not chosen are kept under their paths, so that functions that only they contain are found.

    Parameters
    ----------
    found : sequence of FoundFile
        All files of code.
    modules : collection of str
        The assignment's modules.
    """
    root = _root(found)
    sources: dict[str, Source] = {}
    messages: list[str] = []
    rest = list(found)
    for module in modules:
        ranked = sorted(_candidates(module, rest, modules), key=lambda each: _rank(each, module))
        if ranked:
            sources[module] = _named(ranked[0], root)
            messages += _passed_over(ranked, module, root)
            rest = [each for each in rest if each not in ranked or _adds_to(ranked[0], each)]
    for each in sorted(rest, key=lambda each: (len(each.path.parts), each.is_notebook is False, str(each.path))):
        key = str(each.path.relative_to(root).with_suffix(""))
        known = sources.setdefault(_same(sources, each, key) or key, _named(each, root))
        if known.cells != each.source.cells:
            messages.append(_not_graded(known.file, each, root, "they have the same name"))
    return Choice(sources, tuple(messages))


def _candidates(module: str, found: Sequence[FoundFile], modules: Collection[str]) -> list[FoundFile]:
    """The files that may be used for a module: those with its name, and renamed copies with the same functions."""
    exact = [each for each in found if each.stem == module]
    functions = frozenset[bytes]().union(*(each.progress.functions for each in exact))
    copies = [
        each
        for each in found
        if each.stem != module
        and not each.is_notebook
        and module_of(each.stem, modules) == module
        and (not exact or each.progress.functions & functions)
    ]
    return exact + copies


def _rank(found: FoundFile, module: str) -> tuple[object, ...]:
    exact, stubs = found.stem == module, found.progress.stubs
    return (
        not (exact and not stubs),
        0 if exact and not stubs else -found.progress.answered,
        not exact,
        len(found.path.parts),
        found.is_notebook,
        tuple(-number for part in found.path.parts[:-1] for number in version_order(part)),
        str(found.path),
    )


def _adds_to(graded: FoundFile, other: FoundFile) -> bool:
    """Whether a file that was not chosen may have functions that the chosen one lacks, or has only as stubs."""
    renamed = other.stem != graded.stem and other.progress.functions - graded.progress.functions
    missing = graded.progress.stubs or renamed
    return other is not graded and bool(missing) and other.source.cells != graded.source.cells


def _passed_over(ranked: Sequence[FoundFile], module: str, root: PurePosixPath) -> Iterator[str]:
    graded = ranked[0]
    for each in ranked[1:]:
        if each.source.cells == graded.source.cells:
            continue
        if each.progress.stubs > graded.progress.stubs:
            why = f"it has {plural(each.progress.stubs, 'function')} still to be written"
        else:
            why = "they have the same name" if each.stem == graded.stem else f"both hold functions of {module}"
        yield _not_graded(str(graded.path.relative_to(root)), each, root, why)


def _not_graded(graded: str, other: FoundFile, root: PurePosixPath, why: str) -> str:
    return f"{graded} was graded, {other.path.relative_to(root)} was not: {why}. Hand in one of them."


def _same(sources: dict[str, Source], found: FoundFile, key: str) -> str | None:
    """The key of a source with this name in the same folder; for notebooks, in any folder."""
    for known, source in sources.items():
        anywhere = found.is_notebook and PurePosixPath(source.file).suffix == NOTEBOOK
        ours, theirs = (found.stem, PurePosixPath(known).name) if anywhere else (key, known)
        if ours.lower() == theirs.lower():
            return known
    return None


def _named(found: FoundFile, root: PurePosixPath) -> Source:
    folder = ".".join(part for part in (found.below, *found.path.parent.parts) if part)
    return replace(found.source, file=str(found.path.relative_to(root)), folder=folder)


def _root(found: Sequence[FoundFile]) -> PurePosixPath:
    """The folder that holds all files; of a package, the folder around it."""
    folders = [each.path.parent for each in found] or [PurePosixPath()]
    root = folders[0]
    while not all(folder.is_relative_to(root) for folder in folders):
        root = root.parent
    packages = {each.path.parent for each in found if each.path.name == f"{PACKAGE}{PYTHON}"}
    while root in packages and root != root.parent:
        root = root.parent
    return root
