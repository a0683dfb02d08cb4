"""Write a corpus to begin with: ``python tests/engine/fuzz/targets/seeds.py CORPUS``.

One frame of every kind of value.
"""

import sys
from pathlib import Path

import numpy as np

from autograder.sandbox.guest.wire import DTYPES, Opaque, pack

VALUES = [
    None,
    1.5,
    float("nan"),
    2**63,
    "text \ud800",
    [1, [2, (3, {})]],
    {"answer": np.arange(6.0).reshape(2, 3), "changed": [0], "cost": {"steps": 1, "multiplications": None}},
    {"error": {"type": "ValueError", "message": "m", "where": [["layers.py", 3, "f", "x = 1"]]}},
    {"proxy_call": "mean", "arguments": [np.zeros((0, 3))], "named": {"axis": 1 + 2j}},
    np.random.default_rng([1, 2]),
    Opaque("generator"),
    *(np.zeros((1, 2), code) for code in DTYPES),
]

if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, value in enumerate(VALUES):
        frame = pack(value)
        (corpus / f"whole-{number}").write_bytes(b"\0" + frame)
        raw = len(frame) - 8 - int.from_bytes(frame[4:8], "little")
        (corpus / f"fitted-{number}").write_bytes(bytes([1, raw]) + frame[8:])
