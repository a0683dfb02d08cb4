"""What platforms do with a file that is uploaded: their importers' rules, written independently of what writes it.

Each takes the file's bytes and gives back the grades that the platform would then have, by person. `Refused` stands for
what the platform says no to.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Collection, Mapping
from xml.etree import ElementTree as ET

CLEARED = "(cleared)"


class Refused(Exception):
    """The platform does not take the file."""


def rows_of(content: bytes, encoding: str = "utf-8-sig", between: str = "") -> list[list[str]]:
    text = content.decode(encoding)
    between = between or (";" if text.split("\n")[0].count(";") > text.split("\n")[0].count(",") else ",")
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True) if row]


def canvas(content: bytes, assignments: Mapping[int, float], users: Mapping[int, Mapping[str, str]], of: int) -> dict:
    """Canvas's gradebook import: the scores of one assignment that change, by user id.

    Parameters
    ----------
    assignments : dict of float
        The points possible of each assignment, by number.
    users : dict of dict
        Each user's ``sis``, ``login``, ``name``, and ``score`` in the assignment, by id.
    of : int
        The assignment that is looked at.
    """
    header, *body = rows_of(content)
    last = 2 if header[:3] == ["LastName", "FirstName", "ID"] else 1
    section = next((place for place, each in enumerate(header) if "Section" in each), None)
    if last == 1 and ("Student" not in header[0] or "ID" not in header[1]):
        raise Refused("Invalid header row")
    if len(header) < 4 or section is None:
        raise Refused("Invalid header row")
    sis = header.index("SIS User ID") if "SIS User ID" in header else None
    if sis is not None and header[sis + 1] != "SIS Login ID":
        raise Refused("Invalid header row")
    columns = {}
    for place in range(section + 1, len(header)):
        match = re.search(r"\((\d+)\)$", header[place])
        if match and int(match[1]) in assignments:
            columns[place] = int(match[1])
        elif any("read only" in row[place] for row in body[:3]):
            continue
        else:
            raise Refused(f"a new assignment {header[place]!r} would be created")
    changes = {}
    for row in body:
        if "points possible" in row[0].lower() or "Manual Posting" in row:
            continue
        number = row[last]
        found = int(number) if number.isdigit() and int(number) in users else None
        for key, cell in (("sis", sis), ("login", None if sis is None else sis + 1), ("name", 0)):
            if found is None and cell is not None:
                found = next(
                    (user for user, about in users.items() if about.get(key) and about[key] == row[cell]), None
                )
        if found is None:
            continue
        for place, assignment in columns.items():
            if assignment != of:
                continue
            new, old = row[place].strip().replace(",", "."), users[found].get("score", "")
            if new.upper() == "EX":
                new = "EX"
            elif new:
                new = f"{float(new):.2f}"
            if new != (f"{float(old):.2f}" if old not in {"", "EX"} else old):
                changes[found] = new or CLEARED
    return changes


def moodle(content: bytes, grade: str, modified: str, users: Collection[int], most: float) -> dict[int, float]:
    """Moodle's upload of a grading worksheet: the grades that change, by participant; headers as in its language."""
    header, *body = rows_of(content)
    if grade not in header or modified not in header:
        raise Refused("Missing columns")
    locked = header[header.index(grade) + 2]
    changes = {}
    for row in body:
        cells = dict(zip(header, row, strict=True))
        participant = int(re.sub(r"\D", "", row[0]))
        text = cells[grade].replace(",", ".").strip()
        if participant not in users or text in {"", "-"} or cells[locked] in {"No", "Nein", "Non"}:
            continue
        if 0 <= float(text) <= most:
            changes[participant] = float(text)
    return changes


