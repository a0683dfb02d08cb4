"""Boots Debian kernels under QEMU with the root file system in memory, and writes down what holds in each.

::

    sudo python -m tests.kernels --work /tmp/kernels linux-image-6.1.0-56-amd64 linux-image-6.1.0-56-amd64:lsm=yama

What follows a colon is added to that kernel's command line, and "mem=800M" there is the machine's memory as well, which
holds the root file system, too. Each kernel is asked for the self-test and the samples, for the kinds of attacks of
`--attacks`, and with ``tests`` there for those tests of the sandbox that depend on a kernel; but never for what it has
already told: its answers lie in `--work`, to be deleted where the project has changed. After each kernel, the table of
`docs/security.md` is written from all answers.

In the place of a package, ``podman`` is a rootless container on this machine's kernel.

The packages are fetched with ``apt-get download``; of other releases and processors, name their sources in
``APT_CONFIG``. Needs ``mmdebstrap`` and ``qemu-system-x86``, 4 GB of memory, and for arm64 ``qemu-system-arm``,
``qemu-user-static`` and ``arch-test``. The samples take some five minutes, all attacks an hour.
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from pathlib import Path

from tests.kernels import table
from tests.kernels.guest import SAMPLES, TESTS, kinds
from tests.kernels.machine import Kernel, Machine, OutOfTimeError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kernels", nargs="+", type=Kernel.named, help="packages that hold kernels, or podman")
    parser.add_argument("--work", type=Path, required=True, help="a folder for the root file system and the answers")
    parser.add_argument("--suite", default="bookworm", help="the release of the root file system: Python 3.10 or later")
    parser.add_argument("--attacks", nargs="*", default=[], help="kinds of attacks that are run, and tests; or all")
    parser.add_argument("--accelerator", default="tcg", help="kvm, where the machine has it: ten times as fast")
    parser.add_argument("--processors", type=int, default=2)
    parser.add_argument("--until", type=the_next, help="no machine runs after the next 20:45, say")
    parser.add_argument("--user", default="nobody", help="who runs containers: an ordinary user with subordinate ids")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    also = [*kinds(), TESTS] if chosen.attacks == ["all"] else chosen.attacks
    machine = Machine(chosen.work, chosen.suite, chosen.accelerator, chosen.processors, chosen.until, chosen.user)
    for kernel in chosen.kernels:
        try:
            machine.ask(kernel, [SAMPLES, *also])
        except OutOfTimeError as error:
            print(error, flush=True)
        table.write(chosen.work)


def the_next(text: str, now: datetime | None = None) -> datetime:
    """When it will be this time of day: today, or tomorrow if it has passed."""
    now = now or datetime.now().astimezone()
    time = datetime.strptime(text, "%H:%M").time()
    today = datetime.combine(now, time, tzinfo=now.tzinfo)
    return today if today > now else today + timedelta(days=1)


if __name__ == "__main__":
    main()
