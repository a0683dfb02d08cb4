"""What the script that boots kernels makes of what they print."""

import json

from tests.kernels import machine, table
from tests.kernels.guest import SAMPLES
from tests.kernels.machine import Kernel


def console(*said, end="THE END"):
    return "\n".join(["Booting", *(f"\x1b[2JSAID {json.dumps(each)}" for each in said), end])


def sample(user, submission, score, *, refused=False, **isolation):
    return {"user": user, "submission": submission, "score": score, "refused": refused, "isolation": isolation}


KERNEL = {"kernel": "5.10.0-46-amd64", "machine": "x86_64", "landlock": 0}
ROOT = sample("root", "null_device", 100.0, refused=True, reading="unavailable", time="set")


def test_a_row_says_what_was_seen_and_what_was_not_run():
    answers = {SAMPLES: machine._said(console(KERNEL, ROOT))}
    date = answers[SAMPLES]["date"]
    seen = "refuses; with `--trust-submissions` null device 100; unavailable: reading"
    assert table.row(answers) == f"| 5.10.0-46-amd64, x86_64 | 0 | {date} | {seen} | not run | not run |"


def test_a_machine_that_was_ended_has_told_what_it_had_told():
    cut_off = machine._said(console(KERNEL, ROOT, end=""))
    assert cut_off["said"] == [KERNEL, ROOT]
    assert not cut_off["whole"]
    attacks = {"reading": machine._said(console({"kind": "reading", "outcome": "..\n27 passed in 9.1s\n"}))}
    row = table.row({SAMPLES: cut_off, **attacks, "writing": machine._said(console(end=""))})
    assert row.endswith("| reading: 27 passed in 9.1s; writing: not finished |")


def test_a_kernel_has_a_folder_for_each_command_line():
    assert Kernel.named("linux-image-6.1:lsm=yama").folder == "linux-image-6.1_lsm-yama"
    assert Kernel.named("linux-image-6.1").folder == "linux-image-6.1"
