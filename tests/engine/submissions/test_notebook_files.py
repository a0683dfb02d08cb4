"""What is in a notebook file: its code cells, or one sentence that says why not."""

import json
import tracemalloc

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.submissions.files import Unreadable
from autograder.submissions.notebook import read_notebook
from tests.support.packing import notebook

ROOM = 1 << 20
CELLS = ("import numpy as np", "%matplotlib inline\nx = 'é'", "def f(x):\n    return x\n")
LARGE_NUMBER = b"[" + b"9" * 5000 + b"]"


def read(content, room=ROOM):
    source, notes = read_notebook("work.ipynb", content, room)
    assert source.file == "work.ipynb"
    return source.cells, notes


def problem(content, room=ROOM):
    with pytest.raises(Unreadable) as caught:
        read_notebook("work.ipynb", content, room)
    return str(caught.value)


def as_version(version, minor=None):
    """A real notebook with outputs and texts between its cells, written by nbformat in one of its formats."""
    new = nbformat.v4
    book = new.new_notebook(cells=[new.new_markdown_cell("# Title"), new.new_code_cell("import numpy as np")])
    book.cells[1].outputs = [new.new_output("stream", text="hello\n"), new.new_output("error", ename="E", evalue="e")]
    book.cells += [new.new_raw_cell("raw"), *map(new.new_code_cell, CELLS[1:])]
    if version == 4:
        book.nbformat_minor = minor
        for cell in book.cells:
            if minor < 5:
                del cell["id"]
        return json.dumps(book).encode()
    book = nbformat.convert(book, 3)
    if version == 3:
        return nbformat.v3.writes_json(book).encode()
    cells = [
        {"cell_type": "code", "language": "python", "input": cell, "outputs": [{"output_type": "stream"}]}
        for cell in CELLS
    ]
    return json.dumps({"nbformat": 2, "metadata": {"name": "old"}, "worksheets": [{"cells": cells}]}).encode()


@pytest.mark.parametrize("minor", range(6))
def test_code_cells_come_raw_and_in_order(minor):
    assert read(as_version(4, minor)) == (tuple(cell.encode() for cell in CELLS), ())


@pytest.mark.parametrize("version", [2, 3])
def test_old_formats_are_read_and_said_to_be_old(version):
    cells, notes = read(as_version(version))
    assert cells == tuple(cell.encode() for cell in CELLS)
    assert notes == ("work.ipynb is in an old notebook format. To be sure, open and save it in today's Jupyter.",)


def test_an_old_notebook_keeps_the_code_of_all_worksheets_whatever_its_outputs_are():
    def sheet(text):
        return {"cells": [{"cell_type": "code", "input": [text, "\n", "2"], "outputs": "broken"}]}

    cells, _ = read(json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [sheet("a"), sheet("b")]}).encode())
    assert cells == (b"a\n2", b"b\n2")


def test_a_newer_format_is_read_as_long_as_it_reads():
    assert read(notebook("x = 1", nbformat=5, nbformat_minor=0)) == ((b"x = 1",), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_encodings_that_windows_writes(encoding):
    text = notebook("x = 1").decode().replace("x = 1", "x = 'é'")
    assert read(text.encode(encoding))[0] == ("x = 'é'".encode(),)


def test_numbers_that_are_none_and_keys_that_come_twice_do_no_harm():
    outputs = b'"outputs": [{"data": {"value": NaN, "other": -Infinity}}], "outputs": []'
    assert read(notebook("x = 1").replace(b'"outputs": []', outputs))[0] == (b"x = 1",)


def test_half_a_character_pair_is_the_same_string_in_python():
    content = notebook("x = '@'").replace(b"@", rb"\ud83d")
    (cell,), _ = read(content)
    found = {}
    exec(cell.decode(), found)
    assert found["x"] == "\ud83d"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "work.ipynb is empty."),
        (b" \n\t", "work.ipynb is empty."),
        (b"\0" * 100, "work.ipynb is damaged"),
        (notebook("x")[:-1], "stops in the middle: it was not saved or uploaded completely"),
        (notebook("x" * 100)[:100], "stops in the middle"),
        (notebook("x").replace(b'"metadata"', b'metadata"', 1), "work.ipynb is damaged (line 1: "),
        (b"\xff\xfe\xfa", "work.ipynb is damaged."),
        (b"[" * 100_000, "work.ipynb is damaged."),
        (notebook("x").replace(b'"metadata": {}', b'"metadata": ' + LARGE_NUMBER, 1), "work.ipynb is damaged."),
        (b"[1, 2]", "work.ipynb is not a Jupyter notebook: it has no cells."),
        (b'"text"', "work.ipynb is not a Jupyter notebook"),
        (b"{}", "work.ipynb is not a Jupyter notebook"),
        (b'{"cells": {"a": 1}}', "work.ipynb is not a Jupyter notebook"),
        (b'{"cells": null}', "work.ipynb is not a Jupyter notebook"),
        (b'{"cells": [1]}', "one of its cells holds no text"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "one of its cells holds no text"),
        (b'{"cells": [{"cell_type": "code", "source": ["a", null]}]}', "one of its cells holds no text"),
        (notebook(), "work.ipynb holds no code cell."),
        (notebook("", " \n"), "work.ipynb holds no code cell."),
        (notebook("text").replace(b'"code"', b'"markdown"'), "work.ipynb holds no code cell."),
        (notebook(*["x"] * 1001), "work.ipynb holds more than 1,000 code cells"),
        (notebook("x" * (ROOM + 1)), "The code in work.ipynb is larger than 1 MB"),
        (b'<!DOCTYPE html>\n<html lang="en">', "work.ipynb is a web page, not a notebook."),
        (b'{"nbformat": 3, "worksheets": 7}', "work.ipynb is not a Jupyter notebook"),
        (b'{"nbformat": 3, "worksheets": [7]}', "work.ipynb is not a Jupyter notebook"),
        (b'{"nbformat": 3, "worksheets": [{"cells": 7}]}', "work.ipynb is not a Jupyter notebook"),
        (b'{"nbformat": 3, "worksheets": [{"cells": [7]}]}', "one of its cells holds no text"),
        (b'{"nbformat": 3, "worksheets": []}', "work.ipynb holds no code cell."),
    ],
    ids=str,
)
def test_what_is_no_notebook_says_why_and_what_to_do(content, said):
    sentence = problem(content)
    assert said in sentence
    assert sentence.endswith((".", "?"))
    assert len(sentence) < 200


