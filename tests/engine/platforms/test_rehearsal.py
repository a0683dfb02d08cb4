"""Rehearsing a Gradescope zip: what is unpacked, where it runs, what is read, what is shown.

Small hand-made zips try every turn; the zip that is released is tried on whole submissions.
"""

import html.parser
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from autograder.cli.main import main
from autograder.platforms.gradescope.rehearsal import environment as rooms
from autograder.platforms.gradescope.rehearsal.bubblewrap import CAPABILITIES, PrivateMount, RootFolder
from autograder.platforms.gradescope.rehearsal.docker import BUILT_IMAGE, Docker, engine_answers
from autograder.platforms.gradescope.rehearsal.environment import CommandResult, EnvironmentUnavailable
from autograder.platforms.gradescope.rehearsal.filesystem import BadPackage, prepare_folder
from autograder.platforms.gradescope.rehearsal.page import page
from autograder.platforms.gradescope.rehearsal.run import Rehearsal, run_rehearsal
from autograder.platforms.gradescope.rehearsal.shown_results import LONGEST_OUTPUT, ResultsRejected, read_results
from autograder.platforms.gradescope.rehearsal.unpack import BadZip, unpack_zip
from autograder.platforms.gradescope.rehearsal.view import AFTER, BEFORE, SHOWN, view
from tests.support.project import ROOT, SAMPLES

pytestmark = pytest.mark.slow  # each rehearses a whole zip

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


@pytest.fixture
def zip_of(tmp_path):
    """A zip of files given as texts, both scripts executable; by default they write good results."""

    def build(run="#!/bin/sh\necho '{\"score\": 1}' > results/results.json\n", setup="#!/bin/bash\n", **files):
        path = tmp_path / "grader.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in {"run_autograder": run, "setup.sh": setup, **files}.items():
                if text is not None:
                    archive.writestr(entry(name, 0o755), text)
        return path

    return build


def entry(name, mode, kind=stat.S_IFREG):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (kind | mode) << 16
    return info


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "alice"
    folder.mkdir()
    (folder / "answer.py").write_text("answer = 42\n")
    return folder


@pytest.fixture
def laid_out(tmp_path, submission):
    """A zip laid out as Gradescope's machine is."""

    def build(package, handed_in=submission):
        folder = tmp_path / "machine"
        folder.mkdir()
        return prepare_folder(folder, package, handed_in, None)

    return build


# What is unpacked


def test_the_machine_is_as_on_gradescope(laid_out, zip_of):
    os.umask(umask := os.umask(0o077))
    os.umask(0o077)
    try:
        machine = laid_out(zip_of(**{"lib/data.txt": "x"}))
    finally:
        os.umask(umask)
    there = {
        path.relative_to(machine.autograder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in machine.autograder.rglob("*")
    }
    assert there == {
        "run_autograder": 0o755,
        "source": 0o755,
        "source/run_autograder": 0o755,
        "source/setup.sh": 0o755,
        "source/lib": 0o755,
        "source/lib/data.txt": 0o755,
        "submission": 0o755,
        "submission/answer.py": 0o644,
        "submission_metadata.json": 0o644,
        "results": 0o755,
    }
    about = json.loads((machine.autograder / "submission_metadata.json").read_text())
    assert len(about["users"]) == 1
    assert about["created_at"] < about["assignment"]["due_date"]
    assert machine.notes == ()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"run": None}, "grader.zip has no run_autograder at its root."),
        ({"setup": None}, "grader.zip has no setup.sh at its root."),
        ({"run": "echo no first line\n"}, "run_autograder cannot be run: its first line"),
        (
            {"run": None, "setup": None, "mine/run_autograder": "#!/bin/sh", "mine/setup.sh": ""},
            "everything lies in the folder mine/.",
        ),
    ],
)
def test_a_zip_that_gradescope_cannot_use_is_told_what_to_change(laid_out, zip_of, files, said):
    with pytest.raises(BadPackage, match=re.escape(said)):
        laid_out(zip_of(**files))


