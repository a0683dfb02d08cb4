"""Every process that the engine starts is known here, with what it can import and who may write there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.project import ROOT

# Calls that start a process, by their last name; and those of the same name which start none.
STARTS = {
    *("Popen", "check_call", "check_output", "getoutput", "popen", "posix_spawn", "posix_spawnp", "startfile"),
    *("execv", "execve", "execvp", "execl", "execlp", "spawnv", "spawnl", "fork", "forkpty", "ProcessPoolExecutor"),
    *("create_subprocess_exec", "create_subprocess_shell", "start_kernel", "KernelManager", "LocalCluster", "spawn"),
}
KNOWN = {
    "sandbox/host/launch.py: Popen": "from /, without site: the engine and NumPy's folder, an environment of ours",
    "sandbox/host/subprocesses.py: Popen": "the same at a student's, without PYTHON variables",
    "sandbox/guest/runtime/forkserver.py: fork": "a worker: what the fork server has imported already",
    "sandbox/guest/runtime/forkserver.py: execv": "the same command line as the fork server's",
    "sandbox/guest/isolation/reaper.py: fork": "ends processes; imports nothing",
    "sandbox/guest/isolation/probe.py: fork": "the self-test, in a worker",
    "student/notebook/forked.py: fork": "the student's own kernel, on the student's machine",
    "batch/processes.py: Popen": "grading: the engine, then the caller's own path without the working folder",
    "audit/proof.py: ProcessPoolExecutor": "an instructor's audit; no submission but ours",
    "platforms/gradescope/rehearsal/environment.py: Popen": "a container, or bubblewrap in a mount of its own",
    "platforms/gradescope/rehearsal/docker.py: run": "docker itself, with an instructor's environment",
    "platforms/gradescope/rehearsal/bubblewrap.py: run": "cp and bubblewrap; nothing that was handed in is in reach",
}
# Otter and IPython start kernels by names of their own: isolated_grading moves to an empty folder before that.


def test_every_start_of_a_process_is_known():
    found = {f"{path}: {name}" for path, name in _starts(ROOT / "autograder")}
    assert found == set(KNOWN)


def _starts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := _start(node.func)):
                yield path.relative_to(folder).as_posix(), name


def _start(function: ast.expr) -> str | None:
    name = getattr(function, "attr", getattr(function, "id", ""))
    owner = getattr(getattr(function, "value", None), "id", "")
    is_start = name in STARTS or (owner, name) in {("subprocess", "run"), ("subprocess", "call"), ("os", "system")}
    return name if is_start else None


def test_what_scripts_start_finds_modules_where_python_is_installed_and_nowhere_else():
    """``-I``: neither the working folder nor the script's, no PYTHON variables, no folder of the user's."""
    scripts = [*(ROOT / "autograder").rglob("setup.sh"), *(ROOT / "autograder").rglob("run_autograder")]
    assert len(scripts) == 3
    for script in scripts:
        lines = script.read_text(encoding="utf-8").splitlines()
        started = [line for line in lines if re.search(r"""(python3|bin/python")\s+-""", line)]
        assert started or script.name != "setup.sh"
        for line in started:
            assert "--version" in line or re.search(r"""python3?"? -I\b""", line), f"{script}: {line}"
        if script.name == "run_autograder":
            before = lines[: lines.index(started[0])]
            assert any(line.startswith("cd /") for line in before), f"{script} starts Python wherever it stands"
