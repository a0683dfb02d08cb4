"""Feedback files for Moodle: a folder for each participant, in one zip."""

from __future__ import annotations

from autograder.course.feedback.file_names import plain_name
from autograder.course.feedback.pages import Feedback, Page, Tally, pages_of
from autograder.zip_bytes import zip_bytes

NEXT_ZIP = (
    "Next: in Moodle, open the assignment → Submissions → Actions → Upload multiple feedback files in a zip, and "
    "choose {zip}. 'Feedback files' has to be one of the assignment's feedback types."
)


def moodle_files(page: Page) -> dict[str, bytes]:
    """A student's pages under the names by which Moodle finds the participant; none if that number is not known."""
    known_by = page.grade.identifiers
    numbers = sorted(each.removeprefix("id moodle ") for each in known_by if each.startswith("id moodle "))
    # Moodle takes the first number before "assignfeedback": a name must not hold another.
    name = plain_name(page.grade.student.name).replace("_", " ").strip() or "Participant"
    return {
        f"{name}_{number}_assignfeedback_file_/{file}": content
        for number in numbers
        for file, content in page.files.items()
    }


def moodle_zip(feedback: Feedback, tally: Tally) -> bytes:
    """The zip to upload, of all who are known on Moodle."""
    files = (each for page in pages_of(feedback, tally) for each in moodle_files(page).items())
    return zip_bytes(files, deflated=True)
