"""Data from outside, read as what it should be."""

import math
import sys

import pytest

from autograder.untrusted import finite_number, items, mapping, text

ODD = [None, True, 3, 2.5, math.nan, "word", b"bytes", [1], {"a": 1}, (1,), object()]


def test_an_object_and_a_list_are_themselves_and_all_else_is_empty():
    assert [mapping(each) for each in ODD if mapping(each)] == [{"a": 1}]
    assert [items(each) for each in ODD if items(each)] == [[1]]


def test_a_whole_number_may_stand_where_a_text_is_meant():
    assert [text(each) for each in ODD if text(each)] == ["3", "word"]


@pytest.mark.skipif(not hasattr(sys, "get_int_max_str_digits"), reason="this Python writes numbers of any length")
def test_a_number_that_python_does_not_write_is_no_text():
    assert text(10**10_000) == ""


def test_numbers_are_finite():
    assert [finite_number(each) for each in ODD if finite_number(each) is not None] == [3.0, 2.5]
    assert [finite_number(each) for each in ("1e3", "1e999", "-inf", 10**400)] == [1000.0, None, None, None]
