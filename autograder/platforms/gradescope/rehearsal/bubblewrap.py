"""Environments made with bubblewrap: a private ``/autograder`` on this machine or in a Debian or Ubuntu folder."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.platforms.gradescope.rehearsal.environment import (
    RUN_COMMAND,
    SETUP_COMMAND,
    SETUP_SECONDS,
    CommandResult,
    EnvironmentUnavailable,
    run_command,
)
from autograder.platforms.gradescope.rehearsal.filesystem import AutograderFolder
from autograder.sandbox.host.launch import site_packages

PYTHON = os.path.abspath(sys.executable)  # noqa: PTH100  # a link stays one: it leads to its own packages
# Root's capabilities in a Docker container, by Docker's default.
CAPABILITIES = """
CAP_AUDIT_WRITE CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_FSETID CAP_KILL CAP_MKNOD CAP_NET_BIND_SERVICE CAP_NET_RAW
CAP_SETFCAP CAP_SETGID CAP_SETPCAP CAP_SETUID CAP_SYS_CHROOT
""".split()  # noqa: SIM905  # names read best as one text
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc")
KERNEL = ("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger")
# The variables by which this machine reaches the package index, for setup.sh alone.
CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
INDEX = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY")
MEASURES = "Memory and processors are this machine's; Gradescope gives a submission 0.75 GB and half a processor."
CERTIFICATES_INSIDE = "/run/rehearsal-certificates.pem"


class PrivateMount:
    """This machine's system, read-only, with a private ``/autograder``: quick, but ``setup.sh`` is not run.

    Only the folders of the system and of Python are visible: no home, no project, no solutions but those in the zip.
    Root has the capabilities that it has in a Docker container; any other user stays the same.
    """

    name = "a private mount of /autograder on this machine (bubblewrap)"

    def __init__(self) -> None:
        self._bwrap = _bwrap()

    @property
    def remarks(self) -> tuple[str, ...]:
        version = ".".join(map(str, sys.version_info[:3]))
        user = () if os.geteuid() == 0 else ("It ran as an ordinary user; Gradescope starts it as root.",)
        return (
            f"setup.sh was not run, since it would change this machine: /autograder/venv is Python {version} of this "
            "machine, with the packages installed here. --root or --docker runs it.",
            *user,
            MEASURES,
            "The network is this machine's too, and as open as Gradescope's.",
        )

    def set_up(self, machine: AutograderFolder) -> None:
        """Make what ``setup.sh`` would make: a ``venv/bin/python``, here one that starts this machine's Python."""
        python = machine.autograder / "venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(PYTHON)} "$@"\n')
        for path, mode in ((python, 0o755), (python.parent, 0o755), (python.parent.parent, 0o755)):
            path.chmod(mode)

    def run(self, machine: AutograderFolder, seconds: float) -> CommandResult:
        mounts = [*_system(), *_private(machine), *_python()]
        return _enter(self._bwrap, mounts, RUN_COMMAND, machine.stdout, seconds, "/autograder", ENVIRONMENT)


class RootFolder:
    """A Debian or Ubuntu system in a folder, made by debootstrap, in which ``setup.sh`` is run.

    Each rehearsal works on a fresh copy, and the folder stays unchanged.
    """

    def __init__(self, root: Path) -> None:
        self._bwrap = _bwrap()
        self._root = root
        self._certificates = next((os.environ[name] for name in CERTIFICATES if name in os.environ), None)
        if os.geteuid() != 0:
            raise EnvironmentUnavailable("--root needs root, for apt-get in there changes users: try it with sudo.")
        if not (root / "etc" / "os-release").is_file() or not (root / "usr" / "bin" / "apt-get").is_file():
            raise EnvironmentUnavailable(
                f"{root} holds no Debian or Ubuntu system. Make one: debootstrap --variant=minbase "
                f"--include=python3,ca-certificates bookworm {root}"
            )

    @property
    def name(self) -> str:
        return f"a copy of {self._system_name()} in {self._root} (bubblewrap)"

    remarks = (MEASURES,)

    def set_up(self, machine: AutograderFolder) -> CommandResult:
        copy = machine.folder / "root"
        _copy(self._root, copy)
        names = copy / "etc" / "resolv.conf"
        names.unlink(missing_ok=True)  # often a broken link
        shutil.copy("/etc/resolv.conf", names)
        environment = {**ENVIRONMENT, **_index(self._certificates)}
        mounts = self._mounts(machine)
        if self._certificates:
            mounts += ["--ro-bind", self._certificates, CERTIFICATES_INSIDE]
        log = machine.folder / "setup.log"
        step = _enter(self._bwrap, mounts, SETUP_COMMAND, log, SETUP_SECONDS, "/", environment)
        shutil.rmtree(machine.folder / "tmp")  # as Gradescope's build does
        return step

    def run(self, machine: AutograderFolder, seconds: float) -> CommandResult:
        mounts = self._mounts(machine)
        return _enter(self._bwrap, mounts, RUN_COMMAND, machine.stdout, seconds, "/autograder", ENVIRONMENT)

    def _mounts(self, machine: AutograderFolder) -> list[str]:
        return ["--bind", str(machine.folder / "root"), "/", *_private(machine)]

    def _system_name(self) -> str:
        lines = (self._root / "etc" / "os-release").read_text(encoding="utf-8").splitlines()
        return next(
            (line.partition("=")[2].strip('"') for line in lines if line.startswith("PRETTY_NAME=")), "a system"
        )


