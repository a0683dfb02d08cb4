"""Points as cells say them."""

import pytest

from autograder.course.exports.numbers import as_number, decimal_sign, rounded, written


@pytest.mark.parametrize(
    ("cells", "between", "sign"),
    [
        (["", "7,5"], ",", ","),
        (["7.5", "8,5"], ";", "."),
        (["1,234", "7"], ",", "."),  # perhaps thousands
        (["1,234", "7.5"], ",", "."),
        ([], ";", ","),
        ([], ",", "."),
        (["Ada, Lovelace", "EX", "100"], ";", ","),
    ],
)
def test_the_decimal_sign_is_the_files(cells, between, sign):
    assert decimal_sign(cells, between) == sign


def test_points_are_written_without_zeros_and_rounded_as_at_school():
    said = [written(rounded(points)) for points in (0.0, -0.0, 100.0, 87.5, 66.665, 1 / 3, 1e-9, 1234567.0)]
    assert said == ["0", "0", "100", "87.5", "66.67", "0.33", "0", "1234567"]
    assert written(rounded(87.5), ",") == "87,5"


def test_what_is_a_number():
    assert [as_number(text) is not None for text in (" 7 ", "7,5", "-1.25", "", "-", "EX", "80%", "7.", "1e3")] == [
        *(True, True, True, False, False, False, False, False, False)
    ]
