"""A bounded pool of grading processes, one for each job, so that judging uses all cores.

If a process is lost, its current submission is tried again in another; if that is lost too, the report states this.
Tasks that were waiting in a lost process are given to another. When the caller stops, all processes end at once.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path

from autograder.batch.grading_process import CannotGrade, Done, Ref, Task
from autograder.grading.grader_spec import GraderSpec
from autograder.results.report import Report
from autograder.sandbox.protocol import SandboxError

ENGINE = Path(__file__).resolve().parents[2]
# The path is given explicitly: the working folder may be a submission, whose files must not be imported.
BOOT = """
import sys
sys.path[:] = sys.argv[2:]
from autograder.sandbox.host.launch import ahead
server = ahead()  # it imports NumPy while this process does
from autograder.batch.grading_process import main
main(int(sys.argv[1]), server)
"""
AHEAD = 2  # tasks that a process has at a time: the current one and the next
TRIES = 2
ENDS_IN_SECONDS = 10
LOST = "This submission could not be graded: the grader's process was lost {} times while grading it."


def graded_by_processes(spec: GraderSpec, refs: Iterable[Ref], jobs: int) -> Generator[tuple[int, Report], None, None]:
    """Read and grade submissions in several processes.

    Parameters
    ----------
    spec : GraderSpec
        The description of the grader that each process makes.
    refs : iterable of Ref
        The submissions. Each is taken when a process has room for it, and read in that process.
    jobs : int
        The number of processes.

    Yields
    ------
    (int, Report)
        The place of a submission among all, and its report, as soon as it is known.

    Raises
    ------
    SandboxError
        If a process cannot be started, or cannot make a grader.
    """
    tasks = _Tasks(refs)
    processes: list[_GradingProcess] = []
    try:
        while True:
            for each in processes:
                each.fill(tasks)
            while len(processes) < jobs and (more := tasks.take()):
                processes.append(_GradingProcess(spec, more))
            busy = {each.connection: each for each in processes if each.tasks}
            if not busy:
                break
            for ready in wait(list(busy)):
                process = busy[ready]  # type: ignore[index]  # of what it was given
                try:
                    yield process.result()
                except (EOFError, OSError):
                    processes.remove(process)
                    process.kill()
                    tasks.put_back(process.tasks)
        for each in processes:
            each.finish()
    finally:
        for each in processes:
            each.kill()


class _Tasks:
    """The tasks to hand out: those returned from lost processes first, then the next submissions."""

    def __init__(self, refs: Iterable[Ref]) -> None:
        self._next: Iterator[Task] = (Task(place, ref) for place, ref in enumerate(refs))
        self._again: deque[Task] = deque()
        self._lost: Counter[int] = Counter()

    def take(self) -> Task | None:
        return self._again.popleft() if self._again else next(self._next, None)

    def put_back(self, tasks: Iterable[Task]) -> None:
        """Take back the tasks of a lost process, the first of which was being graded."""
        at_work, *waiting = tasks
        self._lost[at_work.place] += 1
        lost = self._lost[at_work.place]
        if lost > TRIES:  # it is not even read again
            raise SandboxError("The grader's processes keep being lost. Is the machine out of memory?")
        fault = LOST.format(TRIES) if lost == TRIES else ""
        self._again += [Task(at_work.place, at_work.ref, fault), *waiting]


class _GradingProcess:
    """One process, and the tasks it was given.

    Raises
    ------
    SandboxError
        If the process cannot be started.
    """

    def __init__(self, spec: GraderSpec, first: Task) -> None:
        self.tasks: deque[Task] = deque()
        ours, theirs = socket.socketpair()
        paths = dict.fromkeys([str(ENGINE), *filter(None, sys.path)])
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own program, our own words
                [sys.executable, "-c", BOOT, str(theirs.fileno()), *paths],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # if it is killed, its own processes would print errors
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the process that has started it
            )
        except OSError as error:
            ours.close()
            raise SandboxError(f"No process for grading can be started: {error}.") from error
        finally:
            theirs.close()
        self.connection = Connection(ours.detach())
        self._send(spec)
        self._give(first)

    def fill(self, tasks: _Tasks) -> None:
        """Give the process tasks up to its limit."""
        while len(self.tasks) < AHEAD and (task := tasks.take()):
            self._give(task)

    def result(self) -> tuple[int, Report]:
        """The place and the report that the process has sent.

        Raises
        ------
        EOFError, OSError
            If the process is lost.
        SandboxError
            If it cannot make a grader.
        """
        answer = self.connection.recv()
        if isinstance(answer, CannotGrade):
            raise SandboxError(answer.message)
        assert isinstance(answer, Done)
        assert answer.place == self.tasks.popleft().place
        return answer.place, answer.report

    def finish(self) -> None:
        """Tell the process that there are no more tasks, and wait for it to end."""
        self._send(None)
        try:
            self._process.wait(ENDS_IN_SECONDS)
        except subprocess.TimeoutExpired:  # all results have arrived
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End the process at once; its workers end with it."""
        self.connection.close()
        self._process.kill()
        self._process.wait()

    def _give(self, task: Task) -> None:
        self.tasks.append(task)
        self._send(task)

    def _send(self, what: object) -> None:
        with contextlib.suppress(OSError):  # `result` raises if the process is lost
            self.connection.send(what)
