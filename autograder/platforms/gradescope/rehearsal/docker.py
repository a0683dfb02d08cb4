"""An environment made with Docker: Gradescope's own base image, built and run as Gradescope does."""

from __future__ import annotations

import shutil
import subprocess
import uuid

from autograder.platforms.gradescope.rehearsal.environment import (
    RUN_COMMAND,
    SETUP_COMMAND,
    SETUP_SECONDS,
    CommandResult,
    EnvironmentUnavailable,
    run_command,
)
from autograder.platforms.gradescope.rehearsal.filesystem import METADATA, AutograderFolder

BASE_IMAGE = "gradescope/autograder-base:ubuntu-22.04"
BUILT_IMAGE = "autograder-rehearsal"  # kept, so that an unchanged zip is not set up again
LIMITS = ("--cpus", "0.5", "--memory", "768m")  # Gradescope's smallest container
SECONDS = 60  # for commands that should return at once


class Docker:
    """Gradescope's base image, in a container with the limits of Gradescope's smallest one."""

    remarks = (f"The image {BUILT_IMAGE} is kept, for the next rehearsal; `docker rmi {BUILT_IMAGE}` removes it.",)

    def __init__(self, image: str) -> None:
        self._image = image
        if not engine_answers():
            raise EnvironmentUnavailable("No Docker engine answers here. Start Docker, or leave out --docker.")

    @property
    def name(self) -> str:
        return f"a Docker container of {self._image}, with half a processor and 0.75 GB"

    def set_up(self, machine: AutograderFolder) -> CommandResult:
        recipe = machine.folder / "Dockerfile"
        recipe.write_text(
            f"FROM {self._image}\n"
            "COPY source /autograder/source\n"
            "COPY run_autograder /autograder/run_autograder\n"
            f'RUN ["{SETUP_COMMAND[0]}", "{SETUP_COMMAND[1]}", "{SETUP_COMMAND[2]}"]\n'
        )
        build = ["docker", "build", "--tag", BUILT_IMAGE, "--file", str(recipe), str(machine.autograder)]
        return run_command(build, machine.folder / "setup.log", seconds=SETUP_SECONDS)

    def run(self, machine: AutograderFolder, seconds: float) -> CommandResult:
        name = f"rehearsal-{uuid.uuid4().hex[:12]}"
        start = ["--name", name, "--init", *LIMITS, "--workdir", "/autograder", "--entrypoint", RUN_COMMAND[0]]
        _docker("create", *start, BUILT_IMAGE)
        try:
            for source, target in (("submission/.", "submission"), ("results/.", "results"), (METADATA, METADATA)):
                _docker("cp", f"{machine.autograder}/{source}", f"{name}:/autograder/{target}")
            step = run_command(["docker", "start", "--attach", name], machine.stdout, seconds=seconds)
            if step.exit_code is not None:
                _docker("cp", f"{name}:/autograder/results/.", str(machine.results))
            return step
        finally:
            _docker("rm", "--force", name)


def engine_answers() -> bool:
    """Whether a Docker engine can be reached."""
    try:
        return shutil.which("docker") is not None and not _call("info").returncode
    except subprocess.TimeoutExpired:
        return False


def _docker(*words: str) -> None:
    done = _call(*words)
    if done.returncode:
        raise EnvironmentUnavailable(f"docker {words[0]} failed: {done.stderr.strip()}")


def _call(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["docker", *words], capture_output=True, text=True, timeout=SECONDS)  # noqa: S603, S607
