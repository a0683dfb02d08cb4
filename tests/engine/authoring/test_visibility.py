"""When a student sees a result."""

import json
import pickle

import pytest

from autograder.authoring import check
from autograder.authoring.visibility import Visibility


def test_it_is_the_word_that_gradescope_knows():
    words = ["visible", "after_due_date", "after_published", "hidden"]
    assert list(Visibility) == words
    assert [f"{each}" for each in Visibility] == [str(each) for each in Visibility] == words
    assert json.loads(json.dumps(list(Visibility))) == words
    assert [pickle.loads(pickle.dumps(each)) is each for each in Visibility] == [True] * 4


def test_only_what_is_seen_at_once_is_public():
    assert [each.is_public for each in Visibility] == [True, False, False, False]


def test_an_author_writes_the_word():
    @check("mean", points=1, visibility="after_published")
    def later(rng):
        """Later."""
        yield

    assert later.visibility is Visibility.AFTER_PUBLISHED


def test_a_word_that_is_none_of_them_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="known: visible, after_due_date, after_published, hidden"):
        check("mean", points=1, visibility="never")
