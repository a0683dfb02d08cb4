"""A submission in, a report out: on an assignment of three functions that is none of the engine's business."""

import dataclasses

import numpy as np
import pytest

from autograder.assignment.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.grading.reference_proxy import MORE_OFTEN, SPARE_CALLS, ReferenceProxy
from autograder.judging.expected import instantiate
from autograder.sandbox.guest.messages import ProxyAnswer, ProxyCall
from autograder.sandbox.guest.wire import pack
from autograder.submissions.read import read_submission
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, SEED
from tests.support.submissions import references

MEANS = "def mean(X): return X.sum(axis=0) / len(X)\ndef centred(X): return X - mean(X)\n"
SPREAD = "from means import mean, centred\ndef variance(X): return mean(centred(X) ** 2)\n"


def statuses(report) -> dict[str, list[str]]:
    return {exercise.name: [check.status for check in exercise.checks] for exercise in report.exercises}


def scores(report) -> dict[str, float]:
    return {exercise.name: exercise.score for exercise in report.exercises}


def messages(report, name: str) -> list[str]:
    return [check.message for exercise in report.exercises if exercise.name == name for check in exercise.checks]


def test_right_answers_get_all_points(grade_tiny):
    report = grade_tiny(means=MEANS, spread=SPREAD)
    assert report.score == report.max_score == 15
    assert [message for exercise in report.exercises for check in exercise.checks if (message := check.message)] == []


def test_the_same_twice_is_the_same(grade_tiny):
    assert grade_tiny(means=MEANS, spread="def variance(X): return X") == grade_tiny(
        means=MEANS, spread="def variance(X): return X"
    )


def test_a_stub_is_not_attempted_yet(grade_tiny):
    report = grade_tiny(means="def mean(X):\n    raise NotImplementedError\n")
    assert statuses(report) == {"mean": ["missing"] * 2, "centred": ["missing"] * 2, "variance": ["missing"] * 2}
    assert messages(report, "mean")[0] == "Not attempted yet: mean in means.py still raises NotImplementedError."
    assert messages(report, "centred")[0] == "means.py has no function centred."
    assert messages(report, "variance")[0] == "spread.py was not handed in; variance belongs there."


def test_a_syntax_error_names_file_line_and_text(grade_tiny):
    report = grade_tiny(means="def mean(X):\n    return X.sum(axis=0 / len(X)\n", spread=SPREAD)
    assert statuses(report)["mean"] == ["error", "error"]
    assert "means.py is not valid Python" in report.messages[0]
    assert "line 2: return X.sum(axis=0 / len(X)" in report.messages[0]


def test_an_import_error_names_the_line(grade_tiny):
    report = grade_tiny(means="import numppy\n" + MEANS)
    assert "means.py raised ModuleNotFoundError: No module named 'numppy'" in report.messages[0]
    assert "means.py, line 1: import numppy" in report.messages[0]


def test_a_file_that_cannot_be_imported_because_of_another_says_which(grade_tiny):
    report = grade_tiny(means="def mean(X:\n", spread=SPREAD)
    assert report.messages[0].startswith("means.py is not valid Python")
    assert "mean is not defined, because line 1 of means.py failed" in report.messages[1]
    report = grade_tiny(spread=SPREAD)
    assert report.messages[0].startswith("spread.py imports means, and means.py was not handed in.")


@pytest.mark.parametrize("head", [b"", b"# -*- coding: latin-1 -*-\n"], ids=["guessed", "declared"])
def test_text_that_is_not_utf8_keeps_its_points(tiny, zygote, tmp_path, head):
    (tmp_path / "means.py").write_bytes(head + "NAME = 'é'\n".encode("latin-1") + MEANS.encode())
    report = Grader(tiny, zygote, seed=1).grade(read_submission(tmp_path / "means.py", tiny.module_names))
    assert scores(report)["mean"] == 5
    assert any("read as cp1252" in message for message in report.messages) == (not head)


def test_a_mistake_costs_once(grade_tiny):
    report = grade_tiny(means=MEANS.replace("axis=0", "axis=1"), spread=SPREAD)
    assert scores(report) == {"mean": 0, "centred": 5, "variance": 5}
    followed = [check for exercise in report.exercises for check in exercise.checks if check.follow_through]
    assert {check.message for check in followed} == {"Right, given a correct mean: no further points lost."}


@pytest.mark.parametrize(
    "means",
    [
        pytest.param("", id="none"),
        pytest.param("def mean(X):\n    raise NotImplementedError", id="stub"),
        pytest.param("def mean(X:\n", id="syntax error"),
        pytest.param("while True: pass", id="hangs", marks=pytest.mark.slow),
        pytest.param("import os; os._exit(1)", id="crashes"),
    ],
)
def test_a_later_file_keeps_its_points_without_the_earlier_one(grade_tiny, means):
    modules = {"means": means} if means else {}
    report = grade_tiny(spread=SPREAD, **modules)
    assert scores(report) == {"mean": 0, "centred": 0, "variance": 5}


