"""Boots Debian kernels under QEMU with the root file system in memory, and writes down what holds in each.

::

    sudo python -m tests.kernels --work /tmp/kernels linux-image-6.1.0-56-amd64 linux-image-6.1.0-56-amd64:lsm=yama

What follows a colon is added to that kernel's command line. All kernels are booted for the self-test and the samples
first, then for each kind of attack of `--attacks`; one at a time, and none for what it has already told: its answers
lie in `--work`, to be deleted where the project has changed. After each, the table of `docs/security.md` is written.

The packages are fetched with ``apt-get download``; of other releases, name their sources in ``APT_CONFIG``. Needs
``mmdebstrap`` and ``qemu-system-x86``, 4 GB of memory, and a quarter of an hour a kernel, or a minute with
``--accelerator kvm``.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from tests.kernels import table
from tests.kernels.guest import SAMPLES
from tests.kernels.machine import Kernel, Machine, OutOfTimeError, root


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kernels", nargs="+", type=Kernel.named, help="packages that hold kernels")
    parser.add_argument("--work", type=Path, required=True, help="a folder for the root file system and the answers")
    parser.add_argument("--suite", default="bookworm", help="the release of the root file system: Python 3.10 or later")
    parser.add_argument("--attacks", nargs="*", default=[], help="kinds of attacks that are run, as for pytest -k")
    parser.add_argument("--accelerator", default="tcg", help="kvm, where the machine has it: ten times as fast")
    parser.add_argument("--processors", type=int, default=2)
    parser.add_argument("--until", type=_today, help="no machine runs after this time of today: 20:45")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    archive = root(chosen.work, chosen.suite)
    machine = Machine(chosen.work, archive, chosen.accelerator, chosen.processors, chosen.until)
    for stage in (SAMPLES, *chosen.attacks):
        for kernel in chosen.kernels:
            try:
                machine.ask(kernel, stage)
            except OutOfTimeError as error:
                print(error, flush=True)
            table.write(machine.answers(kernel) for kernel in chosen.kernels)


def _today(text: str) -> datetime:
    time = datetime.strptime(text, "%H:%M").time()
    return datetime.combine(datetime.now().astimezone(), time).astimezone()


if __name__ == "__main__":
    main()
