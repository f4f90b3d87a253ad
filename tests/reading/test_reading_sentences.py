"""Every sentence the room can say exists in both languages, with fields that the code fills."""

import re
from pathlib import Path
from string import Formatter

import pytest

from watermap.errors import sentences
from watermap.reading import formats
from watermap.reading.shapes import repair
from watermap.reading.texts import ruin_patterns

ROOM = Path(formats.__file__).parent
CODE = "".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))
OURS = {code: text for code, text in sentences().items() if code.startswith("reading.")}
# Those of PostGIS are put together by the server's answer, and name words of databases.
FILES = {code: text for code, text in OURS.items() if not code.startswith("reading.postgis_")}

# Codes whose second half is put together: by the kind of content, of fault, of missing part.
COMPOSED = {
    *(f"reading.is_{name}" for name, _ in formats._REAL_KINDS),
    "reading.is_other",
    *(f"reading.invalid_{name}" for name in (*repair._REASONS.values(), "other")),
    *(f"reading.record_{fault}" for fault in ("missing", "broken", "other_type", "not_finite")),
    *(f"reading.no_{part}" for part in ("dbf", "shx", "prj")),
    *(f"reading.ruined_{name}" for name in (one.id for one in ruin_patterns.ruin_patterns())),
    *(f"reading.ruined_{name}" for name in ("latin", "gbk")),
    *(f"reading.encoding_{name}" for name in ("big5", "rare_hanzi")),
    *(f"reading.area_{name}" for name in ("on_plane", "if_metres")),
    "reading.rejected", "reading.repaired", "reading.missing", "reading.no_permission",
    "reading.no_space",
    "reading.unreadable", "reading.password", "reading.damaged", "reading.encoding_declared",
    "reading.encoding_language_byte", "reading.encoding_ascii", "reading.encoding_text_utf8",
    "reading.too_many_members", "reading.too_large", "reading.too_many_cells",
    "reading.document_type", "reading.kml_too_deep", "reading.too_many_folders",
    "reading.archive_in_archive", "reading.raster_in_archive",
    *(f"reading.member_{what}" for what in ("outside", "link", "name", "twice", "password")),
    *(f"reading.member_{what}" for what in ("damaged", "bomb", "lies")),
}  # fmt: skip


def test_no_sentence_is_missing_and_none_is_left_over():
    written = set(re.findall(r'"(reading\.[a-z0-9_]+)"', CODE)) | COMPOSED
    assert written == set(FILES)


@pytest.mark.parametrize("code", sorted(OURS))
def test_both_languages_fill_the_same_fields(code):
    text = OURS[code]
    fields = [
        {name for _, name, _, _ in Formatter().parse(part) if name} for part in (text.zh, text.en)
    ]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("code", sorted(FILES))
def test_no_english_words_in_a_chinese_sentence(code):
    names = r"watermap|MapInfo|Parquet|DWG|DXF|GPX|CAD|Access|Shapefile|GeoJSON|GeoPackage|TIFF|JSON|XML|DTD|ASCII|UTF|GB18030|BIG5|GDAL|VRT|KML|SQLite|PDF|HTML|Office|Excel|WPS|zip|DIV|CSV|MB|M 值"  # noqa: E501
    plain = re.sub(r"\{\w+\}|\.[a-z]{3,4}|" + names, "", OURS[code].zh)
    assert not re.search(r"[A-Za-z]{2,}", plain), plain
