"""A class is listed by names alone; each submission is read when its turn comes, wherever that is."""

import concurrent.futures
import multiprocessing
import pickle
import shutil
import tracemalloc

import pytest

from autograder.submissions.listing import Reading, list_submissions
from tests.support.packing import notebook, write, zipped

MODULES = ["forward", "layers"]
CODE = b"def f(): pass\n"
CLASSES = {
    "plain": {"ada/hw/layers.py": CODE, "bo.zip": zipped({"x/layers.py": CODE}), "cy.ipynb": notebook("x = 1")},
    "canvas": {"ada_12_345_layers.py": CODE, "ada_12_346_forward.py": CODE, "bo_13_347_layers-1.py": CODE},
    "moodle": {
        "Ada_1_assignsubmission_file_/layers.py": CODE,
        "Ada_1_assignsubmission_onlinetext_/onlinetext.html": b"",
        "Bo_2_assignsubmission_file_/layers.py": CODE,
    },
    "sakai": {"Ada(ada)/Submission attachment(s)/layers.py": CODE, "Bo(bo)/Submission attachment(s)/layers.py": CODE},
    "nbgrader": {"submitted/ada/ps/layers.py": CODE, "submitted/bo/ps/layers.py": CODE},
    "gradescope": {f"assignment_1_export/submission_{number}/layers.py": CODE for number in (1, 2)},
}


def list_class(path):
    return list_submissions([path], Reading(MODULES))


def read(pickled):
    return pickle.loads(pickled).read(MODULES)


@pytest.fixture(params=["folder", "zip", "zip in a folder"])
def place(request, tmp_path):
    """Put a class somewhere, and say where."""

    def place(files):
        if request.param == "folder":
            return write(tmp_path / "class", files)
        write(tmp_path / "down", {"class.zip": zipped(files)})
        return tmp_path / "down" / ("class.zip" if request.param == "zip" else "")

    return place


@pytest.fixture(scope="module")
def elsewhere():
    """A process that has nothing of this one."""
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("kind", CLASSES)
def test_what_was_listed_can_be_read_in_another_process(place, kind, elsewhere):
    path = place(CLASSES[kind])
    if path.name == "down" and kind in {"plain", "nbgrader"}:
        path = path / "class.zip"  # which of the two it is in a folder is for the instructor to say
    refs = list_class(path).refs
    here = [ref.read(MODULES) for ref in refs]
    assert all(submission.gradable for submission in here)
    there = list(elsewhere.map(read, [pickle.dumps(ref) for ref in refs]))
    assert there == here
    assert all(submission.identity == ref.identity for ref, submission in zip(refs, there, strict=True))


def test_threads_read_one_zip_at_once(tmp_path):
    files = {f"s{number}/layers.py": b"x = %d" % number for number in range(200)}
    write(tmp_path, {"class.zip": zipped(files)})
    refs = list_class(tmp_path / "class.zip").refs
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        submissions = list(pool.map(lambda ref: ref.read(MODULES), refs))
    assert {each.name: each.sources["layers"].cells[0] for each in submissions} == {
        name.partition("/")[0]: content for name, content in files.items()
    }


def test_a_class_is_not_in_memory(tmp_path):
    content = CODE * 2000
    write(tmp_path, {f"s{number}/layers.py": content for number in range(500)})
    tracemalloc.start()
    total = 0
    for ref in list_class(tmp_path):
        total += len(ref.read(MODULES).sources["layers"].cells[0])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 500 * len(content)
    assert most < total / 4


def test_listing_a_class_opens_no_students_file(tmp_path):
    write(tmp_path, {"ada/layers.py": b"\0", "bo.zip": b"PK", "cy.ipynb": b"{"})
    assert [ref.name for ref in list_class(tmp_path)] == ["ada", "bo", "cy"]


def test_what_has_gone_since_it_was_listed_is_said(tmp_path):
    write(tmp_path, {"ada/layers.py": CODE, "bo/layers.py": CODE})
    refs = list_class(tmp_path).refs
    shutil.rmtree(tmp_path / "bo")
    ada, bo = (ref.read(MODULES) for ref in refs)
    assert ada.gradable
    assert (bo.gradable, bo.messages) == (False, ("bo no longer exists.",))
    shutil.rmtree(tmp_path)
    (gone,) = {ref.read(MODULES).messages for ref in refs}
    assert gone == (f"{tmp_path.name} cannot be read: No such file or directory.",)


def test_a_link_within_a_hand_in_leads_nowhere(tmp_path):
    write(tmp_path / "secret", {"layers.py": CODE})
    write(tmp_path / "class", {"Ada(ada)/Submission attachment(s)/layers.py": CODE, "Bo(bo)/timestamp.txt": b""})
    (tmp_path / "class/Bo(bo)/Submission attachment(s)").symlink_to(tmp_path / "secret")
    ada, bo = (ref.read(MODULES) for ref in list_class(tmp_path / "class"))
    assert ada.gradable
    assert not bo.gradable
    assert "is a link and was not read" in bo.messages[0]
