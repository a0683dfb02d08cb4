"""Files that are there whole or not at all."""

import os
from collections.abc import Iterator

import pytest

from autograder.atomic_files import write_all_atomically, write_atomically


def pieces_then_failure() -> Iterator[bytes]:
    yield b"the first half"
    raise OSError("No space left on device")


@pytest.mark.parametrize("durable", [False, True])
@pytest.mark.parametrize("content", [b"two halves", [b"two ", b"halves"]])
def test_the_new_takes_the_place_of_the_old(tmp_path, content, durable):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    write_atomically(path, content, durable=durable)

    assert path.read_bytes() == b"two halves"
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize("before", [{}, {"file": b"old"}])
def test_what_fails_half_way_leaves_everything_as_it_was(tmp_path, before):
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)

    with pytest.raises(OSError, match="No space left"):
        write_atomically(tmp_path / "file", pieces_then_failure())

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_of_several_files_all_are_written_or_none(tmp_path):
    (tmp_path / "first").write_bytes(b"old")

    with pytest.raises(OSError, match="No space left"):
        write_all_atomically({tmp_path / "first": b"new", tmp_path / "second": pieces_then_failure()})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"first": b"old"}


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("file")

    write_atomically(tmp_path / "link", b"new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


def test_who_may_read_a_file_may_still(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o604)

    write_atomically(path, b"new")

    assert path.stat().st_mode & 0o777 == 0o604


def test_a_new_file_is_as_readable_as_any(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "file", b"")

    assert (tmp_path / "file").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_readers_see_the_old_or_the_new_and_nothing_between(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    seen = []

    def watched() -> Iterator[bytes]:
        for piece in (b"a" * 100_000, b"b" * 100_000):
            yield piece
            seen.append(path.read_bytes())

    write_atomically(path, watched())

    assert seen == [b"old", b"old"]
    assert path.stat().st_size == 200_000
