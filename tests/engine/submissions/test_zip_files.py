"""Zips are read where they are, and no zip leads out, fills the memory or stops a run."""

import io
import stat
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.submissions.collect import LARGEST_FILE, LARGEST_ZIP
from autograder.submissions.listing import Reading, list_submissions
from autograder.submissions.read import read_submission
from autograder.submissions.submission import python_files
from tests.support.packing import notebook, write, zipped
from tests.support.reading import read_batch

MODULES = ["forward", "layers"]
CODE = b"def f(): pass\n"
AGAIN = "Create it again and hand it in."


@pytest.fixture
def read(tmp_path):
    """One submission: a folder with this zip in it, as a course system passes it on."""

    def read(content, name="work.zip"):
        (tmp_path / "alice").mkdir(exist_ok=True)
        (tmp_path / "alice" / name).write_bytes(content)
        one = read_submission(tmp_path / "alice", MODULES)
        assert one.name == "alice"
        assert sorted(tmp_path.rglob("*")) == [tmp_path / "alice", tmp_path / "alice" / name]  # nothing is unpacked
        return one

    return read


def with_member(name, content=CODE, **fields):
    """A zip with one member, made in a special way."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo(name)
        for field, value in fields.items():
            setattr(info, field, value)
        archive.writestr(info, content)
    return stream.getvalue()


def files(one):
    return {name: source.cells for name, source in one.sources.items()}


def test_a_zip_is_one_more_folder(read):
    one = read(zipped({"hw/layers.py": CODE, "hw/forward.py": CODE, "__MACOSX/hw/._layers.py": b"\0\5\26\7"}))
    assert (one.sources, one.messages) == (python_files({"layers": CODE, "forward": CODE}), ())


def test_a_file_beside_a_zip_is_nearer_and_one_that_is_the_same_is_no_news(tmp_path):
    write(tmp_path, {"layers.py": CODE, "work.zip": zipped({"layers.py": b"x = 1", "forward.py": CODE})})
    write(tmp_path, {"more.zip": zipped({"layers.py": CODE})})
    one = read_submission(tmp_path, MODULES)
    assert files(one) == {"layers": (CODE,), "forward": (CODE,)}
    assert one.messages == (
        "layers.py was graded, work.zip/layers.py was not: they have the same name. Hand in one of them.",
    )


@pytest.mark.parametrize(
    "name",
    [
        "../layers.py",
        "../../../../tmp/layers.py",
        "a/../layers.py",
        "/etc/layers.py",
        "./hw//layers.py",
        "C:/layers.py",
        "C:\\hw\\layers.py",
        "..\\layers.py",
        "\\\\server\\share\\layers.py",
    ],
)
def test_no_name_leads_anywhere(read, name):
    assert files(read(with_member(name))) == {"layers": (CODE,)}


def test_a_member_without_a_name_is_passed_over(read):
    one = read(zipped({"x": b"", "layers.py": CODE}).replace(b"x", b"\0"))
    assert set(one.sources) == {"layers"}


def test_a_link_is_not_followed(read):
    link = with_member("layers.py", b"/etc/passwd", create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert read(link).messages == ("work.zip/layers.py is a link and was not read. Hand in what it leads to.",)


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFBLK, stat.S_IFCHR, stat.S_IFSOCK])
def test_what_is_no_ordinary_file_is_not_read(read, kind):
    one = read(with_member("layers.py", b"", create_system=3, external_attr=(kind | 0o666) << 16))
    assert one.messages == ("layers.py is not a regular file and was not read.",)


def test_a_zip_with_a_password_says_so(read):
    content = bytearray(zipped({"layers.py": CODE}))
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    assert read(content).messages == (
        "work.zip is protected by a password and was not read. Hand in a zip without one.",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", f"work.zip is empty (0 bytes). {AGAIN}"),
        (b"hello", "work.zip is not a zip and was not read. Hand in a .zip, or the files themselves."),
        (zipped({"layers.py": CODE})[:-30], f"work.zip is a damaged or incomplete zip and was not read. {AGAIN}"),
        (b"PK\3\4", f"work.zip is a damaged or incomplete zip and was not read. {AGAIN}"),
        (b"Rar!\x1a\7\1\0", "work.zip is a RAR archive with the name of a zip"),
        (b"7z\xbc\xaf\x27\x1c", "work.zip is a 7-Zip archive with the name of a zip"),
        (b"\x1f\x8b\x08\0", "work.zip is a gzip archive with the name of a zip"),
    ],
)
def test_what_is_no_zip_says_what_it_is(read, content, said):
    one = read(content)
    assert not one.gradable
    (message,) = one.messages
    assert said in message


@pytest.mark.parametrize("name", ["work.rar", "work.7z", "work.tar", "work.tar.gz", "work.tgz", "WORK.RAR"])
def test_other_archives_are_to_be_handed_in_as_zips(read, name):
    assert read(b"whatever", name).messages == (f"{name} is an archive that is not opened here. Hand in a .zip.",)


def test_a_damaged_member_costs_that_member_alone(read):
    content = bytearray(zipped({"layers.py": CODE * 50, "forward.py": CODE}))
    content[45] ^= 0xFF
    one = read(content)
    assert set(one.sources) == {"forward"}
    assert one.messages == ("layers.py is damaged in its zip and was not read. Create the zip again.",)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_inflate_without_bounds_are_not_read(read, method):
    one = read(with_member("layers.py", b"#" * LARGEST_FILE, compress_type=method))
    assert one.messages == ("layers.py is compressed in an unusual way and was not read. Make an ordinary zip.",)


def inflates_to(name, size, says, checksum=None):
    """A zip whose one member inflates to `size` spaces, and says that it inflates to `says`."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * (1 << 20)
    data = b"".join([*(deflate.compress(block) for _ in range(size >> 20)), deflate.flush()])
    crc = zlib.crc32(b" " * says) if checksum is None else checksum
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0x21, crc, len(data), says, len(name), 0) + name + data
    central = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0x21, crc, len(data), says, len(name), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central + name), len(local), 0)
    return local + central + name + end