def test_a_zip_that_is_none_is_refused(laid_out, tmp_path):
    (tmp_path / "grader.zip").write_bytes(b"%PDF-1.7")
    with pytest.raises(BadPackage, match=r"grader\.zip cannot be unpacked"):
        laid_out(tmp_path / "grader.zip")


def test_what_gradescope_mends_is_mended_and_told(laid_out, tmp_path):
    path = tmp_path / "grader.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry("run_autograder", 0o644), "#!/bin/sh\r\ntrue\r\n")
        archive.writestr(entry("setup.sh", 0o644), "true\n")
    machine = laid_out(path)
    assert (machine.autograder / "run_autograder").read_bytes() == b"#!/bin/sh\ntrue\n"
    assert os.access(machine.autograder / "run_autograder", os.X_OK)
    assert [note.split(".")[0] for note in machine.notes] == [
        "run_autograder is not executable in the zip",
        "run_autograder has Windows line ends",
    ]


def test_no_zip_writes_outside_of_its_folder(tmp_path):
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../above.py", "/absolute.py", "a/../../b.py"):
            archive.writestr(name, "")
        archive.writestr(entry("link", 0o777, stat.S_IFLNK), "/etc")
        archive.writestr("link2/passwd", "mine")
    into = tmp_path / "deep" / "into"
    unpack_zip(path, into)
    assert not any(each.is_symlink() for each in tmp_path.rglob("*"))
    assert {each.name for each in tmp_path.rglob("*.py")} == {each.name for each in into.rglob("*.py")}
    assert len(list(into.rglob("*.py"))) == 3


def test_bombs_and_broken_zips_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.platforms.gradescope.rehearsal.unpack.MOST_BYTES", 1 << 20)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(2 << 20))
    with pytest.raises(BadZip, match="would unpack to more than"):
        unpack_zip(path, tmp_path / "into")
    assert not any((tmp_path / "into").iterdir())
    lying = path.read_bytes().replace((2 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(lying)
    with pytest.raises(BadZip, match="cannot be unpacked"):
        unpack_zip(path, tmp_path / "into")
    assert (tmp_path / "into" / "zeros").stat().st_size <= 10
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "")
        archive.writestr("a/b", "")
    with pytest.raises(BadZip, match="cannot be unpacked"):
        unpack_zip(path, tmp_path / "other")


def test_a_submission_is_a_file_a_folder_or_a_zip(laid_out, zip_of, submission, tmp_path):
    def handed_in(path):
        shutil.rmtree(tmp_path / "machine", ignore_errors=True)
        below = laid_out(zip_of(), path).autograder / "submission"
        return sorted(each.relative_to(below).as_posix() for each in below.rglob("*") if each.is_file())

    (submission / "sub").mkdir()
    (submission / "sub" / "more.py").write_text("")
    (submission / "secrets.py").symlink_to("/etc/passwd")
    assert handed_in(submission) == ["answer.py", "sub/more.py"]
    assert handed_in(submission / "answer.py") == ["answer.py"]
    with zipfile.ZipFile(tmp_path / "alice.zip", "w") as archive:
        archive.write(submission / "answer.py", "hw/answer.py")
    assert handed_in(tmp_path / "alice.zip") == ["hw/answer.py"]


# What is read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not valid JSON"),
        ('{"score": 1', "not valid JSON"),
        ('{"score": NaN}', "NaN, which is no number"),
        ('{"score": 1, "extra_data": [-Infinity]}', "Infinity, which is no number"),
        ('{"score": 1e999}', "1e999, which is no number"),
        ('{"score": 1' + "0" * 400 + "}", "score is no number"),
        ("[" * 100_000, "not valid JSON"),
        ("[1]", "no JSON object"),
        ("null", "no JSON object"),
        ('"fine"', "no JSON object"),
        ("{}", "has no score"),
        ('{"tests": [{"name": "a"}]}', "has no score"),
        ('{"score": "5"}', "score is no number: '5'"),
        ('{"score": true}', "score is no number: True"),
        ('{"score": 1, "tests": {}}', "tests is no list"),
        ('{"score": 1, "tests": [3]}', "test 1 is no JSON object"),
        ('{"score": 1, "visibility": "later"}', "visibility is 'later'; Gradescope knows visible,"),
        ('{"tests": [{"score": 1, "visibility": "public"}]}', "visibility of test 1 is 'public'"),
        ('{"tests": [{"score": 1, "output_format": "markdown"}]}', "output_format of test 1"),
        (
            '{"tests": [{"score": 1, "status": "error"}]}',
            "status of test 1 is 'error'; Gradescope knows passed, failed.",
        ),
        ('{"score": 1, "output": {}}', "output is no text"),
    ],
)
def test_results_that_gradescope_cannot_use_are_rejected(tmp_path, text, said):
    path = tmp_path / "results.json"
    path.write_text(text)
    with pytest.raises(ResultsRejected, match=re.escape(said)):
        read_results(path)


