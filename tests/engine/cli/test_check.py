"""``autograder check``: a student's files, a student's words, and where a student stands."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.support.project import ROOT, SAMPLES

COMMAND = [sys.executable, "-m", "autograder", "check"]
ALL_PASSED = "All public checks passed; hidden checks run when you submit."
WRONG = ("np.where(Z > 0, dA, 0.0)", "dA * (dA > 0)")


@pytest.fixture
def student(tmp_path):
    """A student's copy: no solutions."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    return tmp_path / "exercises"


def put(sample, folder):
    for path in (SAMPLES / sample).glob("*.py"):
        shutil.copyfile(path, folder / path.name)


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def check(*words, cwd, code=0, **environment):
    done = subprocess.run(
        [*COMMAND, *map(str, words)],
        cwd=cwd, capture_output=True, timeout=60, env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode(environment.get("PYTHONIOENCODING", "utf-8"))
    assert "Traceback" not in said, said
    assert done.returncode == code, said
    return said


def test_stubs_then_right_answers_then_a_mistake(student):
    said = check(cwd=student, code=1)
    assert "Begin with: 1.1 sigmoid, in forward.py.\n" in said
    assert "0 of 41 public points. 0 of 32 exercises pass their public checks; 32 not attempted yet." in said
    put("perfect", student)
    said = check(cwd=student)
    assert f"{ALL_PASSED} 41 of 41 public points." in said
    assert not re.search("[✗·!⏱]", said)
    assert "Stuck?" not in said
    change(student / "layers.py", *WRONG)
    said = check(cwd=student, code=1)
    assert "✓ relu_forward  ✗ relu_backward  ✓ squared_loss_backward" in said
    assert "3.4 relu_backward (in layers.py): 1 of 4 checks passed" in said
    assert said.count("The values are not those asked for.") == 1
    assert "others are not right yet, perhaps for the same reason. --all shows everything." in said
    assert "All public checks" not in said
    assert said.endswith("\n\nStuck? python -m autograder explain relu_backward\n")
    everything = check("--all", cwd=student, code=1)
    assert "4.2 two_layer_backward (in two_layer.py)" in everything
    assert everything.count("not what was asked for") + everything.count("not those asked for") > 3


def test_what_is_next_is_said_when_nothing_is_wrong(student):
    shutil.copy(SAMPLES / "perfect" / "forward.py", student)
    said = check(cwd=student, code=1)
    assert "Next: 2.1 squared_loss, in neuron.py.\n" in said
    assert "2.5 of 41 public points. 3 of 32 exercises pass their public checks; 29 not attempted yet." in said


def test_words_are_exercises_modules_files_and_folders(student):
    put("perfect", student)
    change(student / "layers.py", *WRONG)
    outside = student.parent
    for place, words, code, expected in (
        (student, ["neuron.py"], 0, "All public checks of neuron.py passed; hidden checks run when you submit."),
        (outside, ["neuron.py"], 0, "All public checks of neuron.py passed;"),
        (outside, ["exercises/neuron.py"], 0, "All public checks of exercises/neuron.py passed;"),
        (outside, ["neuron"], 0, "All public checks of neuron passed;"),
        (outside, ["sgd_step"], 0, "All public checks of sgd_step passed;"),
        (outside, ["relu_backward"], 1, "of relu_backward. 0 of 1 exercise passes its public checks."),
        (outside, ["relu_backward", "forward.py"], 1, "of relu_backward, forward.py. 3 of 4 exercises pass"),
        (outside, ["exercises"], 1, "public points. 24 of 32"),
        (outside, [SAMPLES / "perfect", "layers.py"], 0, "All public checks of "),
        (outside, [SAMPLES / "notebook" / "backprop.ipynb"], 1, "public points."),
    ):
        said = check(*words, cwd=place, code=code)
        assert expected in said, words
        assert ("deep_forward" in said) == ("of 32 exercises" in said), words


def test_of_a_notebook_its_own_name_is_said(student):
    said = check(SAMPLES / "notebook" / "backprop.ipynb", cwd=student, code=1)
    assert "(in backprop.ipynb): " in said
    assert "(in layers.py)" not in said


def test_words_that_mean_nothing(student):
    said = check("relu_bakward", cwd=student, code=2)
    assert said == "Error: There is no exercise, file or folder relu_bakward. Do you mean relu_backward?\n"
    assert "Do you mean relu_backward?" in check("ReLU-backward", cwd=student, code=2)
    assert "Do you mean sigmoid?" in check("igmoi", cwd=student, code=2)
    assert "two places: check one at a time" in check(SAMPLES / "perfect", SAMPLES / "typical", cwd=student, code=2)


def test_a_file_that_cannot_be_run_comes_before_all_else(student):
    put("perfect", student)
    change(student / "forward.py", "def sigmoid_network", "def sigmoid_network(")
    change(student / "layers.py", *WRONG)
    said = check(cwd=student, code=1)
    assert "✓ sigmoid  ! sigmoid_network" in said
    assert "forward.py is not valid Python" in said
    assert "relu_backward (in layers.py)" not in said
    assert "not right yet" not in check("forward.py", cwd=student, code=1)
    everything = check("--all", cwd=student, code=1)
    assert "relu_backward (in layers.py)" in everything
    assert len(re.findall(r"(?m)^\s*forward.py is not valid Python", everything)) == 1


def test_what_a_program_prints_is_there_and_does_not_fill_the_screen(student):
    (student / "forward.py").write_text("for n in range(40): print('line', n)\ndef sigmoid(Z): return Z\n")
    said = check(cwd=student, code=1)
    assert "Your program printed:\n  line 0\n" in said
    assert "line 39" not in said
    assert "  line 39\n" in check("--all", cwd=student, code=1)


@pytest.mark.parametrize(("encoding", "untouched"), [("ascii", "."), ("cp1252", "·")])
def test_a_console_may_know_few_characters(student, encoding, untouched):
    put("typical", student)
    said = check("clip_by_norm", "train", cwd=student, code=1, PYTHONIOENCODING=encoding)
    assert " 8 stability  x clip_by_norm" in said
    assert f" 9 training   {untouched} train" in said
    assert "  + ||grad|| < tau: the gradient comes back unchanged" in said


def test_where_nobody_reads_colours_there_are_none(student):
    put("typical", student)
    assert "\033" not in check(cwd=student, code=1)


def test_the_same_is_said_where_code_runs_in_programs(student):
    put("typical", student)
    assert check("--programs", cwd=student, code=1) == check(cwd=student, code=1)


class Watched:
    """A running ``check --watch``, and what it has said."""

    def __init__(self, folder, *options):
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [*COMMAND, "--watch", *options],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment,
        )  # fmt: skip
        self.said = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.said += line

    def next(self, seconds=20):
        """What is said from now on until a check has ended."""
        before, deadline = self.said.count("Checked in"), time.monotonic() + seconds
        while self.said.count("Checked in") == before:
            assert time.monotonic() < deadline, self.said
            time.sleep(0.01)
        time.sleep(0.05)
        return re.split(r"(?m)^-+$", self.said)[-1]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(10)
        self._reader.join()
        self.process.stdout.close()
        return status


