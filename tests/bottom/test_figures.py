from decimal import Decimal

import pytest

from watermap.figures import figure, hectares, mu


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("2.675", 2, "2.68"),  # half to even on the decimal digits
        (2.675, 2, "2.68"),  # a float is taken as it prints, not as it is stored
        (0.125, 2, "0.12"),
        (0.135, 2, "0.14"),
        (1.005, 2, "1.00"),
        (0, 1, "0.0"),
        (1234567.0, 0, "1234567"),
        (None, 1, "—"),
    ],
)
def test_figures_are_rounded_half_to_even(  # N9b
    value: str | float | None, decimals: int, shown: str
) -> None:
    exact = Decimal(value) if isinstance(value, str) else value
    assert figure(exact, decimals) == shown


def test_chinese_units_of_area() -> None:  # N9d, G12
    assert mu(1_000_000) == 1500.0
    assert hectares(1_000_000) == 100.0