def test_what_is_no_file_is_not_read(tmp_path):
    path = tmp_path / "results.json"
    with pytest.raises(ResultsRejected, match="wrote no results"):
        read_results(path)
    path.symlink_to("/etc/passwd")
    with pytest.raises(ResultsRejected, match="cannot be read"):
        read_results(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(ResultsRejected, match="no ordinary file"):
        read_results(path)


def results_of(tmp_path, **given):
    path = tmp_path / "results.json"
    path.write_text(json.dumps(given))
    return read_results(path)


def test_results_are_read_as_gradescope_reads_them(tmp_path):
    long = "a" * 60_000 + "b" * 60_000
    results = results_of(
        tmp_path,
        output="null \0 and half \ud800",
        visibility="after_due_date",
        test_output_format="md",
        tests=[
            {"score": 1, "max_score": 2, "output": long},
            {"number": "7.1", "score": 2, "max_score": 2, "visibility": "visible", "output_format": "ansi"},
            {"name": "compiles", "status": "failed"},
            {"score": 3},
        ],
    )
    assert results.output.text == "null \ufffd and half \ufffd"
    assert results.output.format == "simple_format"
    first, second, *_ = results.tests
    assert len(first.output.text) <= LONGEST_OUTPUT
    assert first.output.text[0] + first.output.text[-1] == "ab"
    assert [test.number for test in results.tests] == ["1", "7.1", "3", "4"]
    assert [test.passed for test in results.tests] == [False, True, False, None]
    assert [first.visibility, second.visibility] == ["after_due_date", "visible"]
    assert [first.output.format, second.output.format] == ["md", "ansi"]
    assert (results.score, results.max_score) == (6, 4)
    assert results.remarks == ("Gradescope cuts the output of test 1, 120000 characters, in the middle.",)
    assert results_of(tmp_path, score=5, tests=[{"score": 1}]).score == 5
    (tmp_path / "results.json").write_bytes(b'{"score": 1, "output": "a \0 \xff"}')
    assert read_results(tmp_path / "results.json").output.text == "a \ufffd \ufffd"


@given(st.lists(st.sampled_from(["visible", "after_due_date", "after_published", "hidden", None])))
def test_no_view_shows_what_is_hidden_then(tmp_path_factory, visibilities):
    tests = [{"score": 1, **({"visibility": each} if each else {})} for each in visibilities]
    results = results_of(tmp_path_factory.getbasetemp(), score=len(tests), tests=tests)
    for moment in (BEFORE, AFTER):
        shown = view(results, moment)
        assert {test.visibility for test in shown.tests} <= set(SHOWN[moment])
        assert len(shown.tests) + shown.not_shown == len(tests)
        assert (shown.score is None) == (shown.not_shown > 0)


# Where it runs


def ran(zip_of, submission, script, seconds=20, **options):
    """What came of a shell script as run_autograder, in a private mount."""
    package = zip_of("#!/bin/bash\n" + textwrap.dedent(script))
    return run_rehearsal(package, submission, PrivateMount(), minutes=seconds / 60, **options)


@in_a_room
def test_a_private_mount_is_gradescopes_machine_and_nothing_of_this_one(zip_of, submission):
    done = ran(
        zip_of,
        submission,
        f"""
        pwd; echo to stderr >&2; ls; cat submission/answer.py
        touch /usr/was_here /etc/was_here /was_here results/was_here 2>/dev/null
        ls -d {ROOT}/exercises {submission} 2>/dev/null
        env | sort
        /autograder/venv/bin/python -I -c 'import sys, numpy; print("NumPy", numpy.__version__, sys.version_info[:2])'
        echo '{{"score": 3}}' > results/results.json
        """,
    )
    import numpy

    said = done.run.output.decode().splitlines()
    assert done.failure is None
    assert done.results.score == 3
    assert said[:2] == ["/autograder", "to stderr"]
    assert {"results", "run_autograder", "source", "submission", "submission_metadata.json"} < set(said)
    assert "answer = 42" in said
    assert f"NumPy {numpy.__version__} {sys.version_info[:2]}" in said
    assert not {str(ROOT / "exercises"), str(submission)} & set(said)
    names = {line.partition("=")[0] for line in said if re.match(r"\w+=", line)}
    assert names <= {"HOME", "PATH", "PWD", "SHLVL", "_"}
    assert not Path("/was_here").exists()
    assert not Path("/usr/was_here").exists()
    assert not Path("/etc/was_here").exists()
    assert "setup.sh was not run" in " ".join(done.remarks)


@in_a_room
@as_root
def test_root_in_a_private_mount_may_do_what_it_may_in_docker(zip_of, submission):
    done = ran(
        zip_of,
        submission,
        """
        grep CapEff /proc/self/status
        mount -o remount,rw / && echo mounted
        find /proc/sys /proc/irq /proc/sysrq-trigger -writable | grep . && echo kernel settings
        setpriv --reuid 1000000007 --regid 1000000007 --clear-groups /autograder/venv/bin/python -I -c '
        import os, numpy; print("user", os.getuid(), numpy.zeros(1))'
        chown 1000000007 submission && echo gave away
        echo '{"score": 3}' > results/results.json
        """.replace("        import", "import"),
    )
    said = done.run.output.decode()
    capabilities = int(re.search(r"CapEff:\s*(\w+)", said)[1], 16)
    assert capabilities.bit_count() == len(CAPABILITIES)
    assert not capabilities >> 21 & 1, "CAP_SYS_ADMIN could make this machine's folders writable"
    assert "user 1000000007 [0.]" in said
    assert "gave away" in said
    assert "mounted" not in said
    assert "kernel settings" not in said


@in_a_room
def test_whatever_it_started_ends_with_it(zip_of, submission, tmp_path, monkeypatch):
    """A process left behind would rewrite the results, or grow old on this machine."""
    mark = f"{time.time_ns()}"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    done = ran(
        zip_of,
        submission,
        f"""
        (sleep 0.3; echo '{{"score": 99}}' > results/results.json; exec sleep 30.{mark}) &
        setsid -f sleep 31.{mark}
        echo '{{"score": 3}}' > results/results.json
        """,
    )
    assert done.results.score == 3
    ran(zip_of, submission, f"sleep 32.{mark} & setsid sleep 33.{mark}", seconds=0.5)
    deadline = time.monotonic() + 10
    while (left := [each for each in command_lines() if mark in each]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []
    assert list(temporary.iterdir()) == []


def command_lines():
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield each.read_bytes().decode(errors="replace")
        except OSError:  # it has ended
            continue


@in_a_room
def test_a_run_that_takes_too_long_loses_all_results(zip_of, submission):
    done = ran(zip_of, submission, "echo '{\"score\": 3}' > results/results.json; sleep 60", seconds=0.5)
    assert done.results.score == 0
    assert done.results.tests == ()
    assert "timed out" in done.results.output.text
    assert "longer than 0.5 seconds" in done.failure
    assert done.run.exit_code is None
    assert done.run.seconds < 5


@in_a_room
def test_a_run_that_prints_without_end_is_stopped(zip_of, submission, monkeypatch):
    monkeypatch.setattr(rooms, "MOST_OUTPUT", 4 << 20)
    done = ran(zip_of, submission, "exec yes")
    assert done.run.seconds < 15
    assert "printed without end" in done.failure
    assert len(done.run.output) <= rooms.OUTPUT_READ


@in_a_room
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("true", "wrote no results/results.json. (run_autograder ended with exit code 0.)"),
        ("echo oops > results/results.json; exit 3", "not valid JSON"),
        ("ln -s /etc/passwd results/results.json", "cannot be read"),
        ("rm -r results; ln -s /etc results; touch results/results.json", "wrote no results"),
        ("mkfifo results/results.json", "no ordinary file"),
    ],
)
def test_what_gradescope_would_call_a_failure_is_one(zip_of, submission, script, said):
    done = ran(zip_of, submission, script)
    assert said in done.failure
    assert done.results.score == 0
    assert done.results.output.text == "The autograder failed to execute correctly."


