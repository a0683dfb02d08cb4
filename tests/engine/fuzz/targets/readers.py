"""Feed the readers of notebooks and zips with whatever comes to atheris' mind: a submission, never an exception.

``python tests/engine/fuzz/targets/readers.py CORPUS -max_total_time=300``; the options are
libFuzzer's. See the README beside it.
"""

import sys
import tracemalloc

import atheris

with atheris.instrument_imports(include=["autograder.submission", "nbformat", "zipfile", "json"]):
    import nbformat.v3
    import nbformat.v4  # noqa: F401  # instrumented, for they are imported when the first notebook comes

    from autograder.submissions.collect import collect_sources
    from autograder.submissions.files import File

NAMES = ("work.ipynb", "work.zip", "work.py")
GROWTH = 200  # times the size of the file, and eight megabytes: what reading one may take


def one_input(data: bytes) -> None:
    """Read the bytes as a file; the first says of which kind."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    content = data[1:]
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    submission = collect_sources("someone", File(name, lambda most: content[:most]), ["work"])
    peak = tracemalloc.get_traced_memory()[1] - before
    if peak > (8 << 20) + GROWTH * len(content):
        raise MemoryError(f"{peak} bytes for a file of {len(content)}")
    if not submission.sources and not submission.messages:
        raise AssertionError("nothing was read, and nothing was said")


if __name__ == "__main__":
    one_input(b"\0{}")  # what is imported late is imported now
    tracemalloc.start()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
