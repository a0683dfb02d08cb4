"""Prepares the folder that becomes ``/autograder`` in a rehearsal, as Gradescope does before it runs a grader."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from autograder.immutable import immutable
from autograder.platforms.gradescope.rehearsal.unpack import MOST_BYTES, MOST_FILES, BadZip, unpack_zip

SCRIPT, SETUP, METADATA = "run_autograder", "setup.sh", "submission_metadata.json"


class BadPackage(Exception):
    """A zip or a submission that Gradescope could not use; the message says what to change."""


@immutable
class AutograderFolder:
    """A temporary folder with the ``/autograder`` of a rehearsal.

    Attributes
    ----------
    folder : Path
        The temporary folder. ``/autograder`` is ``autograder/`` in it; environments may add more beside that.
    notes : tuple of str
        Flaws of the zip that Gradescope tolerates, for staff.
    """

    folder: Path
    notes: tuple[str, ...] = ()

    @property
    def autograder(self) -> Path:
        return self.folder / "autograder"

    @property
    def results(self) -> Path:
        return self.autograder / "results"

    @property
    def stdout(self) -> Path:
        return self.results / "stdout"


def prepare_folder(folder: Path, package: Path, submission: Path, metadata: Path | None) -> AutograderFolder:
    """Unpack a zip, and hand in a submission, as Gradescope does.

    Parameters
    ----------
    folder : Path
        An empty folder.
    package : Path
        The zip, as uploaded under "Configure Autograder".
    submission : Path
        A file, a folder, or a zip, which is unpacked.
    metadata : Path, optional
        The ``submission_metadata.json``; by default that of a first submission by one student, a week early.

    Raises
    ------
    BadPackage
        If Gradescope could not use the zip, or would not accept the submission.
    """
    machine = AutograderFolder(folder)
    autograder, source = machine.autograder, machine.autograder / "source"
    try:
        unpack_zip(package, source)
        _hand_in(submission, autograder / "submission")
    except BadZip as error:
        raise BadPackage(str(error)) from error
    except OSError as error:
        raise BadPackage(f"{submission} cannot be read: {error.strerror or error}: {error.filename}.") from error
    for name in (SETUP, SCRIPT):
        if not (source / name).is_file():
            raise BadPackage(_missing(name, package, source))
    notes = (*_not_executable(source / SCRIPT), *_line_ends(source / SCRIPT), *_line_ends(source / SETUP))
    _install(source / SCRIPT, autograder / SCRIPT)
    _install(source / SETUP, source / SETUP)
    if not (autograder / SCRIPT).read_bytes().startswith((b"#!", b"\x7fELF")):
        raise BadPackage(f"{SCRIPT} cannot be run: its first line must name what runs it, as #!/usr/bin/env bash does.")
    about = metadata.read_bytes() if metadata else _first_submission(package.stem)
    (autograder / METADATA).write_bytes(about)
    machine.results.mkdir()
    for path in (autograder, machine.results, autograder / METADATA):
        path.chmod(0o755 if path.is_dir() else 0o644)  # whatever the umask
    return AutograderFolder(folder, notes)


def _install(script: Path, target: Path) -> None:
    """Give a script Unix line ends and make it executable, as Gradescope does when it builds the image."""
    target.write_bytes(script.read_bytes().replace(b"\r\n", b"\n"))
    target.chmod(0o755)


def _not_executable(script: Path) -> Iterator[str]:
    if not os.access(script, os.X_OK):
        yield (
            f"{script.name} is not executable in the zip. Gradescope's documentation asks for that; "
            "when it builds the image it makes it so itself."
        )


def _line_ends(script: Path) -> Iterator[str]:
    if b"\r\n" in script.read_bytes():
        yield (
            f"{script.name} has Windows line ends. Gradescope converts those of {SCRIPT} and {SETUP} when it builds "
            "the image, and those of no other file."
        )


def _missing(name: str, package: Path, source: Path) -> str:
    """The message about a zip without the file `name` at its root."""
    entries = [path for path in source.iterdir() if path.name != "__MACOSX"]
    if len(entries) == 1 and (entries[0] / name).is_file():
        return (
            f"In {package.name}, everything lies in the folder {entries[0].name}/. Gradescope looks for {name} at the "
            "root of the zip: zip the files, not the folder that they are in."
        )
    return f"{package.name} has no {name} at its root. Gradescope needs {SETUP} and {SCRIPT} there."


def _hand_in(submission: Path, into: Path) -> None:
    """Copy the student's files, except links, which may lead to files that are not the student's."""
    if submission.is_file() and submission.suffix.lower() == ".zip":
        unpack_zip(submission, into)
    else:
        into.mkdir()
        files = list(islice(_files(submission), MOST_FILES + 1))
        if len(files) > MOST_FILES or sum(path.stat().st_size for path, _ in files) > MOST_BYTES:
            raise BadPackage(
                f"{submission} is no submission: it has more than {MOST_FILES} files or {MOST_BYTES >> 20} MB."
            )
        for path, name in files:
            target = into / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    for path in (into, *into.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _files(submission: Path) -> Iterator[tuple[Path, Path]]:
    """The ordinary files of a submission, each with its relative path."""
    if submission.is_file():
        yield submission, Path(submission.name)
        return
    for path in submission.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path, path.relative_to(submission)


def _first_submission(title: str) -> bytes:
    """Gradescope's metadata for a first submission by one student, a week before the due date."""
    now = datetime.now().astimezone()

    def moment(days: int) -> str:
        return (now + timedelta(days=days)).isoformat(timespec="microseconds")

    metadata = {
        "id": 123456,
        "users": [{"email": "student@example.edu", "id": 1234, "name": "A Student"}],
        "created_at": moment(0),
        "assignment_id": 25828,
        "assignment": {
            "due_date": moment(7),
            "group_size": None,
            "group_submission": False,
            "id": 25828,
            "course_id": 1234,
            "late_due_date": None,
            "release_date": moment(-7),
            "title": title,
            "total_points": "100.0",
        },
        "submission_method": "upload",
        "previous_submissions": [],
    }
    return json.dumps(metadata, indent=1).encode()