def test_a_mistake_of_its_own_is_not_excused(grade_tiny):
    report = grade_tiny(
        means=MEANS.replace("axis=0", "axis=1"), spread=SPREAD.replace("centred(X) ** 2", "centred(X) ** 3")
    )
    assert scores(report)["variance"] == 0


def test_the_graded_function_is_never_answered_for_the_student(grade_tiny):
    """A function that calls itself, or a later one, gets no answer from the grader."""
    report = grade_tiny(means="import means\ndef mean(X): return means.mean(X)\ndef centred(X): return X - mean(X)")
    assert scores(report) == {"mean": 0, "centred": 5, "variance": 0}


def test_a_hang_or_crash_costs_the_calls_it_hits(grade_tiny):
    hang = MEANS.replace("def centred(X): ", "def centred(X):\n    while len(X) > 2: pass\n    ")
    report = grade_tiny(means=hang, spread="def variance(X): return ((X - X.mean(0)) ** 2).mean(0)")
    assert scores(report) == {"mean": 5, "centred": 2, "variance": 5}
    assert statuses(report)["centred"] == ["passed", "timeout"]
    crash = hang.replace("while len(X) > 2: pass", "if len(X) > 2: import os; os._exit(5)")
    report = grade_tiny(means=crash, spread=SPREAD)
    assert statuses(report)["centred"] == ["passed", "crashed"]
    assert scores(report)["variance"] == 5


@pytest.mark.slow
def test_time_for_one_exercise_is_bounded(grade_tiny):
    report = grade_tiny(means="def mean(X):\n    while True: pass\ndef centred(X): return X - X.mean(0)")
    assert statuses(report) == {"mean": ["timeout"] * 2, "centred": ["passed"] * 2, "variance": ["missing"] * 2}


def answering(references):
    proxy = ReferenceProxy(references)
    proxy.begin(references, None)
    return proxy


@pytest.mark.parametrize(
    "size", [5000, np.array(5000), np.zeros(5000), [1] * 5000], ids=["int", "0-d", "array", "list"]
)
def test_a_large_question_is_not_answered(size):
    answerer = answering({"f": lambda n: 1.0})
    assert answerer(ProxyCall("f", [2], {})) == ProxyAnswer(1.0)
    assert answerer(ProxyCall("f", [size], {})) is None
    assert answerer(ProxyCall("g", [2], {})) is None


def test_questions_are_answered_up_to_a_bound(monkeypatch):
    monkeypatch.setattr("autograder.grading.reference_proxy.MOST_CALLS", 3)
    answerer = answering({"f": lambda: 1.0})
    answers = [answerer(ProxyCall("f", [], {})) for _ in range(5)]
    assert answers == [ProxyAnswer(1.0)] * 3 + [None] * 2


@pytest.mark.slow
def test_a_hang_below_costs_once(grade_tiny):
    report = grade_tiny(means="def mean(X):\n    while True: pass\ndef centred(X): return X - mean(X)", spread=SPREAD)
    assert scores(report) == {"mean": 0, "centred": 5, "variance": 5}


def test_a_broken_file_for_all_is_what_every_exercise_waits_for(grade_tiny):
    report = grade_tiny(everything="def mean(X:\n")
    assert all("everything.py is not valid Python" in message for message in messages(report, "variance"))


def test_one_file_may_hold_all_functions(grade_tiny):
    one = MEANS + "def variance(X): return mean(centred(X) ** 2)"
    assert grade_tiny(alice=one).score == 15


def test_hidden_checks_say_nothing_that_was_computed_in_the_students_process(grade_tiny):
    leak = "def mean(X): raise ValueError(f'the hidden input is {X}')\ndef centred(X): print(X); return X"
    report = grade_tiny(means=leak)
    public, hidden = messages(report, "mean")
    assert "the hidden input is [[1. 2.] [3. 6.]]" in public
    assert hidden == "mean raised an exception."
    assert report.printed == "[[1. 2.]\n [3. 6.]]"


def test_addresses_in_memory_do_not_reach_a_report(grade_tiny):
    report = grade_tiny(means="print(object())\ndef mean(X): raise ValueError(object())")
    assert report.printed == "<object object at 0x…>"
    assert "ValueError: <object object at 0x…>" in messages(report, "mean")[0]


