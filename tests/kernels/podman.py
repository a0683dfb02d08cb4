"""A container of rootless Podman on this machine's own kernel, with the same root file system."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.kernels.root import ENVIRONMENT

NAME = "podman"
IMAGE = "autograder-kernels"


def command(root: Path, user: str, stages: str) -> list[str]:
    """Make an image of a root file system, and return what runs `guest` in it.

    Parameters
    ----------
    root : Path
        The folder of the root file system.
    user : str
        An ordinary user with subordinate ids, whose container it is; the caller is root.
    stages : str
        What the guest is asked for.
    """
    runtime = Path(f"/run/user/{user}")  # as a log-in would make it
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    subprocess.run(["chown", user, str(runtime)], check=True)
    podman = ["runuser", "-u", user, "--", "env", "--chdir=/", f"XDG_RUNTIME_DIR={runtime}", "podman"]
    with subprocess.Popen(["tar", "-C", str(root), "-c", "."], stdout=subprocess.PIPE) as archive:
        subprocess.run([*podman, "import", "--quiet", "-", IMAGE], stdin=archive.stdout, check=True)
    version = subprocess.check_output([*podman, "--version"], text=True).split()[-1]
    environment = {**ENVIRONMENT, "ADDED": f"rootless Podman {version}"}
    options = ["--rm", "--cgroups=disabled", "--network=none", "--workdir=/opt/project"]
    options += [f"--env={name}={value}" for name, value in environment.items()]
    return [*podman, "run", *options, IMAGE, "python3", "-m", "tests.kernels.guest", stages]
