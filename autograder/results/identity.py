"""Who handed a submission in, and when, as recorded by the platform it was downloaded from: plain data."""

from __future__ import annotations

from autograder.immutable import immutable


@immutable
class Person:
    """One of the authors of a submission. Unknown fields are empty.

    Attributes
    ----------
    id : str
        The platform's identifier: a number or a user name. Text, because it may begin with zeros.
    name, email : str
        As written by the platform or the roster.
    sid : str
        The university's identifier: a number or a name.
    section : str
        The author's section of the course.
    """

    id: str = ""
    name: str = ""
    email: str = ""
    sid: str = ""
    section: str = ""


@immutable
class PlatformFile:
    """A file of the download with the platform's number, which feedback needs to find its way back.

    Attributes
    ----------
    name : str
        Its name in the download.
    id : str
        The platform's number for it.
    """

    name: str
    id: str


@immutable
class Identity:
    """Who handed a submission in, and when. `dataclasses.asdict` turns it into JSON's own types.

    Every text is one printable line of bounded length.

    Attributes
    ----------
    platform : str
        The platform that wrote the download: ``gradescope``, ``canvas``, ``moodle``, …; empty if none did.
    submission_id : str
        The platform's identifier of the submission; empty if it has none.
    people : tuple of Person
        The author, or all members of the group; empty if the platform names nobody.
    submitted_at : str
        The time of submission, as the platform writes it.
    attempt : str
        The number of the attempt, where there may be several.
    late : bool or None
        Whether the platform marks it as late; None if it records nothing about that.
    files : tuple of PlatformFile
        The files to which the platform gave numbers.
    """

    platform: str = ""
    submission_id: str = ""
    people: tuple[Person, ...] = ()
    submitted_at: str = ""
    attempt: str = ""
    late: bool | None = None
    files: tuple[PlatformFile, ...] = ()
