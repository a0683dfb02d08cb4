"""Numbers, names and places in words."""

import pytest

from autograder.text.phrasing import listed


@pytest.mark.parametrize(
    ("words", "most", "said"),
    [
        (["a"], None, "a"),
        (["a", "b"], None, "a and b"),
        (["a", "b", "c"], None, "a, b and c"),
        (["a", "b", "c"], 3, "a, b and c"),
        (["a", "b", "c", "d"], 3, "a, b, c and 1 more"),
        (["a", "b", "c", "d"], 1, "a and 3 more"),
        ((word for word in ("a", "b")), None, "a and b"),
    ],
)
def test_names_in_a_sentence(words, most, said):
    assert listed(words, most) == said