def test_a_merge_that_was_not_finished_says_so():
    lines = json.dumps(json.loads(notebook("x = 1", "y = 2")), indent=1).splitlines()
    lines[3:3] = ["<<<<<<< HEAD", "   1", "=======", "   2", ">>>>>>> main"]
    assert "the conflict markers of an unfinished merge" in problem("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"name": "ir", "language": "R"}}, "R"),
        ({"kernelspec": {"language": "julia"}, "language_info": {"name": "julia"}}, "julia"),
        ({"language_info": {"name": "python"}}, None),
        ({"kernelspec": {"language": "python"}, "language_info": {"name": "R"}}, None),
        ({"kernelspec": {"name": "python3", "display_name": "Python 3"}}, None),
        ({"kernelspec": 3, "language_info": {"name": None}}, None),
        ([], None),
    ],
)
def test_a_notebook_of_another_language_is_read_and_said_to_be_one(metadata, language):
    cells, notes = read(notebook("x = 1", metadata=metadata))
    assert cells == (b"x = 1",)
    assert notes == (
        (f"work.ipynb declares that it is a notebook for {language}. Its cells were run as Python.",) * bool(language)
    )


def test_outputs_may_be_large_and_are_not_kept():
    output = {"output_type": "display_data", "data": {"image/png": "A" * (15 << 20)}, "metadata": {}}
    content = notebook("x = 1").replace(b'"outputs": []', f'"outputs": [{json.dumps(output)}]'.encode())
    tracemalloc.start()
    cells, notes = read(content)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (cells, notes) == ((b"x = 1",), ())
    assert kept < 1 << 20
    assert peak < 4 * len(content)


BOOKS = [as_version(4, 5), as_version(4, 0), as_version(3), as_version(2)]


@pytest.mark.parametrize("book", BOOKS)
def test_nbformat_itself_finds_the_same_cells(book):
    theirs = nbformat.reads(book.decode(), as_version=4)
    assert read(book)[0] == tuple(cell.source.encode() for cell in theirs.cells if cell.cell_type == "code")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
    max_leaves=5,
)


def sentence_or_cells(content):
    try:
        cells, _ = read(content)
    except Unreadable:
        return
    assert all(isinstance(cell, bytes) for cell in cells)


@settings(max_examples=150)
@given(book=st.sampled_from(BOOKS), cut=st.slices(4000), what=st.binary(max_size=8))
def test_damaged_bytes_never_raise_anything_else(book, cut, what):
    content = bytearray(book)
    start, stop, _ = cut.indices(len(content))
    content[min(start, stop) : max(start, stop)] = what
    sentence_or_cells(bytes(content))


@st.composite
def mutated(draw):
    """A real notebook with something else in one of its places."""
    book = json.loads(draw(st.sampled_from(BOOKS)))
    node = book
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = draw(st.sampled_from(keys))
        if isinstance(node[key], dict | list) and node[key] and draw(st.booleans()):
            node = node[key]
            continue
        if draw(st.booleans()) and isinstance(node, dict):
            del node[key]
        else:
            node[key] = draw(JSON)
        return json.dumps(book).encode()


@settings(max_examples=150)
@given(mutated())
def test_wrong_values_in_any_place_never_raise_anything_else(content):
    sentence_or_cells(content)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_in_a_cell_of_text_is_told(kind):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("def f(x):\n    return x")])
    new = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_raw_cell
    book.cells += [
        new("def g(x):\n    return x"),
        new("def f(x):\n    return x"),
        new("```\ndef h(x):\n    return x\n```"),
    ]
    _, notes = read(json.dumps(book).encode())
    assert notes == ("work.ipynb has g in a Markdown or raw cell, which is not run. Make it a code cell.",)


def test_a_notebook_that_is_no_utf_8_is_read_as_windows_writes_it_and_said():
    source, said = read_notebook("work.ipynb", notebook("x = 'é'").replace(rb"\u00e9", b"\xe9"), ROOM)
    assert source.cells == ("x = 'é'".encode(),)
    assert said == (
        "work.ipynb is not UTF-8 text and was read as cp1252. Open it in Jupyter, save it, and hand it in again.",
    )