def test_printed_text_is_told_and_bounded(grade_tiny):
    report = grade_tiny(means=MEANS.replace("return X.sum", "print('spam' * 9999); return X.sum"))
    assert report.score == 10
    assert report.printed.startswith("spamspam")
    assert len(report.printed) == 2000


def test_changed_arguments_are_noticed(grade_tiny):
    report = grade_tiny(means="def mean(X):\n    X /= len(X)\n    return X.sum(axis=0)")
    public, hidden = report.exercise("mean").checks
    assert (public.status, hidden.status) == ("failed", "passed")
    assert "X no longer held what you were given" in public.message


def test_public_checks_alone_need_no_solutions(tiny, zygote):
    """Also the check whose right answer is computed from another exercise, which is wrong here."""
    from autograder.grading.grader import Grader
    from autograder.submissions.submission import Submission, python_files

    alone = Grader(tiny.public_view(), zygote, seed=0)
    report = alone.grade(Submission("me", python_files({"means": MEANS.encode(), "spread": SPREAD.encode()})))
    assert report.score == report.max_score == 5
    broken = MEANS.replace("axis=0", "axis=1").replace("mean(X)", "X.mean(axis=0)")
    report = alone.grade(Submission("me", python_files({"means": broken.encode()})))
    assert not report.exercise("mean").passed
    assert report.exercise("centred").passed


@pytest.mark.parametrize("mean", ["raise NotImplementedError", "return X.sum()", "return X.mean(axis=0)"])
@pytest.mark.parametrize(
    ("centred", "message"),
    [
        (
            'def centred(X):\n    """Not yet."""\n    raise NotImplementedError',
            "Not attempted yet: centred in means.py still raises NotImplementedError.",
        ),
        ("", "means.py has no function centred."),
    ],
    ids=["stub", "missing"],
)
def test_what_is_not_attempted_is_said_although_its_only_check_waits_for_another(tiny, zygote, mean, centred, message):
    from autograder.grading.grader import Grader
    from autograder.submissions.submission import Submission, python_files

    work = f"def mean(X):\n    {mean}\n{centred}\n"
    alone = Grader(tiny.public_view(), zygote, seed=0)
    report = alone.grade(Submission("me", python_files({"means": work.encode()})))
    exercise = report.exercise("centred")
    assert not exercise.attempted
    assert messages(report, "centred") == [message]


def test_a_fault_of_ours_costs_one_report_and_is_told(tiny, zygote):
    from autograder.authoring import AcrossCases
    from autograder.grading.grader import Grader
    from autograder.submissions.submission import Submission, python_files

    (module, *modules) = tiny.modules
    (exercise, *exercises) = module.exercises
    (check, *checks) = exercise.checks
    faulty = dataclasses.replace(check, function=lambda: [*check.draw(None, {})[0], AcrossCases(lambda answers: 1 / 0)])
    exercise = dataclasses.replace(exercise, checks=(faulty, *checks))
    module = dataclasses.replace(module, exercises=(exercise, *exercises))
    grader = Grader(dataclasses.replace(tiny, modules=(module, *modules)), zygote, seed=0)
    report = grader.grade(Submission("me", python_files({"means": MEANS.encode()})))
    assert not report.graded
    assert report.messages == ("The grader itself failed on this submission (ZeroDivisionError). Please report that.",)


def test_a_report_is_plain_data(grade_tiny):
    report = grade_tiny(means=MEANS)
    assert dataclasses.asdict(report)["exercises"][0]["name"] == "mean"


class RecordingPool:
    """A pool that remembers what was asked."""

    def __init__(self, pool):
        self._pool = pool
        self.asked = []

    def acquire(self, *arguments):
        worker = self._pool.acquire(*arguments)
        exchange = worker.exchange

        def recorded(requests, seconds):
            self.asked += [
                (each.function, pack(list(each.arguments))) for each in requests if hasattr(each, "function")
            ]
            return exchange(requests, seconds)

        worker.exchange = recorded
        return worker

    def __getattr__(self, name):
        return getattr(self._pool, name)


def asked_of(tiny, zygote, remark, seed=SEED, **options):
    """The public questions and the hidden ones that a submission is asked; it is right."""
    pool = RecordingPool(zygote)
    texts = {name: source + remark.encode() for name, source in references(MATERIAL / "tiny").items()}
    report = Grader(tiny, pool, seed=seed, **options).grade(Submission("right", python_files(texts)))
    assert report.score == report.max_score
    public = sum(len(check_cases(check)) for check in tiny.checks if check.is_public)
    return pool.asked[:public], pool.asked[public:]


def check_cases(check):
    return instantiate(check, 0, load_assignment(MATERIAL / "tiny").references).cases