def brightspace(content: bytes, items: Collection[str], users: Collection[str]) -> dict[str, float]:
    """Brightspace's import: grades by OrgDefinedId or Username."""
    header, *body = rows_of(content)
    keys = [place for place, each in enumerate(header) if each in {"OrgDefinedId", "Username"}]
    if not keys or header[-1] != "End-of-Line Indicator" or any(row[-1] != "#" for row in body):
        raise Refused("not a file of Brightspace")
    columns = [place for place, each in enumerate(header) if " Points Grade" in each]
    if any(header[place].partition(" Points Grade")[0] not in items for place in columns):
        raise Refused("an unknown grade item")
    found = {}
    for row in body:
        who = row[keys[0]].removeprefix("#")
        if who not in users:
            raise Refused(f"no user {who}")
        found |= {who: float(row[place].replace(",", ".")) for place in columns if row[place]}
    return found


def blackboard(content: bytes, items: Collection[str], encoding: str, between: str) -> dict[str, float]:
    """Blackboard's upload: grades by user name. A column without a known number would be a new one."""
    header, *body = rows_of(content, encoding, between)
    numbers = {place: each.rpartition("|")[2] for place, each in enumerate(header) if "|" in each}
    if not set(numbers.values()) <= set(items):
        raise Refused("a new column would be made")
    user = header.index("Username")
    return {row[user]: float(row[place]) for row in body for place in numbers if row[place]}


def gradescope(content: bytes) -> dict[str, dict[str, str]]:
    """A tool that merges Gradescope's downloads: rows by SID, as long as every column is there."""
    header, *body = rows_of(content)
    known = "Name SID Email Sections|Total Score|Max Points|Status|Submission ID|Submission Time"
    needed = {word for part in known.split("|") for word in (part.split() if part.startswith("Name") else [part])}
    if not needed <= set(header):
        raise Refused("no download of Gradescope")
    if any(not re.fullmatch(r"\d+: .+ \(\d+\.\d+ pts\)", each) for each in header[12:]):
        raise Refused("a question without its number, title and points")
    return {row[header.index("SID")]: dict(zip(header, row, strict=True)) for row in body}


def nbgrader(content: bytes) -> dict[str, float]:
    """What reads nbgrader's grades: the score of each student."""
    header, *body = rows_of(content)
    order = "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score"
    if header != [*order.split(","), "max_score"]:
        raise Refused("not the columns of nbgrader")
    return {row[3]: float(row[9]) for row in body}


def junit(content: bytes) -> dict[str, dict[str, int]]:
    """A CI system: what each suite counts must be what it holds."""
    root = ET.fromstring(content)
    suites = {}
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        if any(not case.get("name") or not case.get("classname") for case in cases):
            raise Refused("a case without a name")
        said = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        tags = (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
        if said["tests"] != len(cases) or any(said[n] != len(suite.findall(f"testcase/{t}")) for n, t in tags):
            raise Refused("wrong counts")
        suites[suite.get("name", "")] = said
    return suites


def canvas_comments(content: bytes, attachments: Collection[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Canvas's upload of submissions: which file each student gets, by user and attachment.

    The first two parts of a name that are numbers are the user's and the attachment's.
    """
    given = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            numbers = [int(part) for part in re.split("_", name) if part.isdigit()][:2]
            if tuple(numbers) not in attachments:
                raise Refused(f"nobody's: {name}")
            given[numbers[0], numbers[1]] = archive.read(name)
    return given


def moodle_feedback(content: bytes, users: Collection[int]) -> dict[int, dict[str, bytes]]:
    """Moodle's upload of feedback files in a zip: the files of each participant; others are passed over."""
    given: dict[int, dict[str, bytes]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            *folders, file = name.split("/")
            found = [re.fullmatch(r"[^_]*(?:_[^_]*)*?_(\d+)_assignfeedback_file_.*", folder) for folder in folders]
            numbers = [int(match[1]) for match in found if match]
            if len(numbers) == 1 and numbers[0] in users and not file.startswith((".", "~")):
                given.setdefault(numbers[0], {})[file] = archive.read(name)
    return given
