"""Feed the writer of Gradescope's results with whatever comes to atheris' mind: valid JSON within its bounds, always.

``python tests/engine/fuzz/targets/results.py CORPUS -max_total_time=300``; the options are
libFuzzer's. See the README beside it.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["autograder.report", "autograder.gradescope", "json"]):
    import json

    from autograder.platforms.gradescope.metadata import read_metadata
    from autograder.platforms.gradescope.previous import UNFINISHED, handed_back
    from autograder.platforms.gradescope.results import MOST_BYTES, write_results
    from autograder.render.markdown import block, escaped
    from autograder.text.sanitize import sanitize, truncate

FOLDER = Path(tempfile.mkdtemp())


def one_input(data: bytes) -> None:
    """Take the bytes as a text of a student's, and as metadata with results of an earlier submission."""
    text = data.decode("utf-8", "surrogatepass" if data[:1] == b"s" else "replace") if _decodes(data) else ""
    shown = [sanitize(text), block(text), escaped(text), truncate(text, 1000)]
    (FOLDER / "metadata.json").write_bytes(data)
    results = handed_back(read_metadata(FOLDER / "metadata.json"), UNFINISHED)
    write_results({**results, "tests": [{"name": text, "output": each, "score": 0.5} for each in shown]}, FOLDER / "r")
    content = (FOLDER / "r").read_bytes()
    if len(content) > MOST_BYTES:
        raise AssertionError(f"{len(content)} bytes")
    json.loads(content.decode(), parse_constant=_refuse)


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data[:1] != b"s"
    return True


def _refuse(constant: str) -> None:
    raise AssertionError(constant)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