@pytest.mark.parametrize("options", [[], ["--programs"]])
def test_watch_checks_what_a_save_has_touched(student, options):
    put("perfect", student)
    watched = Watched(student, *options)
    try:
        assert ALL_PASSED in watched.next()
        change(student / "layers.py", *WRONG)
        said = watched.next()
        assert "Saved: layers.py" in said
        assert "3.4 relu_backward (in layers.py)" in said
        assert "✓ sigmoid " in said
        (student / "neuron.py").write_text((student / "neuron.py").read_text() + "# done\n")
        assert "3.4 relu_backward (in layers.py)" in watched.next()
        change(student / "layers.py", *reversed(WRONG))
        assert ALL_PASSED in watched.next()
        (student / "layers.py").touch()  # saved as it was: nothing to check
        change(student / "layers.py", *WRONG)
        assert "3.4 relu_backward (in layers.py)" in watched.next()
        assert watched.said.count("Checked in") == 5
    finally:
        status = watched.stop()
    assert status == 0
    assert watched.said.endswith("Stopped watching.\n")
    assert "Traceback" not in watched.said


def test_watch_is_about_what_was_saved(student):
    """Not about what has been wrong further up for an hour."""
    put("perfect", student)
    (student / "forward.py").write_text("def sigmoid(Z): return Z\n")
    watched = Watched(student)
    try:
        assert "1.1 sigmoid (in forward.py)" in watched.next()
        change(student / "layers.py", *WRONG)
        assert "3.4 relu_backward (in layers.py)" in watched.next()
    finally:
        watched.stop()


@pytest.mark.parametrize("options", [[], ["--programs"]])
def test_a_loop_that_has_been_mended_is_not_waited_for(student, options):
    put("perfect", student)
    watched = Watched(student, *options)
    try:
        watched.next()
        right = (student / "layers.py").read_text()
        (student / "layers.py").write_text(f"{right}\ndef relu_forward(Z):\n    while True: pass\n")
        time.sleep(1)
        (student / "layers.py").write_text(f"{right}\n# mended\n")
        assert ALL_PASSED in watched.next()
        assert "did not finish in time" not in watched.said
    finally:
        assert watched.stop() == 0
