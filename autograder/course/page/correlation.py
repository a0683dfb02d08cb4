"""Correlation from running sums, so that no list of a class is kept."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass
class Correlation:
    """Pearson's correlation of pairs that are added one at a time.

    Between passing a check (0 or 1) and a number it is called point-biserial.
    """

    count: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    xy: float = 0.0
    yy: float = 0.0

    def add(self, x: float, y: float) -> None:
        """Add a pair. The sums are kept around the means, so that no digits are lost."""
        self.count += 1
        dx, dy = x - self.x, y - self.y
        self.x += dx / self.count
        self.y += dy / self.count
        self.xx += dx * (x - self.x)
        self.xy += dx * (y - self.y)
        self.yy += dy * (y - self.y)

    @property
    def value(self) -> float | None:
        """The correlation, from -1 to 1; None if one of the two is constant."""
        spread = math.sqrt(self.xx * self.yy)
        return max(-1.0, min(1.0, self.xy / spread)) if spread > 1e-9 else None
