"""Collects the code of one submission, whatever folders and zips it is in."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from autograder.submissions.choose import FoundFile, choose
from autograder.submissions.copies import is_version, version_order
from autograder.submissions.decoding import decoded
from autograder.submissions.exported import python_source
from autograder.submissions.files import NOTEBOOK, PYTHON, ZIP, File, Folder, Unreadable
from autograder.submissions.notebook import read_notebook
from autograder.submissions.submission import Source, Submission
from autograder.submissions.zip_files import Allowance, unzipped
from autograder.text.phrasing import listed

LARGEST_FILE = 1 << 20  # bytes of code; all nine files with answers are about 20 KB
LARGEST_NOTEBOOK = 20 << 20  # with its outputs
LARGEST_ZIP = 50 << 20
LARGEST_SUBMISSION = 100 << 20  # all that is read of it, uncompressed
MOST_FILES = 200
MOST_FOLDERS = 1000
DEEPEST_ZIP = 3  # zips in zips
MOST_MESSAGES = 20
MOST_NAMED = 5
DOCUMENTS = {".md", ".qmd", ".rmd"}  # texts that may have cells of Python in them


def collect_sources(
    name: str, part: File | Folder, modules: Collection[str], known: Collection[str] = ()
) -> Submission:
    """The submission in a file or a folder.

    Of files with the same name, the one nearest to the top is used: a Python file if the assignment has a module of
    that name, otherwise the notebook, since a Python file beside it is usually its export.

    Parameters
    ----------
    name : str
        The name of the submission.
    part : File or Folder
        The file or the folder.
    modules : collection of str
        The names of the assignment's modules.
    known : collection of str
        Messages that there are about it already.
    """
    reading = _Collector(part.name if isinstance(part, Folder) else "", modules)
    reading.find(part if isinstance(part, Folder) else Folder(name, lambda: [replace(part, link=False)]))
    sources = reading.take()
    messages = [*known, *reading.messages, *_which_counts(sources, modules)]
    if not sources and not reading.messages:
        messages.append(_nothing_here(modules, reading.other))
    if more := messages[MOST_MESSAGES:]:
        messages[MOST_MESSAGES:] = [f"There are {len(more)} more messages of this kind."]
    return Submission(name, sources, tuple(messages))


class _Collector:
    """A submission while it is being read.

    Attributes
    ----------
    messages : list of str
        Messages about its files.
    other : list of str
        Files that hold no code, by their names.
    """

    def __init__(self, name: str, modules: Collection[str]) -> None:
        self.messages: list[str] = []
        self.other: list[str] = []
        self._name = name
        self._modules = modules
        self._code: list[tuple[str, File]] = []
        self._room = LARGEST_SUBMISSION
        self._allowance = Allowance()

    def find(self, root: Folder) -> None:
        """Find the files of code, those nearest to the top first. A zip is treated as a folder."""
        queue = deque([(root, "", 0)])
        for _ in range(MOST_FOLDERS):
            if not queue:
                return
            folder, path, zips = queue.popleft()
            try:
                entries = folder.entries
            except Unreadable as problem:
                self.messages.append(str(problem))
                continue
            for entry in self._newest(entries, path):
                shown = f"{path}{entry.name}"
                if isinstance(entry, File) and not (entry.code or entry.archive):
                    self.other.append(shown)
                elif entry.link:
                    self.messages.append(f"{shown} is a link and was not read. Hand in what it leads to.")
                elif isinstance(entry, Folder):
                    queue.append((entry, f"{shown}/", zips))
                elif entry.code:
                    self._code.append((shown, entry))
                elif entry.suffix != ZIP:
                    self.messages.append(f"{shown} is an archive that is not opened here. Hand in a .zip.")
                elif zips == DEEPEST_ZIP:
                    self.messages.append(f"{shown} is a zip in too many zips and was not opened.")
                else:
                    queue.append((self._as_folder(entry), f"{shown}/", zips + 1))
            if len(self._code) > MOST_FILES:
                del self._code[MOST_FILES:]
                self.messages.append(f"There are more than {MOST_FILES} files of code: the rest was not read.")
                return
        self.messages.append(f"There are more than {MOST_FOLDERS:,} folders: the rest was not looked into.")

    def _newest(self, entries: Sequence[File | Folder], path: str) -> Sequence[File | Folder]:
        """If the entries are versions, the newest with code in it; otherwise all entries."""
        versions = [entry for entry in entries if isinstance(entry, Folder) and is_version(entry.name)]
        known = {entry.name for entry in versions}
        others = [entry for entry in entries if entry.name not in known and _may_hold_code(entry)]
        if len(versions) < 2 or others:
            return entries
        versions.sort(key=lambda entry: version_order(entry.name), reverse=True)
        newest = next((entry for entry in versions if _holds_code(entry)), None)
        if newest is None:
            return entries
        older = sorted(entry.name for entry in versions if entry is not newest)
        left_out = listed(older, MOST_NAMED)
        self.messages.append(f"{path}{newest.name} is the newest version and was graded; {left_out} not.")
        return [newest]

    def take(self) -> dict[str, Source]:
        """Read the files, and choose between those for the same module, or with the same name."""
        found = []
        for shown, file in self._code:
            try:
                found.append(FoundFile(PurePosixPath(shown), self._source(file), self._name))
            except Unreadable as problem:
                self.messages.append(str(problem))
        choice = choose(found, self._modules)
        self.messages += choice.messages
        return choice.sources

    def _as_folder(self, file: File) -> Folder:
        return Folder(
            file.name, lambda: unzipped(file.name, self._content(file, LARGEST_ZIP), self._allowance).listing()
        )

    def _source(self, file: File) -> Source:
        content = self._content(file, LARGEST_NOTEBOOK if file.suffix == NOTEBOOK else LARGEST_FILE)
        if file.suffix == NOTEBOOK:
            source, messages = read_notebook(file.name, content, LARGEST_FILE)
            self.messages += messages
            return source
        text, messages = decoded(file.name, content)
        if text.lstrip().startswith("{") and '"nbformat"' in text:
            raise Unreadable(
                f"{file.name} is a notebook with the name of a Python file. Rename it {file.stem}{NOTEBOOK}."
            )
        self.messages += messages
        return python_source(file.name, text)

    def _content(self, file: File, most: int) -> bytes:
        if self._room <= 0:
            raise Unreadable(
                f"{file.name} was not read: the files before it have more than {LARGEST_SUBMISSION >> 20} MB."
            )
        content = file.content(most)
        self._room -= len(content)
        return content


def _may_hold_code(entry: File | Folder) -> bool:
    return isinstance(entry, Folder) or entry.code or entry.archive


def _holds_code(folder: Folder) -> bool:
    try:
        return any(map(_may_hold_code, folder.entries))
    except Unreadable:
        return False


def _which_counts(sources: Mapping[str, Source], modules: Collection[str]) -> Iterator[str]:
    """The message if one function may be in several files."""
    asked_for = [source.file for name, source in sources.items() if name in modules]
    notebooks = [source.file for name, source in sorted(sources.items()) if source.file.endswith(NOTEBOOK)]
    notebooks = [file for file in notebooks if file not in asked_for]
    if notebooks and asked_for:
        yield (
            f"Both {listed(asked_for, MOST_NAMED)} and {listed(notebooks, MOST_NAMED)} were handed in. An exercise is "
            "graded from the Python file that it belongs to, if it is written there. Hand in only one of them."
        )
    if len(notebooks) > 1:
        yield (
            f"There are several notebooks: {listed(notebooks, MOST_NAMED)}. A function that is in more than one is "
            "graded from the first of these. Hand in one notebook."
        )


def _nothing_here(modules: Collection[str], other: Collection[str]) -> str:
    expected = ", ".join(f"{name}{PYTHON}" for name in modules)
    documents = sorted(name for name in other if PurePosixPath(name).suffix.lower() in DOCUMENTS)
    if documents:
        return (
            f"{listed(documents, MOST_NAMED)} cannot be graded: a notebook or Python files are. Convert it and hand in "
            f"the result: `jupytext --to notebook FILE` (a .md or .Rmd file), or `quarto convert FILE` (a .qmd file)."
        )
    handed_in = f" Handed in: {listed(sorted(other), MOST_NAMED)}." if other else ""
    return f"There is no Python file to grade here. Expected: {expected}, or a notebook.{handed_in}"
