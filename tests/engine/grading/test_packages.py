"""Files of one student that import each other, in every way that works at home."""

from __future__ import annotations

import pytest

from autograder.grading.grader import Grader
from autograder.submissions.read import read_submission
from tests.support.packing import write
from tests.support.project import DEADLINES, MATERIAL, SEED

MEANS = (MATERIAL / "tiny" / "solutions" / "means.py").read_bytes()
SPREAD = b"def variance(X):\n    return (centred(X) ** 2).mean(axis=0)\n"
HELPER = b"def column_mean(X):\n    return X.mean(axis=0)\n"
WITH_HELPER = b"\n\ndef mean(X):\n    return column_mean(X)\n\n\ndef centred(X):\n    return X - mean(X)\n"


@pytest.fixture
def score(tiny, zygote, tmp_path):
    """The points of a folder's files, and what is said about them."""
    grader = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)

    def graded(files):
        one = read_submission(write(tmp_path / "ada", files), [module.name for module in tiny.modules])
        report = grader.grade(one)
        return report.score, report.all_messages

    return graded


@pytest.mark.parametrize(
    "files",
    [
        {"means.py": MEANS, "spread.py": b"from means import centred\n" + SPREAD},
        {"means.py": MEANS, "spread.py": b"from .means import centred\n" + SPREAD},
        {"means.py": MEANS, "spread.py": b"from exercises.means import centred\n" + SPREAD},
        {"net/__init__.py": b"", "net/means.py": MEANS, "net/spread.py": b"from .means import centred\n" + SPREAD},
        {"net/means.py": MEANS, "net/spread.py": b"from net.means import centred\n" + SPREAD},
        {
            "net/__init__.py": b"from .means import centred\n",
            "net/means.py": MEANS,
            "spread.py": b"from net import centred\n" + SPREAD,
        },
        {"means.py": MEANS, "spread.py": b"import means as m\ncentred = m.centred\n" + SPREAD},
        {"hw/means.py": MEANS, "hw/spread.py": b"from . import means\ncentred = means.centred\n" + SPREAD},
        {
            "utils/columns.py": HELPER,
            "means.py": b"from utils.columns import column_mean\n" + WITH_HELPER,
            "spread.py": b"from means import centred\n" + SPREAD,
        },
        {
            "pkg/utils/__init__.py": b"",
            "pkg/utils/columns.py": HELPER,
            "pkg/means.py": b"from .utils.columns import column_mean\n" + WITH_HELPER,
            "pkg/spread.py": b"from pkg.means import centred\n" + SPREAD,
        },
        {
            "exercises/columns.py": HELPER,
            "exercises/means.py": b"from columns import column_mean\n" + WITH_HELPER,
            "exercises/spread.py": b"from means import centred\n" + SPREAD,
        },
        {"means (1).py": MEANS, "spread.py": b"from means import centred\n" + SPREAD},
    ],
    ids=[
        "flat", "relative without a package", "by the folder at home", "relative in a package", "by its folder",
        "through __init__", "import as", "from . import", "a helper in a folder", "a helper in a subpackage",
        "a helper beside", "a renamed copy",
    ],
)  # fmt: skip
def test_what_imports_each_other_at_home_does_so_here(score, files):
    assert score(files) == (15, ())


def test_a_package_that_was_not_handed_in_is_missing_as_it_is_at_home(score):
    points, messages = score({"means.py": b"from nets.columns import column_mean\n" + WITH_HELPER})
    assert points < 15
    assert "No module named 'nets'" in messages[0]


def test_a_folder_with_the_name_of_a_package_of_pythons_hides_nothing(score):
    files = {"json/tools.py": HELPER, "means.py": b"import json\njson.dumps([1])\n" + MEANS}
    points, _ = score(files | {"spread.py": b"from means import centred\n" + SPREAD})
    assert points == 15