def peak(read, content):
    """A submission, and the most memory that it took to read it."""
    tracemalloc.start()
    one = read(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return one, most


def test_a_bomb_that_says_so_is_not_inflated(read):
    one, most = peak(read, inflates_to(b"layers.py", 64 << 20, says=64 << 20))
    assert one.messages == ("layers.py is larger than 1 MB and was not read.",)
    assert most < 4 << 20


def test_a_bomb_that_says_something_else_is_inflated_as_far_as_it_says(read):
    one, most = peak(read, inflates_to(b"layers.py", 64 << 20, says=100))
    assert files(one) == {"layers": (b" " * 100,)}
    assert most < 4 << 20
    one = read(inflates_to(b"layers.py", 64 << 20, says=100, checksum=1))
    assert one.messages == ("layers.py is damaged in its zip and was not read. Create the zip again.",)


def test_bombs_in_bombs_share_one_bound(read):
    inner = zipped({f"{place}.ipynb": notebook("x = 1") + b" " * (19 << 20) for place in range(3)})
    content = zipped({f"{place}.zip": inner for place in range(60)})
    assert len(content) < 8 << 20
    one, most = peak(read, content)
    assert any("the files before it have more than 100 MB" in message for message in one.messages)
    assert len(one.messages) <= 21
    assert most < 200 << 20


def test_zips_in_zips_have_a_depth(read):
    content = zipped({"layers.py": CODE})
    for _ in range(2):
        content = zipped({"inner.zip": content})
    assert files(read(content)) == {"layers": (CODE,)}
    for _ in range(3):
        content = zipped({"inner.zip": content})
    one = read(content)
    assert not one.gradable
    assert one.messages == ("work.zip/inner.zip/inner.zip/inner.zip is a zip in too many zips and was not opened.",)


def test_a_zip_with_too_many_entries_is_refused_before_they_take_memory(read):
    content = zipped({f"data/{place}.csv": b"" for place in range(10_001)})
    one, most = peak(read, content)
    assert one.messages == ("work.zip holds more than 10,000 files and was not read. Hand in only your own files.",)
    assert most < 2 * len(content) + (1 << 20)


def test_a_zip_that_is_too_large_is_not_opened(tmp_path):
    with open(tmp_path / "work.zip", "wb") as file:
        file.truncate(LARGEST_ZIP + 1)
    assert read_submission(tmp_path, MODULES).messages == ("work.zip is larger than 50 MB and was not read.",)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_the_last_is_graded_as_whoever_unpacks_it_sees_it(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("layers.py", b"old = 1")
        archive.writestr("layers.py", b"new = 1")
    one = read(stream.getvalue())
    assert files(one) == {"layers": (b"new = 1",)}
    assert len(one.messages) == 1


def test_names_that_differ_in_case_alone_are_one_name(read):
    one = read(zipped({"Layers.py": b"x = 1", "layers.py": CODE}))
    assert files(one) == {"layers": (CODE,)}
    assert one.messages == ("layers.py was graded, Layers.py was not: they have the same name. Hand in one of them.",)


@pytest.mark.parametrize(
    ("raw", "flag", "name"),
    [
        ("müller".encode(), 0x800, "müller"),
        ("müller".encode(), 0, "müller"),  # UTF-8, as macOS writes it without saying so
        ("müller".encode("cp437"), 0, "müller"),  # as old programs on Windows write it
    ],
)
def test_names_in_either_encoding_are_read(tmp_path, raw, flag, name):
    plain = b"m" * len(raw)
    content = zipped({f"{plain.decode()}/layers.py": CODE, "bob/layers.py": CODE})
    content = bytearray(content.replace(plain + b"/", raw + b"/"))
    for place in (content.index(b"PK\3\4") + 6, content.index(b"PK\1\2") + 8):
        content[place : place + 2] = struct.pack("<H", flag)
    (tmp_path / "class.zip").write_bytes(content)
    assert [each.name for each in read_batch([tmp_path / "class.zip"], MODULES).submissions] == ["bob", name]


def test_names_that_no_disk_could_hold_are_passed_over(read):
    one = read(zipped({"a" * 60_000 + ".py": CODE, "d/" * 20_000 + "layers.py": CODE, "forward.py": CODE}))
    assert files(one) == {"forward": (CODE,)}
    assert len(one.messages) == 2
    assert all("is nested too deeply in its zip, or its name is too long." in message for message in one.messages)
    assert all(len(message) < 400 for message in one.messages)


def test_an_unreadable_zip_of_a_class_is_said_to_be_one(tmp_path):
    (tmp_path / "class.zip").write_bytes(zipped({"alice/layers.py": CODE})[:-10])
    (one,) = read_batch([tmp_path / "class.zip"], MODULES).submissions
    assert one.name == "class"
    assert one.messages == (f"class.zip is a damaged or incomplete zip and was not read. {AGAIN}",)


ZIPS = [
    zipped({"hw/layers.py": CODE * 20, "forward.py": CODE, "empty/": b"", "inner.zip": zipped({"a.py": CODE})}),
    zipped({"work.ipynb": notebook("x = 1", "y = 2")}),
]


@settings(max_examples=150)
@given(
    content=st.sampled_from(ZIPS), changes=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=4)
)
def test_damaged_zips_never_raise(tmp_path_factory, content, changes):
    content = bytearray(content)
    for place, what in changes:
        place %= len(content)
        content[place : place + len(what)] = what
    path = tmp_path_factory.getbasetemp() / "fuzzed.zip"
    path.write_bytes(content)
    for one in (read_submission(path, MODULES), *read_batch([path], MODULES).submissions):
        assert one.gradable or one.messages


def listing_of(entries):
    """A zip that lists files and holds none: its directory alone."""
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0x21, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
        for name in entries
    )
    return directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), 0, 0)


@pytest.mark.parametrize(
    "names",
    [
        [b"%d/" % place for place in range(4000)],
        [b"/".join(b"%d.%d" % (place, deep) for deep in range(40)) for place in range(600)],
        [b"%d" % place * 20_000 for place in range(10, 60)],
        [b"a/" * 30_000] * 30,
    ],
    ids=["folders", "deep", "long", "very deep"],
)
def test_zips_of_zips_share_what_they_may_list(read, names):
    inner = listing_of(names)
    content = zipped({f"{place}.zip": inner for place in range(20)})
    one, most = peak(read, content)
    assert not one.gradable
    assert any("Hand in only your own files." in message for message in one.messages)
    assert most < len(content) + (30 << 20)


def test_what_a_zip_of_a_class_lists_has_no_bound_of_one_students(tmp_path):
    names = {f"s{place}/d{deep}/layers.py": b"" for place in range(1100) for deep in range(10)}
    (tmp_path / "class.zip").write_bytes(zipped(names))
    assert len(list_submissions([tmp_path / "class.zip"], Reading(MODULES))) == 1100
