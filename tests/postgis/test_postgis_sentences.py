"""Every sentence about databases exists in both languages, with the same fields."""

import re
from pathlib import Path
from string import Formatter

import pytest

from watermap.errors import sentences
from watermap.reading.postgis import connection, place

ROOM = Path(connection.__file__).parent
CODE = "".join(
    path.read_text("utf-8")
    for folder in (ROOM, ROOM.parents[1] / "cli")
    for path in folder.glob("*.py")
)
OURS = {code: text for code, text in sentences().items() if code.startswith("postgis.")}
NAMES = r"watermap|SRID|EPSG|PostGIS|pip install|postgis|WATERMAP_POSTGIS_PASSWORD|pg_hba\.conf|scram-sha-|SELECT|SQL_ASCII|NaN|M 值|/schema\.table|info"  # noqa: E501


def test_no_sentence_is_missing_and_none_is_left_over() -> None:
    written = set(re.findall(r'"postgis\.([a-z0-9_]+)"', CODE))
    written |= set(re.findall(r'_refus(?:e|al)\("([a-z_]+)"', CODE))
    written |= set(connection._CODES.values()) | {"lost", "failed", "zoned", "digits"}
    written |= set(re.findall(r'return "([a-z_]+)"', Path(connection.__file__).read_text("utf-8")))
    written |= {"silent", "refused"}
    written |= set(re.findall(r'"(srid_[a-z]+)"', Path(place.__file__).read_text("utf-8")))
    assert written == {code.removeprefix("postgis.") for code in OURS}


@pytest.mark.parametrize("code", sorted(OURS))
def test_both_languages_fill_the_same_fields_in_their_own_words(code: str) -> None:
    text = OURS[code]
    zh, en = (
        {name for _, name, _, _ in Formatter().parse(part) if name} for part in (text.zh, text.en)
    )
    assert zh == en
    plain = re.sub(r"\{\w+\}|" + NAMES, "", text.zh)
    assert not re.search(r"[A-Za-z]{2,}", plain), plain
