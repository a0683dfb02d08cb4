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
PLUGIN = ["assignfeedback", "file"]
NO_ASSIGNMENTS = (  # columns of Canvas's own
    *("Current Score", "Current Points", "Current Grade", "Final Score", "Final Points", "Final Grade"),
    *("Override Score", "Override Grade", "Override Status"),
)


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
    header, *body = rows_of(content, between=_delimiter(content))
    apart = header[:2] == ["LastName", "FirstName"]
    begins = ("LastName", "FirstName", "ID") if apart else ("Student", "ID")
    if len(header) <= len(begins) + 1 or any(word not in cell for word, cell in zip(begins, header, strict=False)):
        raise Refused("Invalid header row")
    known, by_sis, by_login = _student_columns(header, len(begins))
    columns = {}
    for place in range(known, len(header)):
        match = re.search(r"\((\d+)\)$", header[place])
        if re.search("|".join(NO_ASSIGNMENTS), header[place]):
            continue
        if match and int(match[1]) in assignments:
            columns[place] = int(match[1])
        else:
            raise Refused(f"a new assignment {header[place]!r} would be created")
    changes = {}
    ignored: set[int] = set()
    for row in body:
        if "Points Possible" in row[0]:
            ignored = {place for place in columns if re.search(r"read\s+only", row[place])}
            continue
        if all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.I) for cell in row):
            continue
        number = row[len(begins) - 1]
        found = int(number) if number.isdigit() and int(number) in users else None
        names = f"{row[1]} {row[0]}".strip() if apart else row[0]
        for key, cell in (
            ("sis", row[by_sis] if by_sis else ""),
            ("login", row[by_login] if by_login else ""),
            ("name", names),
        ):
            if found is None and cell:
                found = next((user for user, about in users.items() if about.get(key) == cell), None)
        if found is None:
            continue  # Canvas asks who that is
        for place, assignment in columns.items():
            if assignment != of or place in ignored:
                continue
            new, old = _normal(row[place].strip()), users[found].get("score", "")
            if new.upper() == "EX":
                new = "EX"
            if new in {"", "-"}:
                if old:
                    changes[found] = CLEARED
            elif new == "EX":
                changes |= {found: new} if old != "EX" else {}
            elif old in {"", "EX"} or f"{float(new):.2f}" != f"{float(old):.2f}":
                changes[found] = f"{float(new):.2f}"
    return changes


def _student_columns(header: list[str], place: int) -> tuple[int, int | None, int | None]:
    """How many columns stand before the assignments; those of the SIS user's and the login's id."""
    by_sis = by_login = None
    if re.search(r"SIS\s+Login\s+ID", header[place]):
        by_login, place = place, place + 1
    elif re.search(r"SIS\s+User\s+ID", header[place]) and re.search(r"SIS\s+Login\s+ID", header[place + 1]):
        by_sis, by_login, place = place, place + 1, place + 2
        place += bool(re.search(r"Integration\s+ID", header[place]))
        place += bool(re.search(r"Root\s+Account", header[place]))
    if "Section" not in header[place]:
        raise Refused("Invalid header row")
    return place + 1, by_sis, by_login


def _delimiter(content: bytes) -> str:
    """A semicolon, if the first three lines have more cells by it, and all as many."""
    lines = content.decode("utf-8-sig").splitlines()[:3]
    counts = {}
    for sign in ";,":
        cells = {len(next(csv.reader([line], delimiter=sign))) for line in lines}
        counts[sign] = cells.pop() if len(cells) == 1 else 0
    return ";" if counts[";"] > counts[","] else ","


def _normal(text: str) -> str:
    """A pure number with its last sign as the decimal one."""
    if not re.fullmatch(r"-?[0-9.,]+%?", text):
        return text
    *before, last = re.split(r"[.,]", text)
    return f"{''.join(before)}.{last}" if before else last


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
            if name.rpartition("/")[2].startswith((".", "~")):
                continue
            parts = name.split("/")
            for place, part in enumerate(parts):
                info = part.split("_", 4)
                if len(info) >= 4 and info[1].isdigit() and int(info[1]) in users and info[2:4] == PLUGIN:
                    rest = "/".join(filter(None, [*info[4:], *parts[place + 1 :]]))
                    given.setdefault(int(info[1]), {})[rest] = archive.read(name)
                    break
    return given
