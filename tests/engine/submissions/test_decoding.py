"""Python files in whatever encoding an editor has saved them: read as it was meant, or said why not."""

import codecs

import pytest

from autograder.submissions.decoding import decoded
from autograder.submissions.files import Unreadable

TEXT = "# Mögliche Lösung – „schön“\nx = 'é'\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16-be", "utf-32", "windows", "old mac"],
)
def test_a_text_is_what_its_author_wrote(content):
    assert decoded("layers.py", content) == (TEXT, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "x = 'é'"),
        ("cp1252", "x = '„é“'"),
        ("mac-roman", "x = 'é'"),
        ("koi8-r", "x = 'ё'"),
        ("gbk", "x = '梯度'"),
        ("euc-jp", "x = '勾配'"),
        ("shift_jis", "x = '勾配'"),
        ("big5", "x = '梯度'"),
    ],
)
@pytest.mark.parametrize("head", ["# -*- coding: {} -*-\n", "#!/usr/bin/env python3\n# vim: set fileencoding={} :\n"])
def test_the_encoding_that_a_file_declares_is_its_own(encoding, text, head):
    whole = head.format(encoding) + text
    assert decoded("layers.py", whole.encode(encoding)) == (whole, ())


def test_a_declaration_below_code_is_none():
    text = "import numpy\n# coding: latin-1\nx = 'é'"
    assert decoded("layers.py", text.encode()) == (text, ())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_what_is_no_utf_8_is_read_as_windows_writes_it_and_said(encoding):
    text, notes = decoded("layers.py", "import numpy\nx = 'schön'\n".encode(encoding))
    assert text == "import numpy\nx = 'schön'\n"
    assert notes == ("layers.py is not UTF-8 text (line 2); it was read as cp1252. Save it as UTF-8.",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x = 1\0", "holds NUL bytes"),
        (b"\xff\xfex\0=\0\x31", "begins as UTF-16 text, but is not"),
        (b"# coding: utf-7\n# +AAo-x = 1", "declares the encoding utf-7, which is not supported"),
        (b"# coding: punycode\nx = 1", "declares the encoding punycode"),
        (b"# coding: klingon\nx = 1", "declares the encoding klingon"),
        (b"# coding: " + b"x" * 5000, "declares the encoding " + "x" * 40 + ","),
    ],
)
def test_what_is_no_text_says_why_and_what_to_do(content, said):
    with pytest.raises(Unreadable, match=said) as raised:
        decoded("layers.py", content)
    assert str(raised.value).endswith("Save it as UTF-8.")
