"""Submitty: ``<user>/<version>/``; each submission of a user has a new version number."""

from __future__ import annotations

from autograder.results.identity import Identity, Person
from autograder.submissions.files import Folder
from autograder.submissions.layout import HandIn, Layout, Level, Piece, look_into, newest_of
from autograder.text.sanitize import one_line


def layout(level: Level) -> Layout | None:
    """Read a folder as Submitty writes it: it contains only folders of numbered folders, of which the newest counts."""
    students = [folder for folder in level.folders if not _is_number(folder.name)]
    versions = {folder.name: _versions(folder) for folder in students}
    rest = level.left_over(versions, "it holds no numbered versions, as Submitty's folders do")
    if not versions or rest or not all(versions.values()):
        return None
    return Layout("Submitty download", [_hand_in(name, numbers) for name, numbers in versions.items()])


def _versions(folder: Folder) -> list[int]:
    """The versions in a user's folder; none if it contains anything else that could be a submission."""
    inside = [each for each in look_into(folder) if isinstance(each, Folder) or each.code or each.archive]
    ours = all(isinstance(each, Folder) and _is_number(each.name) for each in inside)
    return sorted(int(each.name) for each in inside) if ours else []


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and not name.startswith("0") and len(name) < 6


def _hand_in(name: str, versions: list[int]) -> HandIn:
    newest = str(versions[-1])
    identity = Identity("submitty", people=(Person(id=one_line(name)),), attempt=newest)
    return HandIn(one_line(name), (Piece((name, newest)),), identity, newest_of("The assignment", len(versions) - 1))
