"""Sections drawn by how their class has changed."""

from typing import get_args

import pytest

from watermap.mapping.standings import ChangeName
from watermap.mapping.themes import find_theme


@pytest.fixture(scope="module")
def theme():
    return find_theme("change")


def test_every_change_has_a_look_of_its_own(theme):
    stamps = theme.stamps()
    assert set(stamps) == set(get_args(ChangeName))
    assert len({(one.fill, one.letter.zh) for one in stamps.values()}) == len(stamps)
    assert "I" in find_theme("class").stamps()


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_letters_can_be_read_on_their_ground(theme):
    """WCAG 2.1, 1.4.3: a contrast of 4.5 to 1."""
    for stamp in theme.stamps().values():
        dark, light = sorted(luminance(colour) for colour in (stamp.fill, stamp.letter_colour))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
