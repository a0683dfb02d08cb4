"""Spells out characters that an output's encoding lacks, as on old terminals or in redirected output."""

from __future__ import annotations

import codecs
import unicodedata
from io import TextIOWrapper
from typing import TextIO

PLAIN = {
    "✓": "+",
    "✗": "x",
    "⏱": "t",
    "·": ".",
    "…": "...",
    "→": "->",
    "×": "x",
    "±": "+-",
    "−": "-",
    "≤": "<=",
    "≥": ">=",
}
IN_FORMULAS = {"‖": "||", "∇": "grad", "√": "sqrt", "¹": "^1", "²": "^2", "³": "^3", "ᵀ": "^T", "Σ": "sum"}
FRACTION_SLASH = "\u2044"  # in the compatibility form of ½
GREEK = {"σ": "sigma", "η": "eta", "τ": "tau"}


def spell_out(*streams: TextIO) -> None:
    """Let each of these streams accept any text: characters outside its encoding are spelled out, others are not."""
    codecs.register_error("autograder.spelling", _spelled)
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="autograder.spelling")


def _spelled(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_in_ascii, error.object[error.start : error.end])), error.end


def _in_ascii(character: str) -> str:
    known = PLAIN | IN_FORMULAS | GREEK
    plain = known.get(character) or unicodedata.normalize("NFKD", character).replace(FRACTION_SLASH, "/")
    return plain if plain.isascii() else "?"
