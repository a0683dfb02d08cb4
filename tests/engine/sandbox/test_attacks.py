"""Every attack in `attacks/` gets what it has honestly earned, and no more; every layer is there for one."""

from __future__ import annotations

import contextlib
import json
import math
import os
import subprocess

import pytest

from autograder.results.as_json import as_json
from autograder.sandbox.guest.isolation import landlock
from tests.support.project import MATERIAL
from tests.support.submissions import references
from tests.support.target import ATTACKS, PATIENCE, Target, honest_score, python_for_all

PATHS = sorted(path for path in ATTACKS.iterdir() if path.name != "__pycache__")
# They use up deadlines, or processor time.
SLOW_KINDS = ("ending", "exhausting", "follow__huge", "orphans", "patching__exit", "patching__time", "proto", "values")
ALL = [pytest.param(path, marks=pytest.mark.slow if path.name.startswith(SLOW_KINDS) else ()) for path in PATHS]
LONGEST = 15 * PATIENCE  # seconds: two hangs of each of a check's functions
LARGEST_REPORT = 24_000  # characters
MAY_LOSE_MORE = {"exhausting__processor_time"}  # what takes half of its time may take all of it on a busy machine
MOST_MEGABYTES = 500  # the grader's memory, with the largest answer read that crosses
STATUSES = {"passed", "failed", "error", "timeout", "crashed", "missing", "invalid"}

pytestmark = [
    pytest.mark.xdist_group("attacks"),  # one at a time: what one leaves on purpose is another's finding
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can grade as several users, and see what they leave"),
]
# Signals and abstract sockets are held by two layers since then; before, one layer's absence shows elsewhere.
all_layers = pytest.mark.skipif(
    landlock.version() < landlock.SCOPES_SINCE, reason="this kernel lacks some of the layers"
)


@pytest.fixture(scope="session")
def targets():
    """Graders, started when they are first needed: ``targets(ordinary=True)``."""
    with contextlib.ExitStack() as stack:
        running = {}

        def target(**options):
            key = tuple(options.items())
            if options.get("ordinary") and not python_for_all():
                pytest.skip("no Python here that another user may run, with the packages of this one")
            if options.get("alone") and subprocess.run(["unshare", "--pid", "--fork", "true"]).returncode:
                pytest.skip("no namespaces here, and signals to everybody need one")
            if key not in running:
                running[key] = stack.enter_context(Target(**options))
            return running[key]

        yield target


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
@pytest.mark.parametrize("ordinary", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["root", "ordinary user"])
def test_an_attack_gets_what_it_has_earned(targets, grade_tiny, path, ordinary):
    if path.name.startswith("reading") and not landlock.version():
        pytest.skip("without Landlock reading is not protected, and grading refuses where there is something to read")
    breaches = targets(ordinary=ordinary, alone=path.name.startswith("everybody")).attack(path)
    assert breaches.found == []
    result = breaches.result
    assert result.report["score"] == honest_score(path) or path.stem in MAY_LOSE_MORE
    assert result.seconds < LONGEST
    assert result.megabytes < MOST_MEGABYTES
    assert len(json.dumps(result.report)) < LARGEST_REPORT
    right = {name: source.decode() for name, source in references(MATERIAL / "tiny").items()}
    assert form(result.report) == form(as_json(grade_tiny(**right)))


def form(report):
    """A report without what may differ from one submission to the next, each value seen to be of its kind."""
    assert all(isinstance(message, str) for message in report["messages"])
    exercises = []
    for exercise in report["exercises"]:
        checks = []
        for check in exercise["checks"]:
            assert check["status"] in STATUSES
            assert check["score"] == (check["max_score"] if check["status"] == "passed" else 0)
            assert isinstance(check["message"], str)
            fixed = ("name", "title", "visibility", "max_score")
            checks.append((*check, *(check[key] for key in fixed)))
        assert math.isclose(exercise["score"], sum(check["score"] for check in exercise["checks"]))
        exercises.append((*exercise, exercise["name"], exercise["max_score"], *checks))
    assert math.isclose(report["score"], sum(exercise["score"] for exercise in report["exercises"]))
    return (*report, report["max_score"], report["assignment"], *exercises)


