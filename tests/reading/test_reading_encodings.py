"""Which encoding: a table of texts as bureaus write them, and what must come out."""

import pytest
from hypothesis import given, strategies as st

from watermap.reading.texts.encoding import decide, known_name

NAMES = ["台儿庄断面", "张庄闸", "韩庄运河", "老山西桥", "Ⅲ类水质", "漯河"]
GERMAN = ["Müller", "Größe", "Fluß", "Käse"]


def coded(texts, encoding):
    return [text.encode(encoding) for text in texts]


@pytest.mark.parametrize(
    ("texts", "declared", "language_byte", "expected", "sure"),
    [
        (coded(NAMES, "utf-8"), None, 0, "UTF-8", True),
        (coded(NAMES, "utf-8"), "UTF-8", 0, "UTF-8", True),
        (coded(NAMES, "utf-8"), "GBK", 0, "UTF-8", True),  # the .cpg is wrong
        (coded(NAMES, "utf-8"), None, 0x4D, "UTF-8", True),
        (coded(NAMES, "gbk"), None, 0, "GB18030", True),
        (coded(NAMES, "gbk"), None, 0x57, "GB18030", True),
        (coded(NAMES, "gbk"), None, 0x4D, "GB18030", True),
        (coded(NAMES, "gbk"), "UTF-8", 0, "GB18030", True),  # the .cpg is wrong
        (coded(NAMES, "gbk"), "BOGUS", 0, "GB18030", True),
        (coded(NAMES, "gbk"), "", 0, "GB18030", True),
        (coded(NAMES, "gbk"), "ISO-8859-1", 0, "GB18030", True),  # written by many programs
        (coded(NAMES, "gbk"), "OEM 936", 0, "GB18030", True),
        (coded(["䶮水河"], "gb18030"), "GB2312", 0, "GB18030", True),
        (coded(["漯河"], "gbk"), None, 0, "GB18030", True),
        (coded(["聯合報"], "big5"), "BIG5", 0, "cp950", True),
        (coded(GERMAN, "latin-1"), None, 0, "ISO-8859-1", False),
        (coded(GERMAN, "latin-1"), "ISO-8859-1", 0, "ISO-8859-1", True),
        (coded(GERMAN, "cp1252"), None, 0x03, "cp1252", True),
        (coded(["plain", "ascii"], "ascii"), None, 0, "UTF-8", True),
        (coded(GERMAN, "utf-8"), "UTF-8", 0, "UTF-8", True),
        (coded(GERMAN, "utf-8"), None, 0, "UTF-8", False),
        (coded(["一"], "gbk"), None, 0, "GB18030", False),  # legal UTF-8 too: a Bashkir letter
        ([], None, None, "UTF-8", True),
    ],
)
def test_the_ladder(texts, declared, language_byte, expected, sure):
    guess = decide(texts, declared=declared, language_byte=language_byte)
    assert guess.value == expected
    assert (guess.confidence >= 0.7) == sure
    assert guess.how.text("zh")


def test_texts_cut_inside_a_character_are_still_utf8():
    full = ["省级自然保护区管理局".encode()[:20], *coded(NAMES, "utf-8")]
    assert decide(full, declared=None, language_byte=0).value == "UTF-8"


@given(st.lists(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)))
def test_chinese_in_utf8_is_always_found(texts):
    assert decide(coded(texts, "utf-8"), declared=None, language_byte=0).value == "UTF-8"


@given(st.lists(st.text("的一是在不了有和人这中大为上个国我以要他水河湖江断面监测", min_size=3)))
def test_common_chinese_text_survives_gbk(texts):
    samples = coded(texts, "gbk")
    value = decide(samples, declared=None, language_byte=0).value
    assert [sample.decode(value) for sample in samples] == texts


@pytest.mark.parametrize(
    ("name", "codec"),
    [("utf8", "UTF-8"), ("65001", "UTF-8"), ("ANSI 936", "GB18030"), ("88591", "ISO-8859-1"),
     ("1252", "cp1252"), ("ANSI 1251", "cp1251"), ("BOGUS", None), ("rot13", None), ("zlib", None),
     ("idna", None), ("", None)],
)  # fmt: skip
def test_names_of_encodings(name, codec):
    assert known_name(name) == codec


ROWS = [[name.encode("gbk"), b"1"] for name in NAMES]


@pytest.mark.parametrize(
    ("cpg", "language", "expected"),
    [
        (None, 0, ["reading.encoding_guessed"]),
        ("UTF-8", 0, ["reading.cpg_wrong"]),
        ("BOGUS", 0, ["reading.cpg_unknown"]),
        ("", 0, ["reading.encoding_guessed"]),
        ("GBK", 0, []),
        (None, 0x4D, []),
    ],
)
def test_a_gbk_shapefile_is_read_and_what_it_says_of_itself_is_told(
    cpg, language, expected, shapefile, reader, codes
):
    raw = reader.read(shapefile(len(NAMES), rows=ROWS, cpg=cpg, language=language))
    assert list(raw.layers[0].attributes["NAME"]) == NAMES
    assert codes(raw) == expected


def test_field_names_are_decoded_with_the_cells(shapefile, reader):
    fields = [("断面名称".encode("gbk"), "C", 20, 0), (b"NUMBER", "N", 10, 0)]
    layer = reader.read(shapefile(len(NAMES), rows=ROWS, fields=fields, cpg=None)).layers[0]
    assert list(layer.attributes.columns) == ["断面名称", "NUMBER"]


def test_the_users_choice_goes_before_all(shapefile, reader):
    path = shapefile(1, rows=[["聯合報".encode("big5"), b"1"]], cpg="UTF-8")
    layer = reader.read(path, encoding="BIG5").layers[0]
    assert list(layer.attributes["NAME"]) == ["聯合報"]


def test_lost_characters_are_counted(shapefile, reader, codes):
    rows = [["水质".encode() + b"\xff", b"1"], ["断面\N{REPLACEMENT CHARACTER}".encode(), b"2"]]
    raw = reader.read(shapefile(2, rows=rows), encoding="UTF-8")
    lost = next(p for p in raw.layers[0].problems if p.code == "reading.characters_lost")
    assert lost.fields["n"] == 2


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("\ufeff断面,水质\n张庄,Ⅲ\n".encode(), "UTF-8"),
        ("断面,水质\n张庄,Ⅲ\n".encode(), "UTF-8"),
        ("断面,水质\n张庄,三类\n".encode("gbk"), "GB18030"),
        ("断面,水质\n张庄,Ⅲ\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_text_files(data, expected, tmp_path, reader):
    path = tmp_path / "表.csv"
    path.write_bytes(data)
    table = reader.read(path).tables[0]
    assert table.encoding.value == expected
    assert table.rows[0] == ("断面", "水质")
    assert table.rows[1][0] == "张庄"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Müller,Größe\n".encode("latin-1"), "reading.encoding_unknown"),
        ("断面,水质\n".encode("utf-32-le"), "reading.not_real"),
    ],
)
def test_text_that_nobody_can_tell_is_asked_for(data, code, tmp_path, reader, refusal):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert refusal(path) == [code]


def test_a_chosen_encoding_that_does_not_fit_is_refused(tmp_path, refusal):
    path = tmp_path / "t.csv"
    path.write_bytes("a\n断面\n".encode("gbk"))
    assert refusal(path, encoding="UTF-8") == ["reading.encoding_does_not_fit"]
    assert refusal(path, encoding="BOGUS") == ["reading.encoding_not_known"]
