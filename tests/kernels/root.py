"""The root file system of a machine: Debian, the libraries, and this project as it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.kernels import cpio
from tests.support.project import ROOT

PACKAGES = "python3,util-linux,busybox-static"
LIBRARIES = [
    "numpy",
    "click",
    "hypothesis",
    "jinja2",
    "jsonschema",
    "markdown-it-py",
    "nbformat",
    "pyyaml",
    "rich",
    "pytest",
    "pytest-xdist",
]
WHEELS = "manylinux_2_28", "manylinux_2_27", "manylinux2014"
ENVIRONMENT = {"PYTHONPATH": "/opt/site:/opt/project", "HOME": "/tmp"}
INIT = f"""#!/bin/sh
mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev; mkdir -p /dev/shm /run /tmp
mount -t tmpfs none /dev/shm; mount -t tmpfs none /tmp
export PATH=/usr/sbin:/usr/bin:/sbin:/bin {" ".join(f"{name}={value}" for name, value in ENVIRONMENT.items())}
busybox ip link set lo up
cd /opt/project && python3 -m tests.kernels.guest "$STAGES"
busybox poweroff -f
"""


def made(work: Path, suite: str, architecture: str, processor: str) -> Path:
    """The folder of a root file system: Debian and the libraries are put there once, the project every time.

    Parameters
    ----------
    work : Path
        The folder that keeps it.
    suite, architecture : str
        Debian's names of the release and of the kind of processor.
    processor : str
        The kernel's name of that kind.
    """
    folder = work / f"root-{architecture}"
    if not folder.exists():
        _run("mmdebstrap", "--variant=minbase", f"--arch={architecture}", f"--include={PACKAGES}", suite, str(folder))
        _install(folder, processor)
    _copy_project(folder / "opt/project")
    init = folder / "init"
    init.write_text(INIT)
    init.chmod(0o755)
    return folder


def archived(folder: Path) -> Path:
    """A root file system in the form that a kernel takes."""
    path = folder.with_suffix(".cpio")
    new = path.with_suffix(".new")  # a machine that runs may still read the one before
    with new.open("wb") as file:
        cpio.write(folder, file)
    return new.replace(path)


def _install(folder: Path, processor: str) -> None:
    """Install the libraries for the machine's Python and processor, which need not be this machine's."""
    version = next((folder / "usr/bin").glob("python3.*")).name.removeprefix("python")
    command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(folder / "opt/site")]
    command += ["--only-binary=:all:", "--implementation=cp", f"--python-version={version}"]
    _run(*command, *(f"--platform={each}_{processor}" for each in WHEELS), *LIBRARIES)


def _copy_project(project: Path) -> None:
    shutil.rmtree(project, ignore_errors=True)
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        target = project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target, follow_symlinks=False)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
