"""Rows kept in CSV files beside the code; everything in them is text, places are in degrees."""

import csv
from pathlib import Path

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """All rows of ``name``.csv."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def place(row: Row) -> tuple[float, float]:
    """Longitude and latitude of a row."""
    return float(row["lon"]), float(row["lat"])
