"""Who handed something in, as far as the platform that it was downloaded from says so: plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One of those who handed a submission in. What is not known is empty.

    Attributes
    ----------
    id : str
        By which the platform knows them: a number, a user name. Text, for it may begin with zeros.
    name, email : str
        As the platform or the roster writes them.
    sid : str
        The number or name by which the university knows them.
    section : str
        Their group in the course.
    """

    id: str = ""
    name: str = ""
    email: str = ""
    sid: str = ""
    section: str = ""


@dataclass(frozen=True)
class PlatformFile:
    """A file as the platform knows it, so that it finds the way back.

    Attributes
    ----------
    name : str
        In the download.
    id : str
        The platform's number for it.
    """

    name: str
    id: str


@dataclass(frozen=True)
class Identity:
    """Who handed a submission in, and when. `dataclasses.asdict` makes it JSON's own types.

    Every text is one line, printable, and bounded.

    Attributes
    ----------
    platform : str
        Which wrote the download: ``gradescope``, ``canvas``, ``moodle``, …; empty where none did.
    submission_id : str
        By which the platform knows the submission; empty where it has no such number.
    people : tuple of Person
        All of a group; empty where the platform does not say.
    submitted_at : str
        When, in the platform's own words.
    attempt : str
        Which of theirs it is, where there may be several.
    late : bool or None
        Whether the platform calls it late; None where it does not say.
    files : tuple of PlatformFile
        The files that the platform has numbers for.
    """

    platform: str = ""
    submission_id: str = ""
    people: tuple[Person, ...] = ()
    submitted_at: str = ""
    attempt: str = ""
    late: bool | None = None
    files: tuple[PlatformFile, ...] = ()
