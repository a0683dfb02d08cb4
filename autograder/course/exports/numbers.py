"""Points as cells of a table, with the decimal sign of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from autograder.course.exports.export_error import ExportError

NUMBER = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?\s*%?\s*")
WITH_COMMA = re.compile(r"\s*-?\d+,\d{1,2}\s*|\s*-?\d+,\d{4,}\s*")  # three digits may also be thousands
WITH_POINT = re.compile(r"\s*-?\d+\.\d+\s*")
CENTS = Decimal("0.01")  # platforms compare and show two decimals


def as_number(text: str) -> Decimal | None:
    """The number in a cell; None if there is none."""
    return Decimal(text.strip().replace(",", ".")) if NUMBER.fullmatch(text) and "%" not in text else None


def decimal_sign(cells: Iterable[str], between: str) -> str:
    """The decimal sign of a file, from its numbers; if none has one, a comma in files with semicolons."""
    for text in cells:
        if WITH_COMMA.fullmatch(text):
            return ","
        if WITH_POINT.fullmatch(text):
            return "."
    return "," if between == ";" else "."


def rounded(points: float) -> Decimal:
    """Points rounded to two decimals, halves up."""
    return Decimal(str(points)).quantize(CENTS, ROUND_HALF_UP)


def written(points: Decimal, sign: str = ".") -> str:
    """Points as text, without trailing zeros."""
    return f"{points.normalize() + 0:f}".replace(".", sign)


def scaled(score: float, most: float | None, column: Decimal | None, scale: bool | None, where: str) -> float:
    """A score as the value of a column.

    Parameters
    ----------
    score : float
        The score.
    most : float or None
        The maximum in the gradebook.
    column : Decimal or None
        The maximum in the column, if the file states it.
    scale : bool or None
        Whether to convert from one to the other; None if the user has not decided.
    where : str
        The column, for messages.

    Raises
    ------
    ExportError
        If the maxima differ and the user has not decided, or if the score cannot be converted.
    """
    if column is None or most is None or float(column) == most:
        if scale and column is None:
            raise ExportError(f"{where} does not say how many points it is worth, so nothing can be scaled to it.")
        return score
    if scale is None:
        raise ExportError(
            f"{where} is worth {written(column)} points, and the gradebook's scores are out of {most:g}. Say which: "
            f"--scale writes {written(column)} for {most:g}, --no-scale writes the points as they are."
        )
    if scale and (column <= 0 or most <= 0):
        raise ExportError(f"{where} is worth {written(column)} points; nothing can be scaled to that.")
    return score * float(column) / most if scale else score
