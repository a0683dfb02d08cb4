"""Points as cells of a table: written with the decimal sign that the file has, and never above what can be had."""

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
    """The number that a cell says; None if it says none."""
    return Decimal(text.strip().replace(",", ".")) if NUMBER.fullmatch(text) and "%" not in text else None


def decimal_sign(cells: Iterable[str], between: str) -> str:
    """The decimal sign of a file: as its numbers have it; where none has one, a comma in files with semicolons."""
    for text in cells:
        if WITH_COMMA.fullmatch(text):
            return ","
        if WITH_POINT.fullmatch(text):
            return "."
    return "," if between == ";" else "."


def rounded(points: float) -> Decimal:
    """Points with two decimals, half a cent up."""
    return Decimal(str(points)).quantize(CENTS, ROUND_HALF_UP)


def written(points: Decimal, sign: str = ".") -> str:
    """Points as a cell says them, without zeros at the end."""
    return f"{points.normalize() + 0:f}".replace(".", sign)


def scaled(score: float, most: float | None, column: Decimal | None, scale: bool | None, where: str) -> float:
    """A score as a column takes it.

    Parameters
    ----------
    score : float
        The score.
    most : float or None
        What can be had in the gradebook.
    column : Decimal or None
        What can be had in the column, if the file says so.
    scale : bool or None
        Whether to convert from the one to the other; None: neither was said.
    where : str
        The column, for messages.

    Raises
    ------
    ExportError
        If they differ and nobody has said what to do, or it cannot be converted.
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
