"""Columns of tables along the water: texts, and numbers with so many decimals."""

import math

from watermap.export.sheets import Column
from watermap.export.words import word
from watermap.language import Language

KM_DECIMALS, HOUR_DECIMALS, DEGREE_DECIMALS = 3, 1, 6  # a metre, six minutes, a tenth of a metre


def text_column(name: str, language: Language, width: float = 16) -> Column:
    """A column of texts, headed by a word."""
    return Column(title=word(name, language), width=width)


def number_column(name: str, language: Language, decimals: int | None = None) -> Column:
    """A column of numbers, headed by a word; ``decimals`` None: each as it is."""
    return Column(title=word(name, language), type="number", decimals=decimals)


def finite(value: float) -> float | None:
    """A number for a cell; None where it is none, or has no end."""
    return value if math.isfinite(value) else None
