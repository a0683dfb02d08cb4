"""Boots Debian kernels under QEMU with the root file system in memory, and writes down what holds in each.

::

    sudo python -m tests.kernels --work /tmp/kernels linux-image-6.1.0-56-amd64 …

The packages are fetched with ``apt-get download``; of other releases, add their sources to apt first. Needs
``mmdebstrap`` and ``qemu-system-x86``, 4 GB of memory, and about five minutes a kernel, or hours without
``--accelerator kvm``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from tests.kernels import cpio
from tests.support.project import ROOT

PACKAGES = "python3,util-linux,busybox-static"
LIBRARIES = [
    "numpy",
    "click",
    "jinja2",
    "jsonschema",
    "markdown-it-py",
    "nbformat",
    "pyyaml",
    "rich",
    "pytest",
    "pytest-xdist",
]
MEMORY, PROCESSORS, SECONDS = "3G", "2", 4 * 3600
INIT = """#!/bin/sh
mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev; mkdir -p /dev/shm /run /tmp
mount -t tmpfs none /dev/shm; mount -t tmpfs none /tmp
export PATH=/usr/sbin:/usr/bin:/sbin:/bin PYTHONPATH=/opt/site:/opt/project HOME=/tmp PYTHONDONTWRITEBYTECODE=1
busybox ip link set lo up
cd /opt/project && python3 -m tests.kernels.guest {attacks}
echo THE END
busybox poweroff -f
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kernels", nargs="+", help="packages that hold kernels")
    parser.add_argument("--work", type=Path, required=True, help="a folder for the root file system and the kernels")
    parser.add_argument("--suite", default="bookworm", help="the release of the root file system: Python 3.10 or later")
    parser.add_argument(
        "--attacks", nargs="*", default=[], help="kinds of attacks that are run besides, as for pytest -k"
    )
    parser.add_argument("--append", default="", help="more for the kernel's command line: lsm=yama")
    parser.add_argument("--accelerator", default="tcg", help="kvm, where the machine has it: ten times as fast")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    root = _root(chosen.work, chosen.suite, chosen.attacks)
    for package in chosen.kernels:
        found = _boot(_kernel(chosen.work, package), root, chosen)
        found["date"] = datetime.now(timezone.utc).date().isoformat()
        (chosen.work / f"{package}.json").write_text(json.dumps(found, indent=2))
        print(_row(found))


def _root(work: Path, suite: str, attacks: list[str]) -> Path:
    """An archive of the root file system: Debian, the libraries, and this project."""
    folder, archive = work / "root", work / "root.cpio"
    if not folder.exists():
        _run("mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", suite, str(folder))
        _run(sys.executable, "-m", "pip", "install", "-q", "--target", str(folder / "opt/site"), *LIBRARIES)
    project = folder / "opt/project"
    shutil.rmtree(project, ignore_errors=True)
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        target = project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target, follow_symlinks=False)
    init = folder / "init"
    init.write_text(INIT.format(attacks=" ".join(attacks)))
    init.chmod(0o755)
    with archive.open("wb") as file:
        cpio.write(folder, file)
    return archive


def _kernel(work: Path, package: str) -> Path:
    folder = work / package
    if not folder.exists():
        _run("apt-get", "download", package, cwd=work)
        _run("dpkg", "-x", str(next(work.glob(f"{package}_*.deb"))), str(folder))
    return next((folder / "boot").glob("vmlinuz-*"))


def _boot(kernel: Path, root: Path, chosen: argparse.Namespace) -> dict[str, object]:
    """What `guest` has printed in a machine with this kernel."""
    command = f"console=ttyS0 panic=-1 quiet {chosen.append}"
    machine = ["qemu-system-x86_64", "-accel", chosen.accelerator, "-m", MEMORY, "-smp", PROCESSORS]
    machine += ["-cpu", "max", "-nographic", "-no-reboot", "-nodefaults", "-serial", "stdio"]
    machine += ["-kernel", str(kernel), "-initrd", str(root), "-append", command]
    console = chosen.work / f"{kernel.name}.console"  # to be watched while it runs
    with console.open("wb") as file:
        subprocess.run(machine, stdout=file, stdin=subprocess.DEVNULL, timeout=SECONDS)
    lines = console.read_text(errors="replace").splitlines()
    results = [line.partition("RESULT ")[2] for line in lines if "RESULT {" in line]
    if not results:
        raise SystemExit("The machine has printed no result:\n" + "\n".join(lines[-40:]))
    attacks = [json.loads(line.partition("ATTACKS ")[2]) for line in lines if "ATTACKS {" in line]
    return {**json.loads(results[0]), "attacks": attacks, "boot": chosen.append}


def _row(found: dict[str, object]) -> str:
    """A row of the table in `docs/security.md`."""
    cells = [f"{found['kernel']}, {found['machine']}", f"{found['landlock']}", f"{found['date']}"]
    for user in ("root", "ordinary user"):
        graded = found[user]
        assert isinstance(graded, list)
        missing = sorted(
            {name for each in graded for name, status in each["isolation"].items() if status != "enforced"}
        )
        scores = ", ".join(f"{each['submission']} {each['score']}" for each in graded)
        refused = "refuses, then " if any(each["refused"] for each in graded) else ""
        cells.append(f"{refused}{scores}; not enforced: {', '.join(missing) or 'none'}")
    return f"| {' | '.join(cells)} |"


def _run(*command: str, cwd: Path | None = None) -> None:
    subprocess.run(command, check=True, cwd=cwd)


if __name__ == "__main__":
    main()
