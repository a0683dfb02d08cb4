"""A course at its size: graded, killed, regraded, merged from parts and graded on a cluster, always to the same end.

    python -m tests.benchmarks.course --students 2000

Every stage is compared, byte for byte, with what one machine does undisturbed, and ends the run if a byte differs. What
it prints are the figures: seconds, submissions a second, bytes a submission, memory.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.loading import load_assignment
from tests.support.class_forms import FORMS
from tests.support.classes import HandIn, class_of
from tests.support.cluster import Cluster, another_version
from tests.support.courses import Run, content, grade, graded, in_force, points, run, run_killed, view
from tests.support.packing import write, zipped
from tests.support.project import MATERIAL

SEED = 5
CHANGED = ("solutions/checks/means.py", "for rows in (1, 5, 9)", "for rows in (1, 5, 8)")
CHANGED_CHECK = "mean/many_rows"


@dataclass(frozen=True)
class Course:
    """A class in one platform's form, and where its gradebooks lie.

    Attributes
    ----------
    folder : Path
        Where all of it lies.
    form : str
        The platform.
    hand_ins : sequence of HandIn
        The class.
    assignment : Path
        The assignment.
    """

    folder: Path
    form: str
    hand_ins: Sequence[HandIn]
    assignment: Path

    @property
    def export(self) -> Path:
        """The download: a zip, or for plain folders a folder."""
        return self.folder / (self.form if self.form == "plain" else f"{self.form}.zip")

    @property
    def undisturbed(self) -> Path:
        return self.folder / f"{self.form}.db"

    @property
    def submissions(self) -> int:
        """How many are in the download: only Gradescope knows groups, elsewhere each member has the files."""
        return len(self.hand_ins) if self.form == "gradescope" else sum(len(each.people) for each in self.hand_ins)

    def packed(self) -> Course:
        """The same, with the download written."""
        files = FORMS[self.form](self.hand_ins)
        if self.form == "plain":
            write(self.export, files)
        else:
            self.export.write_bytes(zipped(files))
        return self

    def words(self, gradebook: Path, *more: str) -> list[str]:
        return grade(self.export, gradebook, self.assignment, "--seed", str(SEED), *more)


def undisturbed(course: Course) -> Run:
    """Graded in one go; what each student gets is the truth."""
    done = run(course.words(course.undisturbed))
    assert done.code == 0, done.said
    require_truth(course, course.undisturbed)
    before = course.undisturbed.read_bytes()
    again = run(course.words(course.undisturbed))
    assert f"{course.submissions} graded before." in again.said, again.said
    assert course.undisturbed.read_bytes() == before
    size = course.undisturbed.stat().st_size / course.submissions / 1024
    tell(
        course,
        f"undisturbed: {course.submissions} submissions in {done.seconds:.0f} s "
        f"({course.submissions / done.seconds:.1f} a second); {done.own:.0f} MB, with all processes "
        f"{done.together:.0f} MB; {size:.1f} kB a submission; looked at again in {again.seconds:.1f} s",
    )
    return done


def require_truth(course: Course, gradebook: Path) -> None:
    """Points are lost in the exercises in which they have to be, and in no other."""
    found = points(gradebook)
    assert len(found) == sum(len(each.people) for each in course.hand_ins)
    for each in course.hand_ins:
        for person in each.people:
            _, _, exercises = found[f"{int(person.sid) % 1_000_000:06}"]
            assert isinstance(exercises, list)
            assert {name for name, got, most in exercises if got < most} == each.truth.lost, (course.form, person)


def killed(course: Course, kills: int, seconds: float, rng: random.Random) -> Path:
    """Killed at random, and gone on with."""
    path = course.folder / f"{course.form}-killed.db"
    done, count = run_killed(course.words(path), kills, seconds, rng)
    assert done.code == 0, done.said
    assert len(content(path)["gradings"]) == course.submissions  # nothing lost, nothing twice
    require_truth(course, path)
    tell(course, f"killed {count} times (kill -9): nothing lost, nothing twice, everybody's points are the truth")
    return path


def require_same(course: Course, gradebook: Path) -> None:
    """The same as undisturbed: what is shown byte for byte, and all that is in it but the times."""
    assert view(gradebook) == view(course.undisturbed)
    assert content(gradebook) == content(course.undisturbed)


def regraded(course: Course) -> None:
    """A hidden check is changed: asked alone where nothing is wrong, and all is as if graded from the start."""
    changed = course.folder / "changed"
    shutil.copytree(course.assignment, changed, ignore=shutil.ignore_patterns("__pycache__"))
    name, old, new = CHANGED
    text = (changed / name).read_text()
    assert old in text, "this stage is written for the assignment tests/engine/tiny"
    (changed / name).write_text(text.replace(old, new))
    path, fresh = course.folder / "regraded.db", course.folder / "from-the-start.db"
    shutil.copy(course.undisturbed, path)
    later = Course(course.folder, course.form, course.hand_ins, changed)
    start, again = run(later.words(fresh)), run(later.words(path))
    assert (start.code, again.code) == (0, 0), again.said
    alone = sum("mean" not in each.truth.lost for each in course.hand_ins)
    others = len(course.hand_ins) - alone
    if course.form == "gradescope":
        assert f"{others} graded, {alone} only changed checks run." in again.said, again.said
    assert view(path) == view(fresh)
    assert in_force(path) == in_force(fresh)
    tell(
        course,
        f"{CHANGED_CHECK} changed: asked alone of {alone}, {others} graded whole, in {again.seconds:.0f} s "
        f"(from the start: {start.seconds:.0f} s); the same reports",
    )


def shards(course: Course, count: int) -> None:
    """Graded in parts, and merged twice and in another order."""
    parts = [course.folder / f"part-{place}.db" for place in range(1, count + 1)]
    for place, part in enumerate(parts, 1):
        done = run(course.words(part, "--shard", f"{place}/{count}"))
        assert done.code == 0, done.said
    path = course.folder / "merged.db"
    names = list(map(str, parts))
    words = [sys.executable, "-m", "autograder", "gradebook", "merge", str(path)]
    done = run([*words, *reversed(names)])
    assert done.code == 0, done.said
    again = run([*words, *names])
    assert again.code == 0, again.said
    require_same(course, path)
    tell(course, f"merged from {count} shards, twice, in {done.seconds:.1f} s: the same gradebook")


def on_a_cluster(course: Course) -> None:
    """Graded by workers, of which one is killed, and then the scheduler with all that is left."""
    path = course.folder / "dask.db"
    quarter = course.submissions // 4
    done_to: list[str] = []
    with Cluster(course.folder) as cluster:

        def kill() -> None:
            there = graded(path)
            if there > quarter and not done_to:
                cluster.workers[0].kill()
                done_to.append("a worker")
            elif there > 2 * quarter and len(done_to) == 1:
                cluster.kill()
                cluster.start()
                done_to.append("the scheduler")

        done = run(course.words(path, "--dask", cluster.address), kill)
    assert done.code == 0, done.said
    assert done_to == ["a worker", "the scheduler"]
    require_same(course, path)
    tell(
        course,
        f"on Dask's cluster, {' and '.join(done_to)} killed: {done.seconds:.0f} s "
        f"({course.submissions / done.seconds:.1f} a second), {done.own:.0f} MB; the same gradebook",
    )
    refused_by_another_version(course)


def refused_by_another_version(course: Course) -> None:
    """A worker with another engine is given nothing."""
    path = course.folder / "other.db"
    other = course.folder / "other"
    other.mkdir()
    with Cluster(other, another_version(other), workers=1) as cluster:
        done = run(course.words(path, "--dask", cluster.address))
    assert done.code == 1, done.said
    assert "Nothing was sent:" in done.said, done.said
    assert done.said.count("autograder 0.") == 2, done.said
    assert graded(path) == 0
    tell(course, "a worker with another version: refused, with both versions")


def tell(course: Course, text: str) -> None:
    print(f"{course.form}: {text}", flush=True)


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory() as place:
            yield Path(place)


def show(folder: Path, assignment: Path, students: int, kills: int, count: int, forms: Sequence[str]) -> None:
    """All stages in the first form, then the kills in the others; at last what these are undisturbed.

    Parameters
    ----------
    folder : Path
        Where everything is written.
    assignment : Path
        The assignment.
    students : int
        The size of the class.
    kills : int
        How often each form's grading is killed.
    count : int
        Of how many shards it is merged.
    forms : sequence of str
        The platforms.
    """
    hand_ins = class_of(students, load_assignment(assignment))
    rng = random.Random(SEED)
    first, *others = (Course(folder, form, hand_ins, assignment) for form in forms)
    whole = undisturbed(first.packed())
    require_same(first, killed(first, kills, whole.seconds, rng))
    tell(first, "killed or not: the same gradebook")
    if assignment == MATERIAL / "tiny":
        regraded(first)
    shards(first, count)
    if importlib.util.find_spec("distributed"):
        on_a_cluster(first)
    else:
        tell(first, "not graded on a cluster: Dask's distributed is not installed")
    expected = points(first.undisturbed)
    paths = []
    for course in others:
        paths.append(killed(course.packed(), kills, whole.seconds, rng))
        assert points(paths[-1]) == expected
        tell(course, f"the same points as from {first.form}")
    for course, path in zip(others, paths, strict=True):
        undisturbed(course)
        require_same(course, path)
        tell(course, "killed or not: the same gradebook")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20, help="how often grading is killed, for each form")
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--forms", nargs="+", choices=FORMS, default=list(FORMS))
    parser.add_argument("--assignment", type=Path, default=MATERIAL / "tiny")
    parser.add_argument("--folder", type=Path, help="where the gradebooks stay; otherwise they are removed")
    said = parser.parse_args()
    with _place(said.folder) as folder:
        show(folder, said.assignment.resolve(), said.students, said.kills, said.shards, said.forms)


if __name__ == "__main__":
    main()