def _copy(root: Path, to: Path) -> None:
    done = subprocess.run(["/bin/cp", "--archive", "--reflink=auto", root, to], capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise EnvironmentUnavailable(f"{root} could not be copied: {' '.join(done.stderr.splitlines()[:1])}")


def _bwrap() -> str:
    if sys.platform != "linux":
        raise EnvironmentUnavailable(
            "A private /autograder needs Linux. Here, install Docker and start it: rehearse uses it then."
        )
    path = shutil.which("bwrap")
    if path is None:
        raise EnvironmentUnavailable(
            "A private /autograder needs bubblewrap: apt install bubblewrap. Or start Docker, and use that."
        )
    return path


def _enter(
    bwrap: str,
    mounts: Sequence[str],
    command: Sequence[str],
    output: Path,
    seconds: float,
    folder: str,
    environment: Mapping[str, str],
) -> CommandResult:
    """Run a command with these mounts, and end all processes that it started.

    Raises
    ------
    EnvironmentUnavailable
        If this machine does not allow that.
    """
    added = [word for name in CAPABILITIES for word in ("--cap-add", name)]
    privileges = ["--cap-drop", "ALL", *added] if os.geteuid() == 0 else ["--unshare-user"]
    ends = ["--die-with-parent", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--new-session"]
    start = [bwrap, *ends, *privileges, *mounts, "--chdir", folder]
    tried = subprocess.run([*start, "true"], capture_output=True, text=True, env=dict(environment), timeout=60)  # noqa: S603
    if tried.returncode:
        raise EnvironmentUnavailable(
            f"bubblewrap cannot make a private /autograder here: {tried.stderr.strip()}. In a container, or where user "
            "namespaces are switched off, that is not allowed: try as root of the machine itself, or use Docker."
        )
    return run_command([*start, *command], output, seconds=seconds, environment=environment)


def _system() -> Iterator[str]:
    """This machine's system folders, read-only; /bin and the like may be links into /usr."""
    for path in map(Path, SYSTEM):
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.is_dir():
            yield from ("--ro-bind", str(path), str(path))


def _private(machine: AutograderFolder) -> Iterator[str]:
    temporary = machine.folder / "tmp"
    temporary.mkdir(exist_ok=True)
    temporary.chmod(0o1777)
    yield from ("--proc", "/proc", "--dev", "/dev", "--bind", str(temporary), "/tmp")  # noqa: S108  # a private one
    if os.geteuid() == 0:  # root may write there even without capabilities
        for path in filter(Path.exists, map(Path, KERNEL)):
            yield from ("--ro-bind", str(path), str(path))
    yield from ("--bind", str(machine.autograder), "/autograder")


def _python() -> Iterator[str]:
    """The folders of the running Python and its packages, read-only, by each of their paths."""
    folders = (Path(PYTHON).parents[1], Path(PYTHON).resolve().parents[1], sys.prefix, sys.base_prefix, site_packages())
    names = {name for folder in folders for name in (os.path.abspath(folder), str(Path(folder).resolve()))}  # noqa: PTH100
    for folder in map(Path, sorted(names)):  # a folder before its subfolders
        if not folder.is_relative_to("/usr"):
            for above in reversed(folder.parents[:-1]):  # made here, so that workers of any user may pass them
                yield from ("--dir", str(above))
            yield from ("--ro-bind", str(folder), str(folder))


def _index(certificates: str | None) -> dict[str, str]:
    """The environment variables for the package index, without those that hold paths of this machine."""
    found = {
        name: value
        for name, value in os.environ.items()
        if name.upper().startswith(INDEX) and not value.startswith("/")
    }
    return found | {name: CERTIFICATES_INSIDE for name in CERTIFICATES if certificates}
