"""Grades one submission on Gradescope's machine, where ``run_autograder`` starts it.

Whatever happens, ``results.json`` is truthful, and reveals nothing internal to the student.
"""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.assignment.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.platforms.gradescope.metadata import Metadata, read_metadata
from autograder.platforms.gradescope.previous import FAILED, UNFINISHED, cool_down_notice, cooling_down, handed_back
from autograder.platforms.gradescope.results import results_of, write_results
from autograder.platforms.required_isolation import graders_files, require_isolation
from autograder.platforms.settings import GradingSettings, read_settings
from autograder.results.report import Report
from autograder.sandbox.host.own_memory import limit_own_memory
from autograder.sandbox.host.zygote import Limits, Zygote
from autograder.submissions.read import read_submission

log = logging.getLogger(__name__)

RESERVE = 5.0  # seconds, for writing the results
MEMORY_BYTES = 512 << 20  # Gradescope's smallest machine has 768 MB; beyond that, it may end even the grader


def main() -> None:
    """Grade the submission in the folder given on the command line, which is ``/autograder`` on Gradescope."""
    started = time.monotonic()
    # Only staff see the log. Logging swallows errors of the stream: they are no reason not to grade.
    logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format="%(message)s")
    grade_submission(Path(sys.argv[1]), started)


def grade_submission(root: Path, started: float) -> None:
    """Grade the submission in a folder, and write ``results.json`` there.

    Parameters
    ----------
    root : Path
        The folder, with ``source`` (the unpacked zip), ``submission``, ``submission_metadata.json`` and ``results``.
    started : float
        The time when grading began, by the monotonic clock.
    """
    path = root / "results" / "results.json"
    metadata = read_metadata(root / "submission_metadata.json")
    write_results(handed_back(metadata, UNFINISHED), path)
    try:
        results = _results(root, metadata, started)
    except Exception:  # none of these is the student's fault
        log.exception("The submission could not be graded.")
        results = handed_back(metadata, FAILED)
    write_results(results, path)


def _results(root: Path, metadata: Metadata, started: float) -> dict[str, Any]:
    settings = read_settings(root / "source" / "settings.json")
    if until := cooling_down(metadata, settings.cool_down):
        return handed_back(metadata, cool_down_notice(metadata, until))
    report = _grade(root, metadata, settings, started)
    seconds = time.monotonic() - started
    log.info("%s: %g of %g points in %.1f s.", report.name, report.score, report.max_score, seconds)
    in_time = seconds < settings.budget - RESERVE
    return results_of(report, metadata, settings, seconds=seconds, in_time=in_time)


def _grade(root: Path, metadata: Metadata, settings: GradingSettings, started: float) -> Report:
    with Zygote(Limits(memory_bytes=MEMORY_BYTES)) as zygote:
        assignment = load_assignment(root / "source")
        handed_in = read_submission(root / "submission", assignment.module_names)
        left = settings.budget - RESERVE - (time.monotonic() - started)
        limit_own_memory()
        grader = Grader(assignment, zygote, seed=settings.seed, deadlines=Timeouts(submission=left))
        report = grader.grade(replace(handed_in, name=metadata.name, identity=metadata.identity))
        findings = zygote.findings()
    if handed_in.gradable and not report.graded:
        raise RuntimeError("The grader failed on this submission; see above.")
    closed = graders_files(root, dict(findings.layers))
    report = replace(report, isolation=(*report.isolation, closed))
    require_isolation(report.isolation)
    return report
