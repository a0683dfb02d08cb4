"""Text from a submission, made safe to show: it can move no cursor, hide nothing and fill no screen."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4000
# Control and format characters: escape sequences, right-to-left marks, zero-width characters.
HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


def steady(text: str) -> str:
    """`text` without addresses in memory, which differ from run to run."""
    return ADDRESS.sub("0x…", text)


def safe(text: str, longest: int = LONGEST) -> str:
    """`text` with every character that does not show replaced by its code, and cut at `longest` characters."""
    cut = text if len(text) <= longest else f"{text[:longest]} …"
    return "".join(
        char if char in "\n\t" or unicodedata.category(char) not in HIDDEN_CATEGORIES else f"\\x{ord(char):02x}"
        for char in cut
    )
