"""What Otter imports."""

from __future__ import annotations

from autograder.platforms.otter.unpacked import use_unpacked_files

use_unpacked_files(__file__, __name__)

from autograder.platforms.otter.isolated_grading import Plugin  # noqa: E402  # from where the line above says

__all__ = ["Plugin"]