CHANNELS = [path for path in PATHS if path.name.startswith("channel")]
SEEDS = (20_260_309, 42)


@pytest.mark.parametrize("path", CHANNELS, ids=lambda path: path.stem)
def test_what_a_hidden_input_was_is_not_in_the_report(targets, path):
    """Two runs with other hidden inputs: whatever the program made of them, the reports are the same."""
    first, second = (targets(seed=seed).attack(path).result.report for seed in SEEDS)
    assert first == second


@pytest.mark.slow
@all_layers
@pytest.mark.parametrize(
    ("attack", "without", "ordinary", "seen"),
    [
        ("leaving__system_v_shared_memory", {"seccomp"}, False, "System V shm"),
        ("leaving__system_v_messages", {"seccomp"}, False, "System V msg"),
        ("leaving__system_v_semaphores", {"seccomp"}, True, "System V sem"),
        ("leaving__empty_file", {"seccomp", "landlock"}, False, "left-behind-empty was left"),
        ("leaving__permissions", {"seccomp"}, True, "a file of another's was changed"),
        ("orphans__stays_on", {"death signal"}, False, "process"),
        ("memorising__published_answers", set(), False, ""),
    ],
)
def test_what_is_left_behind_is_seen(attack, without, ordinary, seen):
    """The eyes of these tests: what would be left without a layer is found, and once only."""
    if ordinary and not python_for_all():
        pytest.skip("no Python here that another user may run, with the packages of this one")
    with Target(ordinary=ordinary, without=frozenset(without)) as target:
        found = target.attack(ATTACKS / f"{attack}.py").found
        assert seen in " ".join(found)
        assert bool(seen) == bool(found)
        assert target.attack(ATTACKS / "memorising__published_answers.py").found == []


def test_attacks_are_many_and_of_many_kinds():
    kinds = {path.name.partition("__")[0] for path in PATHS}
    assert len(PATHS) > 200
    assert len(kinds) > 15


# Kinds of attack that meet the kernel, and those others that meet a limit; the rest would only hang.
KERNEL = ("reading", "leaving", "network", "kernel", "signals", "everybody", "orphans")
LIMITS = ("processor_time", "address_space", "memory_map", "descriptors", "forks", "clone", "clone3", "threads", "disk")
# A layer that others cover for is seen at work when those are left out too.
COVERED_BY = {"user": ("seccomp",), "session": ("landlock", "seccomp")}
ONLY = {"user": "network", "session": "everybody__own_group", "death signal": "orphans", "no_new_privs": "network"}
LAYERS = {
    "descriptors": "root",
    "rlimits": "root",
    "user": "root",
    "landlock": "root",
    "seccomp": "root",
    "session": "ordinary user",
    "death signal": "ordinary user",
    "no_new_privs": "ordinary user",
}


@all_layers
@pytest.mark.slow
@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_stops_what_no_other_stops(layer, capsys):
    as_user = LAYERS[layer]
    if as_user != "root" and not python_for_all():
        pytest.skip("no Python here that another user may run, with the packages of this one")
    covering = frozenset(COVERED_BY.get(layer, ()))
    stopped = through(covering | {layer}, layer, as_user) - (through(covering, layer, as_user) if covering else set())
    with capsys.disabled():
        beside = f" and {', '.join(sorted(covering))}" if covering else ""
        print(f"\nWithout {layer}{beside}, as {as_user}: {', '.join(sorted(stopped))}")
    assert stopped


def through(without, layer, as_user):
    """The attacks that achieve something without these layers."""
    found = set()
    with (
        Target(ordinary=as_user != "root", without=without) as target,
        Target(ordinary=as_user != "root", without=without, alone=True) as alone,
    ):
        for path in PATHS:
            kind, _, what = path.stem.partition("__")
            chosen = path.stem.startswith(ONLY[layer]) if layer in ONLY else kind in KERNEL or what in LIMITS
            if chosen and (alone if kind == "everybody" else target).attack(path).found:
                found.add(path.stem)
    return found