def test_hidden_inputs_are_each_submissions_own(tiny, zygote):
    """Drawn from the seed and from what was handed in: what one carries out is worth nothing to another."""
    (public, hidden), again, (others_public, others_hidden) = (
        asked_of(tiny, zygote, remark) for remark in ("", "", "# another")
    )
    assert (public, hidden) == again
    assert public == others_public
    assert [name for name, _ in hidden] == [name for name, _ in others_hidden]
    assert set(hidden).isdisjoint(others_hidden)
    assert set(hidden).isdisjoint(asked_of(tiny, zygote, "", seed=SEED + 1)[1])


def test_our_own_submissions_may_be_asked_the_same(tiny, zygote):
    assert asked_of(tiny, zygote, "", shared_inputs=True) == asked_of(tiny, zygote, "# more", shared_inputs=True)


class ChangingPool(RecordingPool):
    """A pool whose workers are other ones, once hidden questions were asked: what a submission may do by a clock."""

    def __init__(self, pool, known, later):
        super().__init__(pool)
        self._known, self._later = known, later

    def acquire(self, setup, *arguments):
        if any(each not in self._known for each in self.asked):
            files = {
                name: (file, [cell + self._later for cell in cells]) for name, (file, cells) in setup.files.items()
            }
            setup = dataclasses.replace(setup, files=files)
        return super().acquire(setup, *arguments)


LATER = [
    "def mean(X): return X.sum(axis=0) / len(X)",
    "def variance(X): return X.var(axis=0)",
    "def mean(X): return X.sum(axis=0)",
    "def variance(X): raise ValueError('later')",
    "import os\nos._exit(1)",
]


@pytest.mark.parametrize("later", LATER)
def test_all_that_is_public_is_settled_before_the_first_hidden_question(tiny, zygote, later):
    """Follow-through and experiments as well: a fresh worker may know what an earlier one was asked."""
    wrong = {
        "means": b"def mean(X):\n    return X.mean(axis=1)\ndef centred(X):\n    return X - mean(X)\n",
        "spread": b"from means import centred, mean\ndef variance(X):\n    return mean(centred(X))\n",
    }
    known = {
        (check.exercise, pack(question.arguments))
        for check in tiny.checks
        if check.is_public
        for question in check_cases(check)
    }
    shown = []
    for line in ("", later):
        pool = ChangingPool(zygote, known, f"\n{line}\n".encode())
        report = Grader(tiny, pool, seed=SEED, deadlines=DEADLINES).grade(Submission("wrong", python_files(wrong)))
        public = [check for each in report.exercises for check in each.checks if check.visibility == "visible"]
        shown.append((report.messages, report.printed, public))
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    "arguments",
    [
        [np.zeros((1365, 1, 1)), np.zeros((1, 1365, 1)), np.zeros((1, 1, 1365))],
        [[np.zeros((1000, 1, 1, 1)), np.zeros((1, 1000, 1, 1))], np.zeros((1, 1, 1000, 1))],
    ],
)
def test_no_question_makes_the_grader_stretch_arrays_along_each_other(arguments):
    """A few kilobytes, whose sum would have gigabytes."""
    answerer = answering({"total": lambda *values: pytest.fail("it was asked")})
    assert answerer(ProxyCall("total", arguments, {})) is None


def test_a_reference_is_asked_some_times_as_often_as_another_would(tiny, zygote):
    many = (
        "from means import mean\ndef variance(X):\n    [mean(X) for _ in range(5000)]\n"
        "    return mean((X - mean(X)) ** 2)\n"
    )
    proxy, call = ReferenceProxy({"mean"}), ProxyCall("mean", [np.ones((2, 2))], {})
    most = SPARE_CALLS + 3 * MORE_OFTEN
    for _ in range(2):
        proxy.begin({"mean": tiny.references["mean"]}, lambda: {"mean": 3})
        assert [proxy(call) is not None for _ in range(most + 2)] == [True] * most + [False] * 2
    sources = {"means": b"def mean(X):\n    return X.mean(axis=1)\n", "spread": many.encode()}
    report = Grader(tiny, zygote, seed=SEED).grade(Submission("many", python_files(sources)))
    assert not report.exercise("variance").checks[0].follow_through


@pytest.mark.parametrize(
    ("module", "said"), [("means", "spread.py was not handed in"), ("my_work", "not valid Python")]
)
def test_a_broken_file_is_the_reason_for_what_belongs_into_it(grade_tiny, module, said):
    """A single file of any name may hold everything; one that is named like a module holds that module."""
    report = grade_tiny(**{module: "def mean(X): return X.mean(axis=0)\n\ndef centred(X:\n    return X\n"})
    assert all(said in check.message for check in report.exercise("variance").checks)
    assert scores(report)["mean"] == 5
