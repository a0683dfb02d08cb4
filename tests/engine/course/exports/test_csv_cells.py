"""Cells of a table are replaced, and no other byte changes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.exports.csv_cells import table_of
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.new_table import LONGEST, csv_bytes, defused

CELLS = st.text(
    st.sampled_from("aé李 \t;,\"'\n\r=-01.") | st.characters(codec="utf-8", exclude_characters="\0"), max_size=8
)
ENDS = ("\n", "\r\n", "\r")


@st.composite
def tables(draw):
    """A table, and how it is written: dialects that spreadsheets and platforms use."""
    width = draw(st.integers(2, 5))
    between = draw(st.sampled_from(",;\t"))
    header = [f"column {place}" for place in range(width)]
    rows = [header, *draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5))]
    stream = io.StringIO()
    quoting = draw(st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)))
    csv.writer(stream, delimiter=between, quoting=quoting, lineterminator=draw(st.sampled_from(ENDS))).writerows(rows)
    text = stream.getvalue()
    if draw(st.booleans()):
        text = text.rstrip("\r\n")  # no end of the last line
    mark, encoding = draw(
        st.sampled_from(
            [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
        )
    )
    return mark + text.encode(encoding), mark, encoding, between, rows


def values(table):
    return [[cell.value for cell in row] for row in table.rows]


@given(tables())
def test_a_table_is_read_as_the_standard_library_reads_it(written):
    content, mark, encoding, between, _ = written
    text = content[len(mark) :].decode(encoding)
    expected = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=between) if row]
    table = table_of(content, "t.csv")
    assert values(table) == expected
    assert table.with_values({}) == content


@given(tables(), st.data())
def test_only_the_cells_change_that_are_replaced(written, data):
    content, mark, encoding, _, _ = written
    table = table_of(content, "t.csv")
    row = data.draw(st.integers(1, len(table.rows) - 1))
    column = data.draw(st.integers(0, len(table.rows[row]) - 1))
    new = data.draw(st.sampled_from(["87.5", "87,5", "0", 'a "b"; c, d', "x"]))
    changed = table.with_values({(row, column): new})
    cell = table.rows[row][column]
    before, after = table.text[: cell.start].encode(encoding), table.text[cell.stop :].encode(encoding)
    assert changed.startswith(mark + before)
    assert changed.endswith(after)
    expected = values(table)
    expected[row][column] = new
    assert values(table_of(changed, "t.csv")) == expected


def test_quotation_marks_blanks_and_what_is_odd_stay():
    content = b'\xef\xbb\xbfsep=;\r\n"a";b ;  c\r\n"1" ;say "hi";\r\n\r\n"x\ny"; ;"7,5"'
    table = table_of(content, "t.csv")
    assert values(table) == [["a", "b ", "  c"], ["1 ", 'say "hi"', ""], ["x\ny", " ", "7,5"]]
    assert [row[0].line for row in table.rows] == [2, 3, 5]
    assert table.with_values({(1, 2): "8,5", (2, 2): "9"}) == content.replace(b'hi";\r', b'hi";8,5\r').replace(
        b'"7,5"', b'"9"'
    )


def test_bytes_that_are_no_utf_8_come_back():
    content = "Name,Müller\nJosé,1\n".encode("latin-1")
    assert table_of(content, "t.csv").with_values({(1, 1): "2"}) == content.replace(b",1", b",2")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "is an Excel workbook"),
        (b"", "is empty"),
        (b'a,b\n1,"2\n3,4\n', "the quotation mark in line 2 is never closed"),
        (b"a,\0b\n", "is not text"),
        (b"\xff\xfea\0,\0\xd8", "is not text"),
    ],
)
def test_what_is_no_table_is_refused(content, said):
    with pytest.raises(ExportError, match=said):
        table_of(content, "t.csv")


@given(st.text(st.sampled_from("=+-@\t 0aé李\x00\r\n\u202e😀") | st.characters(codec="utf-8"), max_size=20))
def test_no_cell_of_a_new_table_is_a_formula(text):
    (row,) = csv.reader(io.StringIO(csv_bytes([["007", text]]).decode(), newline=""))
    assert row[0] == "007"
    assert row[1].lstrip(" ")[:1] not in set("=+@\t\r")
    if row[1].lstrip(" ").startswith("-"):
        float(row[1])


def test_numbers_below_zero_are_numbers_and_cells_are_not_endless():
    assert defused("\n =1") == "'\n =1"
    assert (defused("-2.5"), defused("-2+3"), defused("+5"), defused("=1")) == ("-2.5", "'-2+3", "'+5", "'=1")
    for text in ("x" * 50_000, "\u200b" * 40_000, "😀" * 20_000):
        assert len(defused(text).encode("utf-16-le")) // 2 <= LONGEST
