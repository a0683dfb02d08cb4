"""The parts of the script that need no machine."""

import os
from datetime import datetime, timezone

from tests.kernels import cpio, machine, table
from tests.kernels.__main__ import the_next
from tests.kernels.guest import kinds
from tests.kernels.machine import Kernel


def test_a_time_that_has_passed_is_tomorrows():
    now = datetime(2026, 11, 27, 22, 30, tzinfo=timezone.utc)
    assert the_next("23:10", now) == datetime(2026, 11, 27, 23, 10, tzinfo=timezone.utc)
    assert the_next("00:10", now) == datetime(2026, 11, 28, 0, 10, tzinfo=timezone.utc)


def test_every_attack_is_of_a_kind():
    assert {"reading", "network", "values"} < set(kinds())
    assert not [kind for kind in kinds() if not kind.isalpha()]


def test_a_machine_has_the_memory_that_its_kernel_is_told_of():
    assert Kernel.named("linux-image-6.1.0-56-arm64:mem=800M").memory == "800M"
    assert Kernel.named("linux-image-6.1.0-56-arm64").memory == machine.MEMORY


def test_of_a_machine_that_was_ended_what_it_has_told_is_kept():
    whole = 'SAID ["samples", {"score": 1}]\nSAID ["samples", null]\nSeaBIOS\nSAID ["network", {"score": 2}]\n'
    told = machine.said(whole + 'SAID ["network", {"sc')
    assert [(stage, answer["whole"], answer["said"]) for stage, answer in told.items()] == [
        ("samples", True, [{"score": 1}]),
        ("network", False, [{"score": 2}]),
    ]


def entries(archive):
    """The names, times and contents in an archive, read as the kernel's documentation has it."""
    while True:
        fields = [int(archive.read(6) or "0", 16), *(int(archive.read(8), 16) for _ in range(13))]
        assert fields[0] == 0x070701
        time, size, length = fields[6], fields[7], fields[12]
        name = archive.read(length)[:-1].decode()
        archive.read(-archive.tell() % 4)
        if name == "TRAILER!!!":
            return
        yield name, time, archive.read(size)
        archive.read(-archive.tell() % 4)


def test_an_archive_holds_files_links_and_their_times(tmp_path):
    folder = tmp_path / "root"
    (folder / "proc").mkdir(parents=True)
    (folder / "proc/left_out").touch()
    (folder / "kept").write_text("text")
    (folder / "link").symlink_to("kept")
    os.utime(folder / "kept", (1_000_000, 1_000_000))
    with (tmp_path / "archive").open("w+b") as file:
        cpio.write(folder, file)
        file.seek(0)
        found = {name: (time, content) for name, time, content in entries(file)}
    assert sorted(found) == ["kept", "link", "proc"]
    assert found["kept"] == (1_000_000, b"text")
    assert found["link"][1] == b"kept"


def test_a_row_tells_points_what_is_missing_and_which_attacks_failed():
    sample = {"submission": "perfect", "refused": True, "score": 99.5, "isolation": {"reading files": "unavailable"}}
    kernel = {"kernel": "5.10", "machine": "x86_64", "added": "lsm=yama", "landlock": 0}
    told = {
        "samples": [kernel, {"user": "root", **sample}],
        "network": [
            {"failed": ["udp", "slow"], "outcome": "2 failed, 20 passed in 3s"},
            {"failed": ["udp"], "outcome": "1 failed, 1 passed in 9s", "again": True},
        ],
        "values": [{"failed": [], "outcome": "20 passed in 3s"}],
        "tests": [{"failed": [], "outcome": "7 passed in 3s"}],
    }
    row = table.row(
        {name: {"date": "2026-11-27", "whole": name != "values", "said": said} for name, said in told.items()}
    )
    assert row.startswith(
        "| 5.10, x86_64, lsm=yama | 0 | 2026-11-27 | refuses; with `--trust-submissions` perfect 99.5"
    )
    assert "unavailable: reading files | not run |" in row  # as an ordinary user
    assert "| 40 passed, 1 passed with more time; failed: udp; not finished: values; of these kinds: network, v" in row
    assert row.endswith("| 7 passed |")
