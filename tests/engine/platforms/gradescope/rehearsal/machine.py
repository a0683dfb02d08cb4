"""What a machine must have for a rehearsal, and what is rehearsed."""

import html.parser
import json
import os
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from autograder.platforms.gradescope.rehearsal.environment import CommandResult
from autograder.platforms.gradescope.rehearsal.run import Rehearsal
from autograder.platforms.gradescope.rehearsal.shown_results import read_results
from autograder.platforms.gradescope.rehearsal.view import BEFORE, view

IS_ROOT = os.geteuid() == 0


def why_no_room():
    """Why no private /autograder can be made on this machine; nothing where it can."""
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    privileges = [] if IS_ROOT else ["--unshare-user"]
    tried = subprocess.run(
        ["bwrap", "--unshare-pid", *privileges, "--ro-bind", "/", "/", "--proc", "/proc", "true"], capture_output=True
    )
    return "this machine does not let bubblewrap make namespaces" if tried.returncode else ""


NO_ROOM = why_no_room()


in_a_room = pytest.mark.skipif(bool(NO_ROOM), reason=NO_ROOM)


as_root = pytest.mark.skipif(not IS_ROOT, reason="needs root")


def entry(name, mode, kind=stat.S_IFREG):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (kind | mode) << 16
    return info


def results_of(tmp_path, **given):
    path = tmp_path / "results.json"
    path.write_text(json.dumps(given))
    return read_results(path)


def command_lines():
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield each.read_bytes().decode(errors="replace")
        except OSError:  # it has ended
            continue


class Outline(html.parser.HTMLParser):
    """The text of each panel, the tags and attributes in use, and whether every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.panels, self.tags, self.open, self.loads = {}, set(), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.add(tag)
        self.loads += [value for name, value in attributes if name in ("src", "href", "srcset", "data", "action")]
        assert not any(name.startswith("on") for name in given)
        if tag not in {"meta", "input", "br", "hr", "img", "link"}:
            self.open.append((tag, given.get("class", "").split()))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for tag, names in self.open:
            if tag == "section" and "panel" in names:
                self.panels[names[1]] = self.panels.get(names[1], "") + data


HOSTILE = (
    "</pre><script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://e.org/b.png)"
)


def rehearsal_of(tmp_path, **given):
    step = CommandResult(1.5, 0, HOSTILE.encode() + b"\xff")
    return Rehearsal("grader.zip", HOSTILE, "a room", (HOSTILE,), None, step, None, results_of(tmp_path, **given))


def points(sample):
    return float(sample.with_suffix(".txt").read_text().split()[0])


def score(results):
    return results.score, view(results, BEFORE).score, results.max_score
