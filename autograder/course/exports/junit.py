"""JUnit's XML, which CI systems show: a suite for each student, a case for each check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET  # writes only; nothing is parsed
from xml.sax.saxutils import quoteattr

from autograder.course.gradebook.actions import GIVE, VOID
from autograder.course.gradebook.standing import Standing
from autograder.course.gradebook.stored_report import CheckName
from autograder.results.causes import in_lines
from autograder.results.report import CheckResult, Report
from autograder.text.phrasing import number
from autograder.text.sanitize import sanitize

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEXT = "Name it as a JUnit report in your CI, such as artifacts: reports: junit in GitLab."
KINDS = {"failed": "failure", "invalid": "failure", "missing": "skipped"}  # all others are errors


def junit_xml(grades: Iterable[Standing], assignment: str, decided: Mapping[CheckName, str]) -> Iterator[bytes]:
    """All reports as one file, in pieces, so that a large class need not fit into memory.

    Parameters
    ----------
    grades : iterable of Standing
        The standing of each student.
    assignment : str
        The assignment's name.
    decided : dict of str
        Checks that are voided or given to all.
    """
    yield f"<?xml version='1.0' encoding='utf-8'?>\n<testsuites name={quoteattr(_text(assignment))}>\n".encode()
    for grade in grades:
        suite = _suite(grade, decided)
        ET.indent(suite)
        yield bytes(ET.tostring(suite, "utf-8")) + b"\n"
    yield b"</testsuites>\n"


def _suite(grade: Standing, decided: Mapping[CheckName, str]) -> ET.Element:
    report = grade.report()
    cases = list(_cases(report, decided)) if report else [_no_report(grade)]
    counts = {tag: sum(case.find(tag) is not None for case in cases) for tag in ("failure", "error", "skipped")}
    suite = ET.Element(
        "testsuite",
        name=_text(grade.student.shown),
        tests=str(len(cases)),
        failures=str(counts["failure"]),
        errors=str(counts["error"]),
        skipped=str(counts["skipped"]),
    )
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(grade):
        ET.SubElement(properties, "property", name=name, value=_text(value))
    suite.extend(cases)
    return suite


def _properties(grade: Standing) -> Iterator[tuple[str, str]]:
    points = {"score": grade.score, "max_score": grade.max_score, "raw_score": grade.raw, "penalty": grade.penalty}
    yield from ((name, number(value)) for name, value in points.items() if value is not None)
    for name, each in [("total", grade.override), *((each.name, each.override) for each in grade.exercises)]:
        if each:
            yield f"override of {name}", f"{number(each.points)}: {each.reason} ({each.by}, {each.done_at[:10]})"


def _cases(report: Report, decided: Mapping[CheckName, str]) -> Iterator[ET.Element]:
    for exercise in report.exercises:
        for check in exercise.checks:
            case = ET.Element("testcase", classname=_text(exercise.name), name=_text(check.title))
            decision = decided.get((exercise.name, check.name))
            if decision == VOID:
                ET.SubElement(case, "skipped", message="This check does not count: it was voided.")
            elif not check.passed and decision != GIVE:
                case.append(_why(check))
            yield case


def _why(check: CheckResult) -> ET.Element:
    message = check.message.partition("\n")[0] or check.status
    name = check.misconception or check.status
    element = ET.Element(KINDS.get(check.status, "error"), message=_text(message), type=_text(name))
    element.text = _text(in_lines(check.message, check.hint))
    return element


def _no_report(grade: Standing) -> ET.Element:
    case = ET.Element("testcase", classname="submission", name="is graded")
    if grade.failure:
        ET.SubElement(case, "error", message=_text(grade.failure), type="not graded")
    else:
        ET.SubElement(case, "skipped", message="Nothing was handed in.")
    return case


def _text(text: str) -> str:
    """A text without characters that XML does not allow."""
    return NOT_IN_XML.sub("\ufffd", sanitize(text))
