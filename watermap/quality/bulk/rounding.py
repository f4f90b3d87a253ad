"""``rounded_for_comparison`` for whole columns of float64, taken as they print.

m + ½ has few digits, so the float64 nearest to (m + ½)/10ⁿ stands for that decimal alone: a value
equal to it prints as the tie, one below it prints as less. That holds for every float64.
"""

import numpy as np

from watermap.quality.bulk.wide import Floats, Places

MOST_PLACES = 22  # 10²² is the last power of ten that float64 holds exactly
POWERS: Floats = np.array([float(10**place) for place in range(MOST_PLACES + 1)])
_LARGEST = 1e14  # in units of the last place, so that a tie has at most 15 digits


def rounded_floats(values: Floats, decimals: int) -> Floats:
    """Values rounded half to even; what would become 0 keeps one digit; NaN stays.

    Args:
        values: each taken as the decimal it prints as.
        decimals: at least 0.

    Raises:
        ValueError: a value is so large or so small, or so many decimals are asked for, that float64
            does not tell neighbours apart.
    """
    if not 0 <= decimals <= MOST_PLACES - 1:
        raise ValueError(f"{decimals} decimals")
    found = _half_even(values, decimals)
    kept = (found == 0) & (values != 0)
    if kept.any():
        found[kept] = one_digit(values[kept])
    return found


def one_digit(values: Floats) -> Floats:
    """Values below 1, none of them 0, with one digit: 0.096 becomes 0.1.

    Raises:
        ValueError: a value is 1 or more, or too small.
    """
    places = places_of_first_digit(values)
    found = np.empty_like(values)
    for count in np.unique(places):
        same = places == count
        found[same] = _half_even(values[same], int(count))
    return found


def places_of_first_digit(values: Floats) -> Places:
    """At which decimal place the first digit of values below 1 stands, from 1 on.

    Raises:
        ValueError: a value is 1 or more, or too small.
    """
    size = np.abs(values)
    if size.size and not (size.max() < 1 and size.min() > 1 / POWERS[-2]):
        raise ValueError("values are not below 1, or too small")
    places = np.maximum(np.ceil(-np.log10(size)), 1).astype(np.int64)
    places += size < 1 / POWERS[places]  # the logarithm may be one off at powers of ten
    places -= (places > 1) & (size >= 1 / POWERS[places - 1])
    return places


def _half_even(values: Floats, decimals: int) -> Floats:
    scale = POWERS[decimals]
    below = np.floor(values * scale)
    if values.size and np.nanmax(np.abs(below), initial=0) > _LARGEST:
        raise ValueError(f"values are too large for {decimals} decimals")
    tie = (below + 0.5) / scale
    up = (values > tie) | ((values == tie) & (below % 2 == 1))
    return np.asarray((below + up) / scale)
