"""A name is one line of a table, whatever it was."""

import pytest

from autograder.text.sanitize import LONGEST_NAME, one_line


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Example", "Ada Example"),
        ("Zoë Müller-李", "Zoë Müller-李"),
        ("ada\nbob  100", "ada\\x0abob  100"),
        ("ada\r\x1b[2Jbob", "ada\\x0d\\x1b[2Jbob"),
        ("a\tb", "a b"),
        ("a\u202eb\u2028c\u0085d", "a\\x202eb\\x2028c\\x85d"),
        ("m\udcfcller", "m\\xdcfcller"),
    ],
)
def test_a_name_is_one_printable_line(name, shown):
    assert one_line(name) == shown


def test_a_name_has_a_length():
    assert one_line("a" * 10_000) == "a" * LONGEST_NAME + " …"