@in_a_room
def test_an_exit_code_is_told_and_costs_nothing(zip_of, submission):
    done = ran(zip_of, submission, "echo '{\"score\": 3}' > results/results.json; exit 3")
    assert (done.failure, done.results.score, done.run.exit_code) == (None, 3, 3)


@in_a_room
def test_metadata_may_be_given(zip_of, submission, tmp_path):
    (tmp_path / "metadata.json").write_text('{"id": 7}')
    script = "cat submission_metadata.json; echo '{\"score\": 3}' > results/results.json"
    done = ran(zip_of, submission, script, metadata=tmp_path / "metadata.json")
    assert done.run.output == b'{"id": 7}'


def test_rooms_that_cannot_be_had_say_what_to_do(tmp_path, monkeypatch):
    if IS_ROOT and not NO_ROOM:
        with pytest.raises(EnvironmentUnavailable, match="debootstrap --variant=minbase"):
            RootFolder(tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    if not NO_ROOM:
        with pytest.raises(EnvironmentUnavailable, match="try it with sudo"):
            RootFolder(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentUnavailable, match="apt install bubblewrap"):
        PrivateMount()
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(EnvironmentUnavailable, match="install Docker"):
        PrivateMount()


class FailingSetup:
    """A room in which ``setup.sh`` fails."""

    name, remarks = "nowhere", ()

    def set_up(self, machine):
        return CommandResult(1.0, 100, b"E: Unable to locate package")

    def run(self, machine, seconds):
        raise AssertionError("there is no image to run")


def test_without_an_image_nothing_runs(zip_of, submission):
    done = run_rehearsal(zip_of(), submission, FailingSetup(), minutes=1)
    assert done.run is None
    assert "setup.sh ended with exit code 100" in done.failure
    assert "Unable to locate package" in page(done)


# What is shown


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


@pytest.mark.parametrize("output_format", ["text", "html", "simple_format", "md", "ansi"])
def test_the_page_runs_nothing_and_loads_nothing(tmp_path, output_format):
    tests = [
        {
            "name": HOSTILE,
            "score": 1,
            "max_score": 2,
            "output": HOSTILE,
            "output_format": output_format,
            "tags": [HOSTILE],
        }
    ]
    shown = Outline(
        page(
            rehearsal_of(
                tmp_path,
                output=HOSTILE,
                output_format=output_format,
                tests=tests,
                stdout_visibility="visible",
                extra_data={"x": HOSTILE},
                leaderboard=[{"name": HOSTILE, "value": HOSTILE}],
            )
        )
    )
    assert shown.open == []
    assert shown.tags.isdisjoint({"script", "img", "iframe", "link", "form"})
    assert all(each.startswith("https://e.org") for each in shown.loads)  # a link of the Markdown's, to be clicked
    assert all("<script>alert(1)</script>" in text for text in shown.panels.values())


def test_each_panel_shows_its_own(tmp_path):
    tests = [
        {"name": "public check", "score": 1, "max_score": 1},
        {"name": "later check", "score": 2, "max_score": 4, "visibility": "after_due_date", "output": "why it failed"},
        {"name": "never check", "score": 0, "max_score": 0, "visibility": "hidden"},
    ]
    panels = Outline(page(rehearsal_of(tmp_path, output="overall", tests=tests))).panels
    assert "public check" in panels["before"]
    assert "later check" not in panels["before"]
    assert "why it failed" in panels["after"]
    assert "never check" in panels["staff"]
    assert "never check" not in panels["before"] + panels["after"]
    assert "—" in panels["after"], "a hidden test hides the total"
    assert "alert(1)" not in panels["before"], "what the grader printed is for staff"
    panels = Outline(page(rehearsal_of(tmp_path, output="overall", tests=tests[:2]))).panels
    assert re.search(r"—\s*/ 5", panels["before"])
    assert re.search(r"3\s*/ 5", panels["after"])


def test_markdown_is_rendered_and_colours_are_left_out(tmp_path):
    tests = [
        {"score": 0, "output": "**bold** `code`\n\n```\n[1 2]\n```", "output_format": "md"},
        {"score": 0, "output": "\033[31mred\033[0m", "output_format": "ansi"},
    ]
    shown = page(rehearsal_of(tmp_path, tests=tests))
    assert "<strong>bold</strong> <code>code</code>" in shown
    assert "<pre>red</pre>" in shown


# The command


def command(*words, code=0):
    done = CliRunner().invoke(main, ["rehearse", "--no-docker", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    assert "\033" not in done.output
    return " ".join(done.output.split())


@in_a_room
def test_the_exit_code_says_what_students_would_see(zip_of, submission, tmp_path):
    target = tmp_path / "page.html"
    said = command(zip_of(), submission, "--html", target)
    assert "Before the due date: 1" in said
    assert "What only staff see" in said
    assert Outline(target.read_text()).panels
    assert "would have shown a failure" in command(zip_of("#!/bin/sh\n"), submission, code=1)
    assert "has no setup.sh" in command(zip_of(setup=None), submission, code=1)


@in_a_room
def test_the_terminal_shows_text_and_moves_no_cursor(zip_of, submission):
    evil = "\\u001b[2J\\u202eevil [bold]x[/bold]"
    written = f'{{"score": 1, "output": "{evil}", "tests": [{{"score": 0, "max_score": 1, "output": "{evil}"}}]}}'
    script = f"#!/bin/sh\nprintf '\\033]0;title\\007'\ncat > results/results.json <<'END'\n{written}\nEND\n"
    said = command(zip_of(script), submission)
    assert said.count("\\x1b[2J\\x202eevil [bold]x[/bold]") == 2
    assert "\\x1b]0;title\\x07" in said


def test_wrong_usage_is_2(zip_of, submission, tmp_path):
    assert "does not exist" in command(tmp_path / "no.zip", submission, code=2)
    assert "does not exist" in command(zip_of(), tmp_path / "nobody", code=2)
    assert "--minutes" in command(zip_of(), submission, "--minutes", 0, code=2)
    assert "there is no folder" in command(zip_of(), submission, "--html", tmp_path / "no" / "page.html", code=2)
    assert "Choose one of" in command(zip_of(), submission, "--root", tmp_path, "--docker", code=2)


# The zip that is released


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    done = CliRunner().invoke(main, ["release", "gradescope", "--output", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (path,) = folder.glob("*.zip")
    return path


def points(sample):
    return float(sample.with_suffix(".txt").read_text().split()[0])


def score(results):
    return results.score, view(results, BEFORE).score, results.max_score


@in_a_room
@pytest.mark.parametrize("name", ["perfect", "typical"])
def test_the_samples_get_their_points(released, name):
    done = run_rehearsal(released, SAMPLES / name, PrivateMount(), minutes=10)
    expected = points(SAMPLES / name)
    assert done.failure is None
    assert score(done.results) == (expected, None, 100)
    before, after = view(done.results, BEFORE), view(done.results, AFTER)
    assert {test.visibility for test in before.tests} == {"visible"}
    assert after.not_shown == 0
    assert after.score == expected
    panels = Outline(page(done)).panels
    hidden = {test.name.text for test in after.tests} - {test.name.text for test in before.tests}
    assert len(hidden) > 10
    assert not [name for name in hidden if name in panels["before"]]
    assert "Protections set" in panels["staff"]


ATTACK = """
import os, signal, subprocess, sys, threading

def attempt(action):
    try:
        return action()
    except BaseException as error:
        return type(error).__name__

FORGED = '{"score": 100, "tests": [{"name": "forged", "score": 100, "max_score": 100}]}'

def write(path):
    with open(path, "w") as file:
        file.write(FORGED)

def leave_behind():
    if os.fork() == 0:
        os.setsid()
        while True:
            attempt(lambda: write("/autograder/results/results.json"))

for place in ("results/results.json", "results/forged.json", "source/settings.json", "run_autograder"):
    print(place, attempt(lambda: write("/autograder/" + place)))
print("solutions", attempt(lambda: os.listdir("/autograder/source/solutions")))
print("settings", attempt(lambda: open("/autograder/source/settings.json").read()))
print("metadata", attempt(lambda: open("/autograder/submission_metadata.json").read()))
print("left behind", attempt(leave_behind))
print("shell", attempt(lambda: subprocess.run(["sh", "-c", "sleep 60 &"])))
print("parent", attempt(lambda: os.kill(os.getppid(), signal.SIGKILL)))
print("all", attempt(lambda: os.kill(-1, signal.SIGTERM)))
print(FORGED)
attempt(lambda: os.write(4, FORGED.encode()))
"""


NOBODY = 65534


@in_a_room
@as_root
def test_an_ordinary_user_may_rehearse(released):
    """With a Python of the system's, since ours may lie where nobody else may go."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(released, folder / "grader.zip")
        shutil.copytree(SAMPLES / "perfect", folder / "alice")
        packages = sysconfig.get_path("purelib")
        for python in (sys.executable, "/usr/bin/python3"):
            venv = folder / f"venv-{Path(python).name}"
            subprocess.run([python, "-m", "venv", "--without-pip", venv], check=True)
            (site,) = venv.glob("lib/python*/site-packages")
            (site / "ours.pth").write_text(f"{packages}\n{ROOT}\n")
            words = [venv / "bin" / "python", "-B", "-c", "import autograder.cli.main, numpy"]
            if not as_nobody(words).returncode:
                break
        else:
            pytest.skip("no Python here that another user may run, with the packages of this one")
        words = [venv / "bin" / "python", "-B", "-m", "autograder", "rehearse", "--no-docker"]
        done = as_nobody([*words, "grader.zip", "alice"], cwd=folder)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "After the due date: 100/100" in said
    assert "It ran as an ordinary user; Gradescope starts it as root." in said


def as_nobody(words, **options):
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": [], "env": {}}
    # By way of a shell, for which what may not be run is an exit code.
    return subprocess.run(["/bin/sh", "-c", '"$@"', "sh", *words], capture_output=True, text=True, **user, **options)


@in_a_room
@as_root
def test_a_hostile_submission_gets_nothing_but_its_own_points(released, tmp_path):
    """Its honest answers keep their points, or lose them by its own doing; it gains none and stops nobody."""
    attack(released, tmp_path, PrivateMount())


def attack(released, tmp_path, room):
    folder = tmp_path / "mallory"
    shutil.copytree(SAMPLES / "typical", folder)
    (folder / "layers.py").write_text(ATTACK + (folder / "layers.py").read_text())
    done = run_rehearsal(released, folder, room, minutes=2)
    assert done.failure is None
    assert 0 <= done.results.score <= points(SAMPLES / "typical")
    assert "forged" not in {test.name.text for test in done.results.tests}
    assert done.results.max_score == 100
    said = done.results.output.text
    for attempt in ("results/results.json", "source/settings.json", "solutions", "settings", "metadata"):
        assert f"{attempt} PermissionError" in said, said
    # What it prints is shown as text, and nowhere else.
    assert "forged" not in "".join(test.output.text for test in done.results.tests)


BROKEN = {
    "a syntax error": {"layers.py": b"def linear_backward(:\n"},
    "nothing": {},
    "a PDF": {"homework.pdf": b"%PDF-1.7\n\0\0"},
    "a PDF in disguise": {"layers.py": b"%PDF-1.7\n\0\0"},
}


@in_a_room
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_submission_gets_no_points_and_an_answer(released, tmp_path, what):
    folder = tmp_path / "bob"
    folder.mkdir()
    for name, content in BROKEN[what].items():
        (folder / name).write_bytes(content)
    done = run_rehearsal(released, folder, PrivateMount(), minutes=2)
    assert done.failure is None
    assert score(done.results) == (0, None, 100)
    assert "Traceback" not in done.results.output.text
    assert done.run.exit_code == 0


# The whole way, on a clean machine


@pytest.fixture(scope="module")
def debian(tmp_path_factory):
    """A minimal Debian, as debootstrap makes it."""
    root = tmp_path_factory.mktemp("debian") / "root"
    packages = "--include=python3,ca-certificates"
    done = subprocess.run(
        ["debootstrap", "--variant=minbase", packages, "bookworm", root], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:]
    yield root
    shutil.rmtree(root)


clean_machine = [
    pytest.mark.slow,
    as_root,
    in_a_room,
    pytest.mark.skipif(not shutil.which("debootstrap"), reason="debootstrap is not installed"),
]


def with_marks(marks):
    def apply(function):
        for mark in marks:
            function = mark(function)
        return function

    return apply


@with_marks(clean_machine)
def test_on_a_clean_debian_setup_installs_and_the_samples_get_their_points(released, debian, tmp_path):
    packages = (debian / "var" / "lib" / "dpkg" / "status").read_bytes()
    for name in ("perfect", "typical"):
        done = run_rehearsal(released, SAMPLES / name, RootFolder(debian), minutes=10)
        assert done.failure is None, done.set_up.output.decode()
        assert done.set_up.exit_code == 0
        assert score(done.results) == (points(SAMPLES / name), None, 100)
        assert "Debian GNU/Linux 12" in done.environment
    assert (debian / "var" / "lib" / "dpkg" / "status").read_bytes() == packages, "it worked on a copy"
    assert not (debian / "autograder").exists()
    attack(released, tmp_path, RootFolder(debian))


@with_marks(clean_machine)
def test_setup_and_run_share_autograder_and_the_system_and_nothing_else(debian, zip_of, submission, monkeypatch):
    monkeypatch.setenv("PIP_SECRET", "token")
    setup = """
        id -u; pwd; env; sleep 60 &
        touch /autograder/kept /opt/kept /tmp/lost"""
    run = """#!/bin/sh
        ls -d kept /opt/kept /tmp/lost; env; echo '{"score": 3}' > results/results.json"""
    done = run_rehearsal(zip_of(run, setup), submission, RootFolder(debian), minutes=1)
    assert (done.failure, done.results.score) == (None, 3)
    printed = [step.output.decode().splitlines() for step in (done.set_up, done.run)]
    assert {"0", "/", "PIP_SECRET=token"} <= set(printed[0])
    assert {"kept", "/opt/kept"} <= set(printed[1])
    assert not {"/tmp/lost", "PIP_SECRET=token"} & set(printed[1])
    failed = run_rehearsal(
        zip_of(run, "apt-get install --yes no-such-package"), submission, RootFolder(debian), minutes=1
    )
    assert "setup.sh ended with exit code 100" in failed.failure


@with_marks(clean_machine)
@pytest.mark.skipif(not engine_answers(), reason="no Docker engine answers here")
def test_a_docker_container_is_a_room_as_well(debian, zip_of, submission):
    image = "rehearsal-test-debian"
    with subprocess.Popen(["tar", "--create", "--directory", debian, "."], stdout=subprocess.PIPE) as tar:
        subprocess.run(["docker", "import", "-", image], stdin=tar.stdout, check=True, capture_output=True)
    try:
        package = zip_of(
            "#!/bin/sh\npwd; id -u; cat made submission/answer.py; echo '{\"score\": 3}' > results/results.json\n",
            "echo from setup > /autograder/made\n",
        )
        done = run_rehearsal(package, submission, Docker(image), minutes=1)
        assert (done.failure, done.results.score) == (None, 3)
        assert done.run.output.split() == b"/autograder 0 from setup answer = 42".split()
        slow = run_rehearsal(zip_of("#!/bin/sh\nsleep 60\n"), submission, Docker(image), minutes=0.05)
        assert "longer than 3 seconds" in slow.failure
        containers = subprocess.run(
            ["docker", "ps", "--all", "--quiet", "--filter", "name=rehearsal-"], capture_output=True
        )
        assert containers.stdout == b""
    finally:
        subprocess.run(["docker", "rmi", "--force", image, BUILT_IMAGE], capture_output=True)
